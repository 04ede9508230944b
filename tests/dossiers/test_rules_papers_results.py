"""The lines of a result: where each value comes from, how it is written, and what staff must still fill in."""

from datetime import date

import pytest

from congvu.dossiers.rules.papers.parts import Check, Letterhead
from congvu.dossiers.rules.papers.resolving import months_after
from congvu.dossiers.rules.papers.results import deputy_signs, head_signs, title_of
from congvu.procedures import data
from tests.dossiers.result_papers import example_of, paper_of, resolved_of, result_for, spec_of


def _value(resolved, key):
    return next(line.value for line in resolved.lines if line.key == key)


def _changed(code, **changes):
    return {**example_of(code), **changes}


@pytest.mark.parametrize(
    ("code", "key", "value"),
    [
        ("1.001193", "gender", "Nữ"),
        ("1.001193", "ethnicity", "Kinh"),
        ("1.001193", "birth_date", "20/10/2026"),
        ("1.001193", "birth_date_words", "Ngày hai mươi tháng mười năm hai nghìn không trăm hai mươi sáu"),
        ("1.001193", "birth_place", "Bệnh viện Đa khoa Ví Dụ, Ấp Ví Dụ, Xã Bình Đại, Tỉnh Vĩnh Long"),
        ("1.013225", "land_area", "250,5 m2"),
        ("1.001612", "capital", "50.000.000 đồng"),
        ("1.001776", "amount_words", "Một triệu năm trăm nghìn đồng"),
        ("2.000806", "husband_residence", "1 Example-ro, Seoul, Hàn Quốc"),
        ("1.008004", "total_area", "3.200 m2"),
        ("1.001699", "degree", "Đặc biệt nặng"),
        ("1.004884", "mark", "Nội dung do chuyên viên ghi"),
    ],
)
def test_values_are_written_as_papers_write_them(code, key, value):
    assert _value(resolved_of(code), key) == value


def test_the_second_path_is_used_where_the_first_has_no_value():
    assert _value(resolved_of("1.004873"), "full_name") == "Nguyễn Văn Mẫu"


def test_rows_of_a_form_become_a_table():
    table = next(line.table for line in resolved_of("1.001612").lines if line.key == "lines")

    assert table.head[:3] == ("STT", "Tên ngành", "Mã ngành")
    assert table.rows[0][2] == "1071"


def test_a_default_stands_until_staff_writes_something_else():
    assert _value(resolved_of("1.004884", officer={}), "mark") == "Đăng ký lại"


@pytest.mark.parametrize("code", data.codes())
def test_nothing_is_missing_when_staff_has_filled_everything(code):
    assert resolved_of(code).missing == ()


def test_what_staff_must_fill_is_listed_with_type_and_choices():
    missing = resolved_of("1.001699", officer={}).missing

    assert [(one.path, str(one.kind)) for one in missing] == [
        ("officer.disability_kind", "multi_choice"),
        ("officer.disability_degree", "choice"),
    ]
    assert missing[1].choices == {"extreme": "Đặc biệt nặng", "severe": "Nặng", "mild": "Nhẹ"}


def test_values_seen_in_other_systems_keep_their_source():
    missing = resolved_of("1.001612", system={}).missing

    assert {(one.path, str(one.kind)) for one in missing if one.source_recorded} == {
        ("system.registration_code", "text"),
        ("system.first_registered_on", "date"),
    }


def test_a_first_registration_needs_no_day_of_a_change():
    missing = resolved_of("1.001612", system={}).missing

    assert "system.changed_on" not in {one.path for one in missing}


@pytest.mark.parametrize("code", data.codes())
def test_number_and_day_of_signing_are_left_to_the_seal(code):
    labels = {line.label for line in resolved_of(code).lines}

    assert not labels & {"Địa danh, ngày, tháng, năm", "Số chứng thực", "Ngày chứng thực"}


def test_validity_counts_from_the_day_of_signing_while_that_is_open():
    assert _value(resolved_of("1.004873"), "valid_until") == "06 tháng kể từ ngày ký"


