import pytest
from django.db import connection

from congvu.accounts.models import User
from congvu.dossiers.models import Dossier
from congvu.dossiers.queries.lookup import people_matching
from tests.accounts.factories import BusinessFactory, CitizenFactory

pytestmark = pytest.mark.django_db
COMMITTEE = "bd20-long-hoa-ubnd"


@pytest.mark.parametrize("words", ["Đỗ Thị Bưởi Năm Roi", "do thi buoi nam roi", "BƯỞI NĂM"])
def test_somebody_is_found_by_name_with_and_without_marks(words):
    CitizenFactory(user__full_name="Đỗ Thị Bưởi Năm Roi")

    assert [person.name for person in people_matching(words, committee_key=COMMITTEE)] == ["Đỗ Thị Bưởi Năm Roi"]


def test_a_name_that_was_changed_is_found_by_the_new_one():
    user = CitizenFactory(user__full_name="Lê Thị Tên Cũ").user

    User.objects.filter(pk=user.pk).update(full_name="Lê Thị Tên Mới")

    assert people_matching("ten moi", committee_key=COMMITTEE)[0].name == "Lê Thị Tên Mới"


@pytest.mark.parametrize("field", ["tax_code", "registration_code", "owner_id_number"])
def test_a_business_is_found_by_each_of_its_numbers(field):
    business = BusinessFactory(**{field: "0312345678"})

    assert people_matching("0312345678", committee_key=COMMITTEE)[0].name == business.user.full_name


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (User.objects.filter(folded__contains="buoi nam roi"), "accounts_name_trigrams"),
        (User.objects.filter(phone="0100100001"), "accounts_by_phone"),
        (Dossier.objects.filter(owner_id_number="099194900501"), "dossier_by_number"),
        (Dossier.objects.filter(owner_phone="0100100001"), "dossier_by_phone"),
    ],
    ids=["name", "phone", "number of an owner", "phone of an owner"],
)
def test_each_way_to_look_somebody_up_has_its_index(rows, index):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    assert index in rows.explain()
