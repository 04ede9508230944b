"""The worker: what a job asks for belongs to the transaction of this job, as it does on a page."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from congvu.base.background import defer
from congvu.config.management.commands.worker import connector

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_jobs(transactional_db):
    """Clear the queue before and after: emptying the tables of models leaves out procrastinate's."""
    clear()
    yield
    clear()


def clear():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def as_a_job(function):
    """Run the function as the worker runs a job: in a thread of its own, beside the worker's pool."""

    def job():
        try:
            return function()
        finally:
            connection.close()

    async def work():
        async with app.open_async():
            return await sync_to_async(job, thread_sensitive=False)()

    with app.replace_connector(connector()):
        return asyncio.run(work())


class Failure(Exception):
    """What goes wrong in a job."""


def test_a_job_that_another_job_asked_for_goes_when_that_one_rolls_back():
    def fail_after_asking():
        with transaction.atomic():
            defer("notify.send_mails")
            raise Failure

    with pytest.raises(Failure):
        as_a_job(fail_after_asking)

    assert not ProcrastinateJob.objects.exists()


def test_a_job_that_another_job_asked_for_is_not_seen_before_that_one_commits():
    def seen_by_others():
        connection.close()
        found = ProcrastinateJob.objects.count()
        connection.close()
        return found

    def look_after_asking():
        with transaction.atomic(), ThreadPoolExecutor(1) as others:
            defer("notify.send_mails")
            return others.submit(seen_by_others).result()

    assert as_a_job(look_after_asking) == 0
    assert ProcrastinateJob.objects.count() == 1
