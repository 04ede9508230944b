"""What officers type at the counter, as the browser posts it, for the tests of its pages."""

import re

from congvu.accounts.models import User
from congvu.dossiers.models import Dossier
from tests.dossiers.conftest import at

MORNING = at("2020-04-27T08:30")
TODAY = at("2026-11-25T08:30")
# Who receives where: (day, officer, procedure).
COMMUNE = (MORNING, "vamco.cao")
DISTRICT = (MORNING, "suado.duong")
CENTRE = (TODAY, "suado.duong")

COPIES = {
    "items[0].name": "Bằng tốt nghiệp trung học phổ thông",
    "items[0].pages": "1",
    "items[0].copies": "2",
    "items[0].language": "vi",
    "form_of_copy": "paper",
    "copies_provided": "false",
}
PERSON = {
    "owner_name": "Nguyễn Thị Thử",
    "owner_id_number": "099 190 000 077",
    "owner_phone": "0100 900 077",
    "submitted_by": "owner",
    "result_wanted": "counter",
}


def address_of(day) -> dict:
    """Return an address as the forms of that day ask for it."""
    old = {"requester.address.district": "Huyện Bình Đại"} if day.year < 2025 else {}
    province = "Tỉnh Bến Tre" if old else "Tỉnh Vĩnh Long"
    return {
        "requester.address.province": province,
        **old,
        "requester.address.ward": "Xã Bình Đại",
        "requester.address.detail": "Ấp Ví Dụ",
    }


def sign_in(client, username):
    client.force_login(User.objects.get(username=username))
    return client


def begun(client, code="2.000815") -> str:
    """Begin an intake; return its address."""
    answer = client.post("/dossiers/counter/begin/", {"code": code})
    assert answer.status_code == 303, answer.status_code
    return answer.headers["Location"]


def seen(client, address) -> str:
    """Return the state of the draft that the page carries."""
    return re.search(r'name="seen" value="([^"]+)"', client.get(address).text)[1]


def typed(client, address, day, **more) -> dict:
    """Return everything typed for copies certified from an original, ready to be accepted."""
    return {
        "seen": seen(client, address),
        **PERSON,
        **COPIES,
        **address_of(day),
        "paper-originals-here": "on",
        "declared": "on",
        **more,
    }


def dossier_at(address) -> Dossier:
    return Dossier.objects.get(key=re.search(r"counter/([0-9a-f-]{36})/", address)[1])