def test_validity_is_a_day_once_the_day_of_signing_is_known():
    resolved = resolved_of("1.004873", dossier={"signed_on": "2026-08-31"})

    assert _value(resolved, "valid_until") == "28/02/2027"


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2020, 4, 27), 6, date(2020, 10, 27)),
        (date(2020, 12, 31), 12, date(2021, 12, 31)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(start, months, end):
    assert months_after(start, months) == end


def test_a_confirmation_for_marriage_names_the_other_person_and_the_place():
    purpose = _value(resolved_of("1.004873"), "purpose")

    assert purpose.startswith("Để kết hôn với Trần Thị Thí Dụ, sinh ngày 05/04/1992, quốc tịch Việt Nam")
    assert purpose.endswith("Ủy ban nhân dân xã Thạnh Phước")


def test_a_confirmation_for_something_else_has_the_applicants_words():
    changed = _changed("1.004873", purpose="other", purpose_text="Bổ túc hồ sơ du học")

    assert _value(resolved_of("1.004873", form_data=changed), "purpose") == "Bổ túc hồ sơ du học"


@pytest.mark.parametrize(
    ("code", "title", "about"),
    [
        ("1.001193", "GIẤY KHAI SINH", ""),
        ("1.001776", "QUYẾT ĐỊNH", "Về việc trợ cấp xã hội hằng tháng"),
        ("1.008004", "", "V/v chấp thuận chuyển đổi cơ cấu cây trồng, vật nuôi trên đất trồng lúa"),
        ("1.001266", "THÔNG BÁO", "Về việc chấm dứt hoạt động hộ kinh doanh"),
        ("2.000635", "GIẤY KHAI SINH", "(BẢN SAO)"),
        ("1.001570", "GIẤY XÁC NHẬN", "Về việc hộ kinh doanh đăng ký tạm ngừng kinh doanh"),
        ("1.001662", "TỜ KHAI ĐĂNG KÝ CÔNG TRÌNH KHAI THÁC NƯỚC DƯỚI ĐẤT", ""),
    ],
)
def test_titles_are_split_as_the_decree_prints_them(code, title, about):
    made = title_of(spec_of(code), form_data=example_of(code), resolved=resolved_of(code))

    assert made == (title, about)


def test_a_household_that_goes_on_early_gets_the_other_title():
    made = title_of(spec_of("1.001570"), form_data={"kind": "resume"}, resolved=resolved_of("1.001570"))

    assert made[1].endswith("tiếp tục kinh doanh trước thời hạn đã thông báo")


def test_a_copy_of_the_birth_certificate_has_the_layout_of_the_certificate():
    printed = paper_of("2.000635").printed()

    labels = [line.label for row in printed["rows"] for line in row]
    assert paper_of("2.000635").layout == "civil_certificate"
    assert labels[:4] == ["Số", "Quyển số", "Họ, chữ đệm, tên", "Ngày, tháng, năm sinh"]
    assert "Nơi đăng ký khai sinh" in labels and "Số bản sao" not in labels


@pytest.mark.parametrize("event", ["marriage", "death", "guardianship", "recognition", "change", "divorce_note"])
def test_other_copies_of_the_civil_registers_stay_extracts(event):
    declared = _changed("2.000635", event=event)

    spec = result_for("2.000635", declared)

    assert spec["layout"] == "civil_extract"
    title, about = title_of(spec, form_data=declared, resolved=resolved_of("2.000635", form_data=declared))
    assert title.startswith("TRÍCH LỤC ") and about == ""


@pytest.mark.parametrize("code", ["1.001193", "1.004884", "2.000528"])
def test_a_birth_certificate_names_people_and_nationality_of_the_parents_beside_their_birth(code):
    rows = [[line.label for line in row] for row in paper_of(code).printed()["rows"]]

    assert rows.count(["Năm sinh", "Dân tộc", "Quốc tịch"]) == 2


def test_husband_and_wife_stand_in_two_columns():
    printed = paper_of("1.000894").printed()

    assert [column["head"] for column in printed["columns"]] == ["VỢ", "CHỒNG"]
    assert printed["columns"][0]["lines"][1].label == "Ngày, tháng, năm sinh"


def test_gender_ethnicity_and_nationality_share_a_row():
    rows = paper_of("1.001193").printed()["rows"]

    assert ["gender", "ethnicity", "nationality"] in [[line.key for line in row] for row in rows]


def test_a_decision_has_bases_authority_and_three_articles():
    printed = paper_of("1.001776", "2020").printed()

    assert printed["authority"] == "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN BÌNH ĐẠI"
    assert "Căn cứ Nghị định số 136/2013/NĐ-CP" in printed["bases"]
    assert len(printed["articles"]) == 3
    assert "1.500.000 đồng (bằng chữ: Một triệu năm trăm nghìn đồng)" in printed["articles"][0]


def test_words_of_certification_name_officer_people_and_paper():
    words = " ".join(paper_of("2.000884").printed()["paragraphs"])

    assert "Tôi: Phan Thụ Lim Xanh, Phó Chủ tịch Ủy ban nhân dân xã Thạnh Phước." in words
    assert "Ông/bà Nguyễn Văn Mẫu, giấy tờ tùy thân số 099090000001" in words
    assert "đã ký vào giấy tờ" in words


def test_a_deputy_signs_for_the_head_line_by_line():
    row = spec_of("1.013225")["signer"]

    assert deputy_signs(row, name="A").lines == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert head_signs(row, name="A").lines == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")


@pytest.mark.parametrize(
    ("superior", "issuer", "lines"),
    [
        ("", "Ủy ban nhân dân xã Thạnh Phước", ["Ủy ban nhân dân", "xã Thạnh Phước"]),
        ("", "Phòng Tư pháp", ["Phòng Tư pháp"]),
        ("", "Bộ phận Tiếp nhận và Trả kết quả", ["Bộ phận Tiếp nhận", "và Trả kết quả"]),
    ],
)
def test_a_long_issuer_is_broken_into_even_lines(superior, issuer, lines):
    assert Letterhead(superior=superior, issuer=issuer, place="Bình Đại").printed()["issuer"] == lines


def test_the_body_above_is_shortened_where_it_does_not_fit():
    head = Letterhead(superior="Ủy ban nhân dân huyện Bình Đại", issuer="Phòng Tư pháp", place="Bình Đại")

    assert head.printed()["superior"] == ["UBND huyện Bình Đại"]


def test_the_check_picture_holds_address_and_code():
    check = Check(code="BD-1", address="https://motcua.example/check/")

    assert check.line()["qr"] is None
    assert check.picture()["qr"].startswith("<svg")
