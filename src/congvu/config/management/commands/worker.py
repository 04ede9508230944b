"""`congvu worker`: does the background work of every queue."""

from typing import Any

from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app, connector_params
from procrastinate.contrib.django.django_connector import DjangoConnector
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from congvu.base.commands import HouseCommand
from congvu.config import env


class Command(HouseCommand):
    help = "Chạy việc nền cho đến khi được bảo dừng."

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until told to stop; finished jobs are removed after a week by a periodic job, not here."""
        with app.replace_connector(connector()):
            app.run_worker(concurrency=env.number("CONGVU_WORKER_CONCURRENCY", 2), shutdown_graceful_timeout=5)


class WorkerConnector(PsycopgConnector):
    """Asks the database for the worker over a pool of its own, and for a job over the connection of that job."""

    def get_sync_connector(self) -> DjangoConnector:
        """Return what `base.background.defer` writes with: a job that asks for another does so in its transaction."""
        return DjangoConnector()


def connector() -> WorkerConnector:
    """Return how a worker is connected."""
    return WorkerConnector(
        kwargs=connector_params(), min_size=1, max_size=4, configure=one_statement_each, pool_factory=pool
    )


def pool(**options: Any) -> AsyncConnectionPool:
    """Return procrastinate's pool, whose connections are looked at before each use without asking the server."""
    return AsyncConnectionPool(**{**options, "check": refuse_closed})


async def one_statement_each(connection: AsyncConnection) -> None:
    """Let every statement be a transaction of its own: procrastinate runs one at a time, and BEGIN and COMMIT cost."""
    await connection.set_autocommit(True)


async def refuse_closed(connection: AsyncConnection) -> None:
    """Find out whether the server has hung up. Raises OperationalError, and the pool takes another connection."""
    for _last_words_then_end in range(2):
        connection.pgconn.consume_input()
