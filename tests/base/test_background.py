"""Jobs that find their work by themselves: asked for once a transaction, taken off the list by a run that does it."""

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from congvu.base.background import defer_later, defer_once, take_over

NAME, OTHER = "notify.send_mails", "dossiers.set_letter"

pytestmark = pytest.mark.django_db


def asked():
    """Ask in a transaction that then ends."""
    defer_once(NAME)
    connection.run_on_commit.clear()
    return ProcrastinateJob.objects.latest("id")


def test_one_transaction_asks_once():
    for _ in range(3):
        defer_once(NAME)

    assert ProcrastinateJob.objects.count() == 1


def test_the_next_transaction_asks_again():
    asked()
    asked()

    assert ProcrastinateJob.objects.count() == 2


def test_what_a_savepoint_took_back_is_asked_anew():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        defer_once(NAME)
        raise ZeroDivisionError

    defer_once(NAME)

    assert ProcrastinateJob.objects.count() == 1


def test_each_name_is_asked_for_by_itself():
    defer_once(NAME)
    defer_once("base.forget_finished")

    assert ProcrastinateJob.objects.count() == 2


def test_a_run_takes_the_waiting_ones_of_its_name_off_the_list():
    asked()
    asked()

    take_over(NAME)

    assert not ProcrastinateJob.objects.exists()


def test_a_run_leaves_what_is_being_done_what_comes_later_and_other_names():
    own = asked()
    ProcrastinateJob.objects.filter(pk=own.pk).update(status="doing")
    defer_later(NAME, seconds=60)
    other = asked()
    ProcrastinateJob.objects.filter(pk=other.pk).update(task_name=OTHER)

    take_over(NAME)

    assert ProcrastinateJob.objects.count() == 3
