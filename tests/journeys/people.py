"""The fictional people of the stories: who files, and the hands of the commune that the dossier passes through."""

MOTHER = "0100100001"  # Phạm Hoa Mười Giờ of Long Hòa
JUSTICE = "damdoi.phan"  # receives and handles civil status in Long Hòa
CLERK = "luoc.nguyen"  # numbers, seals, returns in Long Hòa
CHAIR = "duong.ly"  # signs in Long Hòa

HOME = {"province": "Tỉnh Bến Tre", "district": "Huyện Bình Đại", "ward": "Xã Long Hòa", "detail": "Ấp Diễn Tập 2"}


def address(field: str) -> dict[str, str]:
    """Return the answers of an address field."""
    return {f"{field}.{part}": words for part, words in HOME.items()}


def _parent(who: str, *, name: str, born: str, number: str) -> dict[str, str]:
    return {
        f"{who}.full_name": name,
        f"{who}.birth_date": born,
        f"{who}.ethnicity": "01",
        f"{who}.nationality": "VN",
        f"{who}.residence_type": "permanent",
        **address(f"{who}.residence"),
        f"{who}.id_type": "cccd",
        f"{who}.id_number": number,
    }


def birth_pages(child: str) -> list[dict[str, str]]:
    """Return what is typed on each page of the declaration of a birth."""
    return [
        {"relation": "mother"},
        {"case": "both", "birth_proof": "certificate", "birth_certificate_number": "00123/2020"},
        {
            "child.full_name": child,
            "child.birth_date": "20/04/2020",
            "child.gender": "female",
            "child.ethnicity": "01",
            "child.nationality": "VN",
            "child.birth_place_name": "Trạm y tế xã Long Hòa",
            **address("child.birth_place"),
            **address("child.hometown"),
        },
        _parent("mother", name="Phạm Hoa Mười Giờ", born="12/06/1994", number="099194900501"),
        _parent("father", name="Trần Hoa Lục Bình", born="03/02/1990", number="099090000001"),
        {"parents_married": "no"},
        {"copies.wanted": "no"},
    ]


# The district: who takes a household business in, who handles, decides, seals and hands it out.
COUNTER = "hoanglan.thai"
DIVISION = "bachdan.do"
DIVISION_HEAD = "cuibien.truong"
SEAL = "senmu.huynh"
RETURNS = "uoi.doan"
BAKER = "0100100001"


def bakery_form() -> dict[str, str]:
    """Return what the counter types about the business, beside what is known of its owner."""
    return {
        "owner.ethnicity": "01",
        **address("owner.contact_address"),
        "name": "HỘ KINH DOANH TIỆM BÁNH HOA MƯỜI GIỜ",
        **address("address"),
        "phone": "0100100001",
        "address_rights": "owned",
        "lines[0].name": "Sản xuất các loại bánh từ bột",
        "lines[0].vsic_code": "1071",
        "lines[0].is_main": "true",
        "capital": "50000000",
        "tax.starts_on": "04/05/2020",
        "tax.workers": "2",
        "tax.vat_method": "declared",
        "not_owner_elsewhere": "true",
    }
