"""Reading the audit trail, and looking for what does not add up in it."""

from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, QuerySet

from congvu.audit.models import Block, BlockEntry, Line
from congvu.audit.rules import START, Ref, block_hash, line_hash

AT_MOST = 20  # sentences of one kind
_GAPS = """
SELECT subject_kind, subject_id, place, number, previous_hash = before FROM (
  SELECT subject_kind, subject_id, number, previous_hash, lag(number, 1, 0) OVER chain + 1 AS place,
         lag(hash, 1, %s) OVER chain AS before
  FROM audit_line WINDOW chain AS (PARTITION BY subject_kind, subject_id ORDER BY number)
) AS lines
WHERE number <> place OR previous_hash <> before ORDER BY subject_kind, subject_id, number LIMIT %s
"""
_NO_HEAD = """
SELECT l.subject_kind, l.subject_id FROM audit_line l
WHERE l.number = 1 AND NOT EXISTS (
  SELECT FROM audit_head h WHERE h.subject_kind = l.subject_kind AND h.subject_id = l.subject_id
) ORDER BY 1, 2 LIMIT %s
"""
_WRONG_HEADS = """
SELECT h.subject_kind, h.subject_id, h.number FROM audit_head h
LEFT JOIN (
  SELECT subject_kind, subject_id, max(number) AS number FROM audit_line GROUP BY subject_kind, subject_id
) AS chain USING (subject_kind, subject_id)
LEFT JOIN audit_line l ON l.subject_kind = h.subject_kind AND l.subject_id = h.subject_id AND l.number = h.number
WHERE chain.number IS DISTINCT FROM h.number OR l.hash IS DISTINCT FROM h.hash ORDER BY 1, 2 LIMIT %s
"""
_WRONG_ENTRIES = """
SELECT b.number, e.subject_kind, e.subject_id FROM audit_blockentry e
JOIN audit_block b ON b.id = e.block_id
LEFT JOIN audit_line l ON l.subject_kind = e.subject_kind AND l.subject_id = e.subject_id AND l.number = e.number
WHERE l.hash IS DISTINCT FROM e.hash ORDER BY 1, 2, 3 LIMIT %s
"""


def lines_of(subject: Ref) -> QuerySet[Line]:
    """Return what was done to the subject, oldest first."""
    return Line.objects.filter(subject_kind=subject.kind, subject_id=subject.id).order_by("number")


def lines_by(actor: Ref) -> QuerySet[Line]:
    """Return what the actor did, newest first."""
    return Line.objects.filter(actor_kind=actor.kind, actor_id=actor.id).order_by("-at", "-id")


@transaction.atomic  # or the database would lay all lines aside before it hands out the first
def problems() -> list[str]:
    """Return a sentence for each break in the chains of lines and of blocks; an empty list when all is whole.

    The database compares lines, ends of chains and blocks; hashes are counted again line by line, none kept in memory.
    """
    return [*_broken_chains(), *_changed_lines(), *_broken_blocks()]


def _broken_chains() -> Iterator[str]:
    for kind, key, place, number, follows in _asked(_GAPS, [START, AT_MOST]):
        if number != place:
            yield f"Nhật ký của {kind} {key} thiếu dòng {place}."
        elif not follows:
            yield f"Nhật ký của {kind} {key}, dòng {number}: nội dung không khớp mã băm."
    for kind, key in _asked(_NO_HEAD, [AT_MOST]):
        yield f"Nhật ký của {kind} {key} không có đầu chuỗi."
    for kind, key, number in _asked(_WRONG_HEADS, [AT_MOST]):
        yield f"Nhật ký của {kind} {key} dừng ở chỗ khác với đầu chuỗi (dòng {number})."
    for block, kind, key in _asked(_WRONG_ENTRIES, [AT_MOST]):
        yield f"Khối nhật ký {block}: {kind} {key} không khớp với các dòng."


def _changed_lines() -> Iterator[str]:
    """Return the lines whose content does not give their hash."""
    columns = (
        "previous_hash", "number", "verb", "subject_kind", "subject_id", "subject_name", "actor_kind", "actor_id",
        "actor_name", "at", "details", "hash",
    )  # fmt: skip
    rows = Line.objects.order_by("id").values_list(*columns).iterator(chunk_size=5000)
    changed = (row for row in rows if not _whole(row))
    for row in islice(changed, AT_MOST):
        yield f"Nhật ký của {row[3]} {row[4]}, dòng {row[1]}: nội dung không khớp mã băm."


def _whole(row: tuple[Any, ...]) -> bool:
    """Tell whether the content of the line gives its hash."""
    previous, number, verb, kind, key, name, actor_kind, actor_id, actor_name, at, details, digest = row
    subject, actor = Ref(kind, key, name), Ref(actor_kind, actor_id, actor_name)
    given = line_hash(previous=previous, number=number, verb=verb, subject=subject, actor=actor, at=at, details=details)
    return bool(given == digest)


def _broken_blocks() -> Iterator[str]:
    """Return the blocks that are missing or whose content does not give their hash."""
    number, previous = 0, START
    columns = ("block__number", "subject_kind", "subject_id", "number", "hash")
    blocks = Block.objects.filter(number__lte=Block.objects.aggregate(last=Max("number"))["last"] or 0)
    rows = BlockEntry.objects.order_by("block__number").values_list(*columns).iterator(chunk_size=5000)
    entries = groupby(rows, key=itemgetter(0))
    ahead = next(entries, None)
    for block in blocks.order_by("number").iterator():
        number += 1
        if block.number != number:
            yield f"Thiếu khối nhật ký {number}."
            number = block.number
        sealed: list[tuple[str, str, int, str]] = []
        if ahead is not None and ahead[0] == number:
            sealed = [row[1:] for row in ahead[1]]
            ahead = next(entries, None)
        if block.previous_hash != previous or block.hash != block_hash(
            previous=block.previous_hash, number=block.number, sealed_at=block.sealed_at, entries=sealed
        ):
            yield f"Khối nhật ký {block.number}: nội dung không khớp mã băm."
        previous = block.hash


def _asked(sql: str, values: Sequence[str | int]) -> list[tuple[Any, ...]]:  # Any: columns of each question
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
