"""Background work: jobs are rows of the same database, written in the transaction of the action that asks for them."""

from collections.abc import Callable
from typing import Any, TypeVar

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
