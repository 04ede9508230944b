"""The worker's connections to the database: one statement a transaction, and a closed one is noticed before its use."""

import asyncio

import psycopg
import pytest
from procrastinate.contrib.django import connector_params

from congvu.config.management.commands.worker import one_statement_each, pool, refuse_closed

pytestmark = pytest.mark.django_db


async def _hang_up_on(connection):
    other = await psycopg.AsyncConnection.connect(**connector_params(), autocommit=True)
    await other.execute("SELECT pg_terminate_backend(%s)", [connection.info.backend_pid])
    await other.close()
    await asyncio.sleep(0.2)


def test_a_living_connection_is_used():
    async def story():
        connection = await psycopg.AsyncConnection.connect(**connector_params())
        await one_statement_each(connection)
        await refuse_closed(connection)
        found = await (await connection.execute("SELECT pg_backend_pid()")).fetchone()
        assert connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
        await connection.close()
        return found

    assert asyncio.run(story())


def test_a_connection_that_the_server_closed_is_refused():
    async def story():
        connection = await psycopg.AsyncConnection.connect(**connector_params())
        await _hang_up_on(connection)
        try:
            await refuse_closed(connection)
        finally:
            await connection.close()

    with pytest.raises(psycopg.OperationalError):
        asyncio.run(story())


def test_the_pool_takes_another_connection_for_a_closed_one():
    async def story():
        async with pool(kwargs=connector_params(), min_size=1, max_size=2, configure=one_statement_each) as connections:
            async with connections.connection() as first:
                before = first.info.backend_pid
            await _hang_up_on(first)
            async with connections.connection() as second:
                await second.execute("SELECT 1")
                return before, second.info.backend_pid

    before, after = asyncio.run(story())

    assert before != after
