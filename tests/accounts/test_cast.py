"""The people of the demonstration: imported from files, and enough of them for every procedure."""

import shutil
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command

from congvu.accounts.actions import import_cast
from congvu.accounts.management.commands.import_cast import DATA, read_cast
from congvu.accounts.models import Appointment, User
from congvu.accounts.queries import prefill_sources
from congvu.accounts.refusals import BadCast
from congvu.accounts.terms import UserKind
from congvu.audit.rules import SYSTEM

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 4, 27, 1, tzinfo=UTC)


def again(**changed):
    cast = {name: read_cast(DATA, f"{name}*.yaml") for name in ("officers", "citizens", "businesses")}
    return import_cast(**cast | changed, password="seeded", by=SYSTEM, now=NOW)


def test_everybody_is_there(seeded):
    assert User.objects.exclude(import_key=None).count() == 199 + 40 + 12


def test_a_second_import_changes_nothing(seeded):
    assert not again()


def test_roles_change_with_the_regime(seeded):
    rows = Appointment.objects.filter(user__import_key="cb001").order_by("valid_from")

    assert [row.roles for row in rows] == [["leader"], ["leader", "signer"]]


def test_an_unknown_post_is_refused_with_its_line(seeded):
    officers = read_cast(DATA, "officers*.yaml")
    officers[0]["assignments"][0]["post"] = "vua"

    with pytest.raises(BadCast, match=r"dòng \d+: không có chức danh"):
        again(officers=officers)


def test_the_command_refuses_an_empty_folder(tmp_path):
    with pytest.raises(CommandError, match="không có tệp"):
        call_command("import_cast", folder=tmp_path)


def test_the_command_takes_a_folder_with_officers_only(seeded, tmp_path):
    for path in DATA.glob("officers*.yaml"):
        shutil.copy(path, tmp_path)

    call_command("import_cast", folder=tmp_path)

    assert User.objects.filter(kind=UserKind.OFFICER).exists()


def test_forms_are_prefilled_with_what_is_known(seeded):
    found = prefill_sources(User.objects.get(import_key="cd01"), date(2020, 4, 27))

    assert found["account"]["full_name"] == "Phạm Hoa Mười Giờ"
    assert found["account"]["residence"] == {
        "province": "Tỉnh Bến Tre",
        "district": "Huyện Bình Đại",
        "ward": "Xã Long Hòa",
        "detail": "Số 01, ấp Diễn Tập 2",
    }


def test_an_old_address_becomes_one_of_today(seeded):
    found = prefill_sources(User.objects.get(import_key="cd01"), date(2026, 11, 25))

    assert found["account"]["residence"] == {
        "province": "Tỉnh Vĩnh Long",
        "ward": "Xã Châu Hưng",
        "detail": "Số 01, ấp Diễn Tập 2",
    }


def test_an_owner_is_prefilled_with_the_business(seeded):
    found = prefill_sources(User.objects.get(import_key="cd06"), date(2020, 4, 27))

    assert found["business"]["name"] == "Quán cà phê Gió Chướng"
    assert found["business"]["owner_name"] == "Lâm Hoa Súng Tím"
