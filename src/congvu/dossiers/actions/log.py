"""The two logs that every action writes: moves of the life cycle and lines of the legal clock."""

from datetime import datetime
from uuid import UUID

from congvu.accounts.models import User
from congvu.audit.actions import record
from congvu.audit.rules import Ref
from congvu.base.statements import Question, add
from congvu.dossiers.models import ClockLine, Dossier, MoveLine
from congvu.dossiers.rules.clock import ClockEvent, due_after
from congvu.dossiers.rules.life_cycle import check_move
from congvu.dossiers.terms import ClockKind, Move
from congvu.workdays.queries import calendar_of

_LOCKED = Question(
    lambda dossier: (
        Dossier.objects.filter(pk=dossier)
        .with_procedure()
        .select_related("committee__place", "submitter")
        .select_for_update(of=("self",))
    ),
    dossier=-1,
)


def locked(dossier_id: int) -> Dossier:
    """Return the dossier with its row locked until the transaction ends. Raises Dossier.DoesNotExist."""
    return _LOCKED.get(dossier=dossier_id)


_OWN = Question(
    lambda key, submitter: (
        Dossier.objects.filter(key=key, submitter=submitter)
        .with_procedure()
        .select_related("committee__place")
        .select_for_update(of=("self",))
    ),
    key=UUID(int=0),
    submitter=-1,
)


def own_locked(key: UUID, *, submitter: User) -> Dossier:
    """Return the dossier of this key with its row locked, if the person began it. Raises Dossier.DoesNotExist."""
    dossier = _OWN.get(key=key, submitter=submitter.pk)
    dossier.submitter = submitter
    return dossier


def make_move(dossier: Dossier, move: Move, *, by: Ref, now: datetime, note: str = "") -> None:
    """Make one move of the life cycle and write it down; the caller saves `status`. Raises WrongStatus, NotOffered."""
    transition = check_move(move, status=dossier.status)
    before, dossier.status = dossier.status, transition.target
    dossier.changed_at = now
    add(MoveLine(dossier=dossier, move=move, before=before, after=dossier.status, at=now, by=by.name, note=note))
    record(f"dossier.{move.value}", subject=dossier.ref, actor=by, at=now, details={"from": before})


def clock_events(dossier: Dossier) -> list[ClockEvent]:
    """Return the lines of the dossier's clock in order."""
    return [ClockEvent(line.kind, line.at, line.amount, line.unit) for line in dossier.clock.order_by("id")]


def add_clock_line(
    dossier: Dossier, kind: ClockKind, *, now: datetime, reason: str, amount: int | None = None, unit: str = ""
) -> None:
    """Write one line of the clock and set the due time it leads to; the caller saves `due_at` and `paused_at`."""
    events = [*clock_events(dossier), ClockEvent(kind, now, amount, unit)]
    if kind is not ClockKind.STOP:
        calendar = calendar_of(dossier.committee.calendar_id)
        dossier.due_at = due_after(
            events, mode=dossier.limit_mode, calendar=calendar, cut_off=dossier.limit_cut_off
        ).due_at
    dossier.paused_at = now if kind is ClockKind.PAUSE else None
    ClockLine.objects.create(
        dossier=dossier, kind=kind, at=now, due_at=dossier.due_at, amount=amount, unit=unit, reason=reason
    )
