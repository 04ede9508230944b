import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from congvu.procedures.models import ProcedureVersion
from tests.procedures.factories import ProcedureVersionFactory

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
