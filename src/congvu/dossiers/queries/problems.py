"""What does not add up in stored dossiers: one sentence each, for `congvu doctor`."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from congvu.dossiers.models import ClockLine, Dossier, Letter
from congvu.dossiers.queries.results import result_spec
from congvu.dossiers.rules.clock import ClockEvent, due_after
from congvu.dossiers.rules.numbers import LETTER_SERIES, number_rule
from congvu.dossiers.terms import ClockKind, ResultKind
from congvu.workdays.queries import calendar_of

NEWEST = 2000  # dossiers whose clock is counted again in the quick form
AT_MOST = 20  # sentences of one kind
PATIENCE = timedelta(minutes=10)


def wrong_dues(*, newest: int | None) -> Iterator[str]:
    """Return the dossiers whose due time is not what their clock gives; all of them, or the newest."""
    keys = Dossier.objects.exclude(accepted_at=None).order_by("-pk").values_list("pk", flat=True)
    since = keys[newest : newest + 1].first() or 0 if newest is not None else 0
    rows = (
        ClockLine.objects.filter(dossier__gt=since)
        .order_by("dossier_id", "id")
        .values_list(
            "dossier_id", "kind", "at", "amount", "unit", "due_at", "dossier__due_at", "dossier__limit_mode",
            "dossier__limit_cut_off", "dossier__committee__calendar_id", named=True,
        )
    )  # fmt: skip
    known: dict[tuple[object, ...], datetime] = {}
    for pk, lines in groupby(rows.iterator(chunk_size=5000), key=lambda row: row.dossier_id):
        log = list(lines)
        first = log[0]
        events = [ClockEvent(row.kind, row.at, row.amount, row.unit) for row in log if row.kind != ClockKind.STOP]
        if not events or events[0].kind != ClockKind.START:
            yield f"Hồ sơ {_name(pk)}: nhật ký thời hạn không bắt đầu bằng lần tiếp nhận."
            continue
        calendar_id, mode, cut_off = (
            first.dossier__committee__calendar_id, first.dossier__limit_mode, first.dossier__limit_cut_off,
        )  # fmt: skip
        key = (tuple(events), mode, cut_off, calendar_id)
        if key not in known:
            due = due_after(events, mode=mode, calendar=calendar_of(calendar_id), cut_off=cut_off)
            known[key] = due.due_at
        if {known[key]} != {first.dossier__due_at, log[-1].due_at}:
            yield f"Hồ sơ {_name(pk)}: hạn trả không khớp với nhật ký thời hạn."
    yield from (
        f"Hồ sơ {_name(pk)}: đã tiếp nhận mà không có nhật ký thời hạn."
        for pk in Dossier.objects.filter(accepted_at__isnull=False, clock=None, pk__gt=since).values_list(
            "pk", flat=True
        )[:AT_MOST]
    )


def _name(pk: int) -> str:
    return str(Dossier.objects.get(pk=pk))


_WRONG_STATES = """
SELECT d.id FROM dossiers_dossier d LEFT JOIN LATERAL (
  SELECT after FROM dossiers_moveline m WHERE m.dossier_id = d.id ORDER BY m.id DESC LIMIT 1
) AS last ON true
WHERE d.status <> 'draft' AND last.after IS DISTINCT FROM d.status ORDER BY d.id LIMIT 20
"""


def wrong_states() -> Iterator[str]:
    """Return the dossiers whose state is not where their last move led."""
    for (pk,) in _asked(_WRONG_STATES):
        dossier = Dossier.objects.get(pk=pk)
        yield f"Hồ sơ {dossier}: trạng thái {dossier.get_status_display()} không khớp với lần chuyển cuối."


_LOOSE_STEPS = """
SELECT s.dossier_id, s.label FROM dossiers_step s
LEFT JOIN workflow_token t ON t.id = s.token AND t.closed_at IS NULL AND t.node = s.node
LEFT JOIN dossiers_dossier d ON d.id = s.dossier_id
LEFT JOIN workflow_instance i ON i.id = t.instance_id AND i.id = d.instance_id
WHERE s.done_at IS NULL AND s.kind = 'process' AND i.id IS NULL ORDER BY s.id LIMIT 20
"""
_LOOSE_TOKENS = """
SELECT i.subject_id::bigint, t.node FROM workflow_token t
JOIN workflow_instance i ON i.id = t.instance_id AND i.subject_kind = 'dossier'
LEFT JOIN dossiers_step s ON s.token = t.id AND s.done_at IS NULL
WHERE t.closed_at IS NULL AND t.kind = 'step' AND s.id IS NULL ORDER BY t.id LIMIT 20
"""
_LEFT_OPEN = """
SELECT s.dossier_id, s.label FROM dossiers_step s JOIN dossiers_dossier d ON d.id = s.dossier_id
WHERE s.done_at IS NULL AND d.ended_at IS NOT NULL
  AND s.kind NOT IN ('sign_letter', 'seal_letter') ORDER BY s.id LIMIT 20
