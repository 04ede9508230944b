import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from congvu.procedures.models import Procedure, ProcedureVersion, Wording
from tests.procedures.factories import ProcedureFactory, ProcedureVersionFactory

pytestmark = pytest.mark.django_db


def test_a_published_version_is_never_changed():
    version = ProcedureVersionFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersion.objects.filter(pk=version.pk).update(catalogue={"ten": "khác"})


def test_a_published_version_is_never_deleted():
    version = ProcedureVersionFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        version.delete()


def test_the_last_day_of_a_version_is_set_once():
    version = ProcedureVersionFactory()

    ProcedureVersion.objects.filter(pk=version.pk).update(valid_to=dt.date(2020, 6, 1))

    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersion.objects.filter(pk=version.pk).update(valid_to=dt.date(2021, 6, 1))


def test_two_versions_of_one_procedure_do_not_overlap():
    first = ProcedureVersionFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersionFactory(procedure=first.procedure, number=2, valid_from=dt.date(2020, 3, 1))


def test_a_version_ends_after_it_starts():
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersionFactory(valid_from=dt.date(2020, 3, 1), valid_to=dt.date(2020, 3, 1))


def test_a_number_is_given_to_one_version_of_a_procedure_only():
    first = ProcedureVersionFactory(valid_to=dt.date(2020, 3, 1))

    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersionFactory(procedure=first.procedure, number=1, valid_from=dt.date(2020, 3, 1))


def test_published_words_are_never_changed():
    wording = Wording.objects.create(
        number=1, digest="a", content={}, published_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        Wording.objects.filter(pk=wording.pk).update(content={"a": 1})


def test_the_database_finds_words_with_and_without_marks():
    ProcedureFactory(search_text="Đăng ký khai sinh")

    assert Procedure.objects.saying("dang ky khai sinh").exists()
    assert Procedure.objects.saying("đăng ký").exists()
    assert not Procedure.objects.saying("khai tử").exists()
