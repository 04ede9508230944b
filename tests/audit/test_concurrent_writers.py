from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from congvu.audit import actions, queries
from congvu.audit.models import Block
from congvu.audit.rules import Ref

AT = datetime(2020, 4, 27, 1, 0, tzinfo=UTC)
SUBJECT = Ref("dossier", "1", "H07.90-200427-0001")


def write(number):
    try:
        with transaction.atomic():
            actions.record("dossier.note", subject=SUBJECT, actor=Ref("user", str(number), "Ai đó"), at=AT)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_parallel_writers_of_one_subject_leave_one_whole_chain():
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))

    assert [line.number for line in queries.lines_of(SUBJECT)] == list(range(1, 41))
    assert queries.problems() == []


def seal(_):
    try:
        actions.seal(now=AT)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_two_seals_at_once_make_blocks_in_order():
    write(1)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(seal, range(4)))

    assert [block.number for block in Block.objects.all()] == [1]
    assert queries.problems() == []