"""


def loose_steps() -> Iterator[str]:
    """Return open steps without their token, tokens without their step, and steps left open in ended dossiers."""
    for pk, label in _asked(_LOOSE_STEPS):
        yield f"Hồ sơ {_name(pk)}: bước “{label}” chờ mà quy trình không đứng ở đó."
    for pk, node in _asked(_LOOSE_TOKENS):
        yield f"Hồ sơ {_name(pk)}: quy trình đứng ở “{node}” mà không có bước nào chờ."
    for pk, label in _asked(_LEFT_OPEN):
        yield f"Hồ sơ {_name(pk)}: đã kết thúc mà bước “{label}” còn chờ."


_GAPS = """
SELECT prefix, day, count(*), max(number), series.last FROM (
  SELECT left(code, -(length(split_part(code, '-', -1)) + 8)) AS prefix, split_part(code, '-', -2) AS day,
         split_part(code, '-', -1)::bigint AS number
  FROM dossiers_dossier WHERE code IS NOT NULL
) AS codes
LEFT JOIN documents_numberseries series
  ON series.series = 'dossier' AND series.owner = prefix AND series.period = day
GROUP BY prefix, day, series.last
HAVING count(*) <> max(number) OR series.last IS DISTINCT FROM max(number) ORDER BY prefix, day LIMIT 20
"""


def gaps_in_codes() -> Iterator[str]:
    """Return the days on which an agency's codes have a gap, or do not reach as far as their counter."""
    for prefix, day, count, highest, last in _asked(_GAPS):
        yield f"Mã hồ sơ {prefix}-{day}: có {count} mã, số lớn nhất {highest}, bộ đếm {last or 0}."


def _asked(sql: str, values: Sequence[Any] | None = None) -> list[tuple[Any, ...]]:  # Any: cells
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


_BOOKS = """
SELECT min(d.id), d.version_id, d.regime, d.committee_id, r.kind FROM dossiers_result r
JOIN dossiers_dossier d ON d.id = r.dossier_id
WHERE r.number <> '' GROUP BY d.version_id, d.regime, d.committee_id, r.kind
"""
_TWICE = """
SELECT r.number, book.place, min(d.id), max(d.id) FROM dossiers_result r
JOIN dossiers_dossier d ON d.id = r.dossier_id
JOIN unnest(%s::int[], %s::bigint[], %s::text[], %s::bigint[], %s::text[])
  AS book (place, version_id, regime, committee_id, kind)
  ON (book.version_id, book.regime, book.committee_id, book.kind)
   = (d.version_id, d.regime, d.committee_id, r.kind)
WHERE r.number <> '' GROUP BY book.place, r.number, extract(year FROM r.dated) HAVING count(*) > 1
ORDER BY 3, 4 LIMIT 20
"""


def numbers_given_twice() -> Iterator[str]:
    """Return the result numbers that one series gave to two dossiers."""
    books: dict[tuple[str, str], int] = {}
    rows = []
    for pk, version, regime, committee, kind in _asked(_BOOKS):
        dossier = Dossier.objects.select_related("version", "committee").get(pk=pk)
        spec = result_spec(dossier)
        name = LETTER_SERIES if kind == ResultKind.NEGATIVE else number_rule(spec).series
        place = books.setdefault((name, spec["signer"]["agency"]), len(books))
        rows.append((place, version, regime, committee, kind))
    if not rows:
        return
    names = [name for name, _ in books]
    for number, place, one, other in _asked(_TWICE, [list(column) for column in zip(*rows, strict=True)]):
        yield f"Số {number} ({names[place]}) được cấp cho hai hồ sơ: {_name(one)} và {_name(other)}."


def letters_without_file(now: datetime) -> Iterator[str]:
    """Return the papers that nobody has set although no job is waiting to set them."""
    waiting = ProcrastinateJob.objects.filter(task_name="dossiers.set_letter", status__in=["todo", "doing"])
    expected = {_letter_of(args) or 0 for args in waiting.values_list("args", flat=True)}
    for letter in Letter.objects.filter(file=None, document=None, at__lt=now - PATIENCE).exclude(pk__in=expected)[
        :AT_MOST
    ]:
        yield f"Hồ sơ {letter.dossier}: {letter.get_kind_display()} chưa có tệp và không có việc nền nào lập nó."


def _letter_of(args: object) -> int | None:
    found = json.loads(args) if isinstance(args, str) else args
    return found.get("letter_id") if isinstance(found, dict) else None


def some(sentences: Iterable[str]) -> list[str]:
    """Return the first sentences, and how many more there are."""
    found = list(sentences)
    return found[:AT_MOST] + ([f"… và {len(found) - AT_MOST} điều nữa."] if len(found) > AT_MOST else [])
