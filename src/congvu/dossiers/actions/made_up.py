"""Made-up dossiers in bulk, for measuring: whole lives with steps, clock, moves, papers, results and audit lines."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import cache
from random import Random

from django.apps import apps
from django.db import transaction

from congvu.audit.actions import load_chains
from congvu.audit.rules import START, chained
from congvu.base.loading import load_rows, take_keys, trust_references
from congvu.base.text import fold
from congvu.documents.actions import take_to
from congvu.documents.models import NumberSeries
from congvu.dossiers.actions.receive import BOOK_SERIES
from congvu.dossiers.models import Dossier
from congvu.dossiers.rules.clock import ClockEvent, due_after
from congvu.dossiers.rules.made_up import Minutes, Road, Tale, arrivals, names, next_of, secret, tale
from congvu.dossiers.terms import ClockKind, PaperState, Status
from congvu.payments.actions import load_charges
from congvu.payments.terms import ChargeState
from congvu.workdays.queries import calendar_of
from congvu.workdays.rules.calendar import WorkingCalendar
from congvu.workflow.actions.running import load_running

BATCH = 5000
OWN = 100  # of the newest dossiers, so many an account; those made online are in its name
COLLECTED_VND = 20_000  # where no amount is published
DUES_KEPT = 20_000  # due times remembered at once
DOSSIER = ("id", "key", "version_id", "regime", "committee_id", "channel", "status", "status_before", "hand_over",
           "sync", "request_number", "code", "secret", "submitter_id", "submitter_name", "submitter_id_number",
           "owner_name", "owner_id_number", "owner_address", "owner_phone", "owner_email", "receiver_name", "folded",
           "data", "declared", "result_wanted", "created_at", "changed_at", "submitted_at", "accepted_at",
           "accepted_by", "due_at", "original_due_at", "finished_at", "returned_at", "ended_at", "limit_amount",
           "limit_unit", "limit_mode", "limit_cut_off", "instance_id", "book_year", "book_number")  # fmt: skip
STEP = ("dossier_id", "kind", "node", "token", "role", "label", "post_id", "holder_id", "holder_name", "giver_name",
        "elsewhere", "outside", "opened_at", "taken_at", "due_at", "suspended", "done_at", "done_by", "outcome",
        "asked")  # fmt: skip
MOVE = ("dossier_id", "move", "before", "after", "at", "by", "note")
CLOCK = ("dossier_id", "kind", "at", "due_at", "amount", "unit", "reason")
PAPER = ("dossier_id", "number", "key", "name", "state", "shown_only", "originals", "copies", "reason")
RESULT = ("dossier_id", "kind", "values", "reason", "drafted_by", "drafted_by_user", "drafted_at", "number", "dated")
SUPPLEMENT = ("dossier_id", "after_acceptance", "state", "items", "reason", "proposed_by", "proposed_at",
              "approved_by", "sent_at", "answer_note", "answered_at", "closed_at")  # fmt: skip
WITHDRAWAL = ("dossier_id", "reason", "requested_by", "requested_at", "confirmed_by", "confirmed_at",
              "papers_returned")  # fmt: skip
TABLES = {"dossier": DOSSIER, "step": STEP, "moveline": MOVE, "clockline": CLOCK, "paper": PAPER, "result": RESULT,
          "supplement": SUPPLEMENT, "withdrawal": WITHDRAWAL}  # fmt: skip
_DueKey = tuple[object, ...]


@dataclass(slots=True)
class _Batch:
    """Rows on their way, by table."""

    rows: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in TABLES})
    lines: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    entries: list[tuple[str, str, int, str]] = field(default_factory=list)
    instances: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    charges: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Writer:
    """Turns tales into rows: keys, numbers, due times."""

    minutes: Minutes
    chance: Random
    keys: Random
    counters: dict[tuple[str, str, str], int]
    calendars: Mapping[int | None, WorkingCalendar]
    dues: dict[_DueKey, str] = field(default_factory=dict)
    instance: int = 0
    token: int = 0


@transaction.atomic
def make_up_dossiers(
    *,
    roads: Sequence[Road],
    people: Sequence[tuple[int, str]],
    count: int,
    seed: int,
    minutes: Minutes,
    now_minute: int,
    now: datetime,
    written: Callable[[int], None],
) -> None:
    """Write that many made-up dossiers, spread over the working minutes up to now; equal seeds write equal lives.

    The newest online ones are in the names of `people` (accounts); `written` hears after each batch how many there are.
    """
    trust_references()
    chance = Random(seed)
    counters = {(row.series, row.owner, row.period): row.last for row in NumberSeries.objects.all()}
    before = dict(counters)
    first = take_keys(Dossier._meta.db_table, count)
    calendars = {road.calendar_id: calendar_of(road.calendar_id) for road in roads}
    writer = _Writer(minutes, chance, Random(f"{seed} {first}"), counters, calendars)
    writer.instance, writer.token = take_keys("workflow_instance", count), take_keys("workflow_token", count)
    batch = _Batch()
    for number, start in enumerate(arrivals(count, minutes=now_minute)):
        name, folded = names(chance)
        account = None
        if people and count - number <= OWN * len(people):
            account, name = people[number % len(people)]
            folded = fold(name)
        told = tale(roads[chance.randrange(len(roads))], start=start, now=now_minute, name=name, chance=chance)
        submitter = account if told.online else None
        _write(writer, batch, told, pk=first + number, submitter=submitter, name=name, folded=folded)
        if len(batch.heads) == BATCH:
            _load(batch, now=now)
            batch = _Batch()
            written(number + 1)
    _load(batch, now=now)
    take_to(last={key: last for key, last in counters.items() if before.get(key) != last})


def _load(batch: _Batch, *, now: datetime) -> None:
    load_running(instances=batch.instances, tokens=batch.tokens)
    for name, columns in TABLES.items():
        more, ending = _left_out(name)
        rows = [f"{row[:-1]}{ending}\n" for row in batch.rows[name]] if more else batch.rows[name]
        load_rows(f"dossiers_{name}", ", ".join(f'"{column}"' for column in (*columns, *more)), rows)
    load_charges(batch.charges)
    if batch.entries:
        load_chains(lines=batch.lines, heads=batch.heads, entries=batch.entries, now=now)


@cache
def _left_out(name: str) -> tuple[tuple[str, ...], str]:
    """Return the columns that tales say nothing about and that may not be NULL, and their cells: what is usual."""
    fields = apps.get_model("dossiers", name)._meta.concrete_fields
    more = [f for f in fields if f.column not in TABLES[name] and not f.null and not f.primary_key]
    return tuple(field.column for field in more), "".join(f"\t{field.get_default()}" for field in more)


def _write(
    writer: _Writer, batch: _Batch, told: Tale, *, pk: int, submitter: int | None, name: str, folded: str
) -> None:
    """Write one dossier with everything that belongs to it."""
    road, at = told.road, writer.minutes.at
    day = writer.minutes.written[told.submitted // writer.minutes.a_day]
    short = day[2:4] + day[5:7] + day[8:10]
    asked = f"YC.{road.prefix}-{short}-{next_of(writer.counters, 'request', road.committee_key, short):04d}"
    code, book = "\\N", "\\N\t\\N"
    if told.accepted is not None:
        day = writer.minutes.written[told.accepted // writer.minutes.a_day]
        short = day[2:4] + day[5:7] + day[8:10]
        code = f"{road.prefix}-{short}-{next_of(writer.counters, 'dossier', road.prefix, short):04d}"
        book = f"{day[:4]}\t{next_of(writer.counters, BOOK_SERIES, road.committee_key, day[:4])}"
    due = _clock(writer, batch, told, pk)
    instance = _steps(writer, batch, told, pk, code)
    _branches(writer, batch, told, pk, name)
    last = told.moves[-1][3] if told.moves else told.submitted
    number = f"099{writer.chance.randrange(10**9):09d}"
    channel, wanted = ("online", "online") if told.online else ("counter", "counter")
    hand_over = "handed" if told.returned is not None else "at_desk" if told.finished is not None else "none"
    bits = f"{writer.keys.getrandbits(128):032x}"
    accepted = "\\N" if told.accepted is None else at(told.accepted)
    by = road.desk.who if told.accepted is not None else ""
    amount, unit = (road.amount, road.unit) if told.accepted is not None else (0, "")
    before = Status.PROCESSING.value if told.withdrawn is not None else ""
    account = "\\N" if submitter is None else submitter
    ends = [("\\N" if end is None else at(end)) for end in (told.finished, told.returned, told.ended)]
    batch.rows["dossier"].append(
        f"{pk}\t{bits}\t{road.version_id}\t{road.regime}\t{road.committee_id}\t{channel}\t{told.status}\t{before}\t"
        f"{hand_over}\tnot_connected\t{asked}\t{code}\t{secret(writer.keys)}\t{account}\t{name}\t{number}\t{name}\t{number}\t"
        f"{road.committee_name}\t0100{number[-6:]}\t\t{name if told.returned else ''}\t{folded} {folded}\t{road.data}\t"
        f"t\t{wanted}\t{at(told.submitted)}\t{at(last)}\t{at(told.submitted)}\t{accepted}\t{by}\t{due[0]}\t{due[1]}\t"
        f"{ends[0]}\t{ends[1]}\t{ends[2]}\t{amount}\t{unit}\t{road.mode}\t{road.cut_off}\t{instance}\t{book}\n"
    )
    state = (PaperState.ATTACHED if told.online else PaperState.HANDED_IN).value
    for place, (key, label, shown) in enumerate(road.papers, start=1):
        given = PaperState.SHOWN.value if shown else state
        one = "f\t0\t1" if not shown else "t\t1\t0"
        batch.rows["paper"].append(f"{pk}\t{place}\t{key}\t{label}\t{given}\t{one}\t\n")
    title = code if told.accepted is not None else asked
    _charges(writer, batch, told, pk, title)
    _chain(writer, batch, told, pk, title)


def _clock(writer: _Writer, batch: _Batch, told: Tale, pk: int) -> tuple[str, str]:
    """Write the lines of the clock; return the due time and the first one, both NULL before acceptance."""
    if told.accepted is None:
        return "\\N", "\\N"
    first = due = _due(writer, told, ())
    for kind, minute, reason in told.clock:
        if kind == ClockKind.RESUME and told.asked is not None:
            due = _due(writer, told, told.asked)
        limit = f"{told.road.amount}\t{told.road.unit}" if kind == ClockKind.START else "\\N\t"
        batch.rows["clockline"].append(f"{pk}\t{kind}\t{writer.minutes.at(minute)}\t{due}\t{limit}\t{reason}\n")
    return due, first


def _due(writer: _Writer, told: Tale, pause: tuple[int, ...]) -> str:
    """Return the due time after these pauses; days of one kind share it, so each is counted once."""
    road, minute = told.road, told.accepted or 0
    day, rest = divmod(minute, writer.minutes.a_day)
    cut_off = time.fromisoformat(road.cut_off)
    by_day = road.unit in ("days", "months", "same_day") or (road.unit == "working_days" and road.mode == "day")
    moment: object = minute
    if by_day:
        moment = (day, writer.minutes.marks[rest] < cut_off.hour * 60 + cut_off.minute)
    key = (road.calendar_id, road.amount, road.unit, road.mode, cut_off, moment, pause)
    if len(writer.dues) > DUES_KEPT:
        writer.dues.clear()
    if key not in writer.dues:
        kinds = (ClockKind.PAUSE, ClockKind.RESUME)
        events = [ClockEvent(ClockKind.START, writer.minutes.instant(minute), road.amount, road.unit)]
        events += [ClockEvent(kind, writer.minutes.instant(when)) for kind, when in zip(kinds, pause, strict=False)]
        calendar = writer.calendars[road.calendar_id]
        writer.dues[key] = due_after(events, mode=road.mode, calendar=calendar, cut_off=cut_off).due_at.isoformat()
    return writer.dues[key]


def _steps(writer: _Writer, batch: _Batch, told: Tale, pk: int, code: str) -> str:
    """Write the steps; a process that still runs gets its token. Returns the instance, or NULL."""
    at, instance = writer.minutes.at, "\\N"
    for kind, station, opened, due, done, giver, outcome in told.steps:
        token = "\\N"
        if done is None and kind == "process":
            instance, token = str(writer.instance), str(writer.token)
            writer.instance, writer.token = writer.instance + 1, writer.token + 1
            variables = '{"asked": []}'
            batch.instances.append(
                f"{instance}\t{told.road.definition_id}\tdossier\t{pk}\t{code}\t{variables}\trunning\t"
                f"{at(told.accepted or 0)}\n"
            )
            batch.tokens.append(f"{token}\t{instance}\t{station.node}\tstep\t{station.flow}\t{at(opened)}\t\\N\tf\n")
        over = "\\N" if done is None else at(done)
        elsewhere = "f" if station.committee_key == told.road.committee_key else "t"
        holder = "\\N\t" if done is None else f"{station.who_id}\t{station.who}"
        batch.rows["step"].append(
            f"{pk}\t{kind}\t{station.node}\t{token}\t{station.role}\t{station.label}\t{station.post_id}\t{holder}\t"
            f"{giver}\t{elsewhere}\tf\t{at(opened)}\t{over}\t{at(due)}\tf\t{over}\t"
            f"{station.who if done is not None else ''}\t{outcome}\t[]\n"
        )
    return instance


def _branches(writer: _Writer, batch: _Batch, told: Tale, pk: int, name: str) -> None:
    """Write result, supplement and withdrawal where the dossier has them."""
    road, at = told.road, writer.minutes.at
    who = road.desk.who
    if told.asked is not None:
        sent, answered = at(told.asked[0]), at(told.asked[1])
        batch.rows["supplement"].append(
            f'{pk}\tt\tclosed\t["Bản sao giấy tờ"]\tThiếu bản sao giấy tờ\t{who}\t{sent}\t{who}\t{sent}\t'
            f"Đã nộp đủ\t{answered}\t{answered}\n"
        )
    if told.withdrawn is not None:
        over = at(told.ended or told.withdrawn)
        batch.rows["withdrawal"].append(
            f"{pk}\tBận việc gia đình\t{name}\t{at(told.withdrawn)}\t{who}\t{over}\tĐã trả đủ giấy tờ\n"
        )
    if told.finished is not None:
        dated = writer.minutes.written[told.finished // writer.minutes.a_day]
        year = dated[:4]
        period = year if road.yearly else "luôn"
        seq = next_of(writer.counters, road.series, road.series_owner, period) if road.series else 0
        number = road.pattern.format(
            seq=f"{seq:02d}", year=year, symbol=road.symbol, province="83", registration_code=f"83{pk:08d}",
            book="01", personal_number="",
        )  # fmt: skip
        drafter = road.stations[min(1, len(road.stations) - 1)]
        batch.rows["result"].append(
            f"{pk}\tgranted\t{{}}\t\t{drafter.who}\t{drafter.who_id}\t{at(told.finished)}\t{number}\t{dated}\n"
        )


def _charges(writer: _Writer, batch: _Batch, told: Tale, pk: int, title: str) -> None:
    """Write the fees: most are paid when the dossier is taken in, the others when its result is handed over."""
    at, raised = writer.minutes.at, writer.minutes.at(told.submitted)
    for label, kind, amount in told.road.fees:
        paid = told.accepted if writer.keys.random() < 0.8 else told.returned
        known = "\\N" if amount is None else str(amount)
        settled = f"{known}\t\t{ChargeState.DUE.value}\t{raised}\t\t\\N"
        if paid is not None:
            settled = f"{amount or COLLECTED_VND}\t\t{ChargeState.PAID.value}\t{raised}\tBL{pk}\t{at(paid)}"
        batch.charges.append(f"dossier\t{pk}\t{title}\t{told.road.committee_key}\t{label}\t{kind}\t{settled}\t\n")


def _chain(writer: _Writer, batch: _Batch, told: Tale, pk: int, title: str) -> None:
    """Write the audit lines of all moves, chained, and the chain's end."""
    previous, number = START, 0
    subject = f'["dossier","{pk}","{title}"]'
    for move, before, _, minute, who, who_id, _ in told.moves:
        number += 1
        kind, verb, details = "user", f"dossier.{move}", f'{{"from":"{before}"}}'
        actor = f'["{kind}","{who_id}","{who}"]'
        digest = chained(previous=previous, number=number, verb=verb, subject=subject, actor=actor,
                         at=writer.minutes.hashed(minute), details=details)  # fmt: skip
        batch.lines.append(
            f"dossier\t{pk}\t{title}\t{number}\t{verb}\t{kind}\t{who_id}\t{who}\t{writer.minutes.at(minute)}\t"
            f"{details}\t{previous}\t{digest}\n"
        )
        previous = digest
    batch.heads.append(f"dossier\t{pk}\t{number}\t{previous}\t{number}\n")
    batch.entries.append(("dossier", str(pk), number, previous))
    for move, before, after, minute, who, _, note in told.moves:
        batch.rows["moveline"].append(f"{pk}\t{move}\t{before}\t{after}\t{writer.minutes.at(minute)}\t{who}\t{note}\n")
