import pytest
from django.db import transaction

from tests.procedures.factories import published_catalogue


@pytest.fixture(scope="module")
def catalogue(django_db_setup, django_db_blocker):
    """Publish the shipped catalogue once for the tests of a module, and take it back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield published_catalogue()
        transaction.set_rollback(True)
