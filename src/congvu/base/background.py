"""Background work: jobs are rows of the same database, written in the transaction of the action that asks for them."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from django.db import connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

F = TypeVar("F", bound=Callable[..., Any])

RETRIES = RetryStrategy(max_attempts=8, exponential_wait=3)


def job(name: str, *, queue: str = "default") -> Callable[[F], F]:
    """Register a function as the job `name` ("app.verb"); it gets ids and ISO dates, and may run twice."""

    def register(function: F) -> F:
        app.task(name=name, queue=queue, retry=RETRIES)(function)
        return function

    return register


def periodic(name: str, *, cron: str, queue: str = "default") -> Callable[[F], F]:
    """Register a job that runs by the clock (`cron`, UTC); it gets no arguments."""

    def register(function: F) -> F:
        def run(timestamp: int) -> None:
            function()

        app.periodic(cron=cron)(app.task(name=name, queue=queue, pass_context=False)(run))
        return function

    return register


def defer(name: str, *, lock: str | None = None, **payload: object) -> None:
    """Ask for the job `name` in the running transaction: a rollback takes it along. Jobs of one `lock` run in order."""
    app.configure_task(name, lock=lock, allow_unknown=False).defer(**payload)  # type: ignore[arg-type]  # payload is JSON


def defer_once(name: str) -> None:
    """Ask for the job `name`, which finds its work by itself, unless the running transaction has asked for it already.

    A savepoint that rolls back takes the job and its mark along, so that the next call asks anew.
    """
    mark = _mark(name)
    if not any(waiting is mark for _, waiting, *_ in connection.run_on_commit):
        defer(name)
        transaction.on_commit(mark)


def defer_later(name: str, *, seconds: int) -> None:
    """Ask for the job `name` to run in so many seconds of real time."""
    app.configure_task(name, schedule_in={"seconds": seconds}, allow_unknown=False).defer()


def take_over(name: str) -> None:
    """Take the waiting jobs `name` off the list, for a run that will do all their work.

    Only for jobs that find their work by themselves: whatever they were asked for is committed, so a run that looks
    after this sees it. A run that dies has its own row still, and comes back for all of it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_OVER, [name])


_TAKE_OVER = """
DELETE FROM procrastinate_jobs WHERE id IN (
    SELECT id FROM procrastinate_jobs
    WHERE status = 'todo' AND task_name = %s AND (scheduled_at IS NULL OR scheduled_at <= now())
    FOR UPDATE SKIP LOCKED
)
"""


@cache
def _mark(name: str) -> Callable[[], None]:
    """Return what stands among the things to do after the commit and does nothing: the job is asked for."""

    def asked() -> None:
        return None

    return asked
