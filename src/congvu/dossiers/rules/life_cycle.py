"""The life cycle of a dossier: one table of moves, and the projection onto the national status codes.

Law: NĐ 61/2018/NĐ-CP Điều 17 to 20, NĐ 118/2025/NĐ-CP Điều 17, 21, 22; national codes 1 to 10 of the portal.
"""

from dataclasses import dataclass

from congvu.dossiers.refusals import NotOffered, WrongStatus
from congvu.dossiers.terms import Actor, Move, Status


@dataclass(frozen=True, slots=True)
class Transition:
    """One move: its number in the law's practice, from which states, to which, by whom; `offered` when made."""

    number: str
    sources: frozenset[Status]
    target: Status
    actors: frozenset[Actor]
    offered: bool = True


def _row(number: str, sources: set[Status], target: Status, *actors: Actor) -> Transition:
    return Transition(number, frozenset(sources), target, frozenset(actors))


def _later(number: str, sources: set[Status], target: Status, *actors: Actor) -> Transition:
    return Transition(number, frozenset(sources), target, frozenset(actors), offered=False)


# States in which the applicant may still take the dossier back (T15).
OPEN = {
    Status.SUBMITTED,
    Status.AWAITING_COMPLETION,
    Status.ACCEPTED,
    Status.PROCESSING,
    Status.SUPPLEMENT,
    Status.WAITING_PAYMENT,
    Status.CONSULTING,
}
ENDED = {Status.REFUSED, Status.WITHDRAWN, Status.STOPPED, Status.RETURNED}

LIFE_CYCLE: dict[Move, Transition] = {
    Move.SUBMIT: _row("T1", {Status.DRAFT}, Status.SUBMITTED, Actor.APPLICANT),
    Move.ACCEPT_AT_COUNTER: _row("T2", {Status.DRAFT}, Status.ACCEPTED, Actor.RECEIVING_OFFICER),
    Move.ACCEPT: _row("T3", {Status.SUBMITTED}, Status.ACCEPTED, Actor.RECEIVING_OFFICER),
    Move.ASK_COMPLETION: _row("T4", {Status.SUBMITTED}, Status.AWAITING_COMPLETION, Actor.RECEIVING_OFFICER),
    Move.COMPLETE: _row("T5", {Status.AWAITING_COMPLETION}, Status.SUBMITTED, Actor.APPLICANT),
    Move.REFUSE: _row("T6", {Status.SUBMITTED}, Status.REFUSED, Actor.RECEIVING_OFFICER),
    Move.HAND_OVER: _row("T7", {Status.ACCEPTED}, Status.PROCESSING, Actor.RECEIVING_OFFICER),
    Move.WORK: _row("T8", {Status.PROCESSING}, Status.PROCESSING, Actor.HOLDER),
    Move.ASK_SUPPLEMENT: _row("T9", {Status.PROCESSING}, Status.SUPPLEMENT, Actor.RECEIVING_OFFICER),
    Move.ACCEPT_SUPPLEMENT: _row("T10", {Status.SUPPLEMENT}, Status.PROCESSING, Actor.RECEIVING_OFFICER),
    Move.EXPIRE_SUPPLEMENT: _later("T11", {Status.SUPPLEMENT}, Status.STOPPED, Actor.SYSTEM, Actor.RECEIVING_OFFICER),
    Move.ASK_OBLIGATION: _later("T12", {Status.PROCESSING}, Status.WAITING_PAYMENT, Actor.SPECIALIST),
    Move.FULFIL_OBLIGATION: _later("T12", {Status.WAITING_PAYMENT}, Status.PROCESSING, Actor.SPECIALIST),
    Move.CONSULT: _row("T13", {Status.PROCESSING}, Status.CONSULTING, Actor.SPECIALIST),
    Move.RECEIVE_OPINION: _row("T13", {Status.CONSULTING}, Status.PROCESSING, Actor.HOLDER),
    Move.EXTEND: _later("T14", {Status.PROCESSING}, Status.PROCESSING, Actor.LEADER),
    Move.REQUEST_WITHDRAWAL: _row("T15", OPEN, Status.WITHDRAWAL_REQUESTED, Actor.APPLICANT),
    Move.CONFIRM_WITHDRAWAL: _row("T16", {Status.WITHDRAWAL_REQUESTED}, Status.WITHDRAWN, Actor.RECEIVING_OFFICER),
    Move.STOP: _row("T17", {Status.PROCESSING}, Status.STOPPED, Actor.LEADER),
    Move.FINISH: _row("T18", {Status.PROCESSING}, Status.FINISHED, Actor.RECORDS_CLERK, Actor.HOLDER),
    Move.RETURN: _row("T19", {Status.FINISHED}, Status.RETURNED, Actor.RETURNING_OFFICER, Actor.APPLICANT),
    Move.CORRECT: _later("T20", {Status.RETURNED}, Status.CORRECTING, Actor.LEADER),
}

NATIONAL_CODES: dict[Status, int | None] = {
    Status.DRAFT: None,
    Status.SUBMITTED: 1,
    Status.AWAITING_COMPLETION: 1,
    Status.ACCEPTED: 2,
    Status.REFUSED: 3,
    Status.PROCESSING: 4,
    Status.CONSULTING: 4,
    Status.CORRECTING: 4,
    Status.SUPPLEMENT: 5,
    Status.WAITING_PAYMENT: 6,
    Status.WITHDRAWAL_REQUESTED: 7,
    Status.WITHDRAWN: 7,
    Status.STOPPED: 8,
    Status.FINISHED: 9,
    Status.RETURNED: 10,
}


def check_move(move: Move, *, status: str) -> Transition:
    """Return the transition for `move` from `status`, or refuse. Raises NotOffered, WrongStatus."""
    transition = LIFE_CYCLE[move]
    if not transition.offered:
        raise NotOffered
    if status not in transition.sources:
        raise WrongStatus(move=move, status=status)
    return transition


def national_code(status: str) -> int | None:
    """Return the national code 1 to 10 that the state is shown as elsewhere; None for a draft."""
    return NATIONAL_CODES[Status(status)]
