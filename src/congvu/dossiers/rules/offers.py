"""Which moves an officer may make now: read off the steps that wait for them and the state of the dossier."""

from dataclasses import dataclass
from enum import StrEnum

from congvu.dossiers.terms import Status, StepKind


class Offer(StrEnum):
    """One move as its address names it."""

    TAKE = "take"
    ASSIGN = "assign"
    COMPLETE = "complete"
    SEND_BACK = "send-back"
    CONSULT = "consult"
    PROPOSE_SUPPLEMENT = "propose-supplement"
    RECORD_OUTSIDE = "record-outside"
    ACCEPT_AND_HAND_OVER = "accept-and-hand-over"
    ACCEPT = "accept"
    ASK_COMPLETION = "ask-completion"
    REFUSE = "refuse"
    APPROVE_SUPPLEMENT = "approve-supplement"
    DECLINE_SUPPLEMENT = "decline-supplement"
    SEND_SUPPLEMENT = "send-supplement"
    ACCEPT_SUPPLEMENT = "accept-supplement"
    ASK_AGAIN = "ask-again"
    GIVE_OPINION = "give-opinion"
    CONFIRM_WITHDRAWAL = "confirm-withdrawal"
    RETURN_RESULT = "return-result"
    BRING_SUPPLEMENT = "bring-supplement"
    WITHDRAW = "withdraw"
    RECALL = "recall"
    STOP = "stop"
    RECORD_PAYMENT = "record-payment"
    EXEMPT_CHARGE = "exempt-charge"
    REMARK = "remark"


BY_KIND: dict[StepKind, tuple[Offer, ...]] = {
    StepKind.CHECK: (Offer.ACCEPT_AND_HAND_OVER, Offer.ACCEPT, Offer.ASK_COMPLETION, Offer.REFUSE),
    StepKind.APPROVE_SUPPLEMENT: (Offer.APPROVE_SUPPLEMENT, Offer.DECLINE_SUPPLEMENT),
    StepKind.SEND_SUPPLEMENT: (Offer.SEND_SUPPLEMENT,),
    StepKind.CHECK_SUPPLEMENT: (Offer.ACCEPT_SUPPLEMENT, Offer.ASK_AGAIN),
    StepKind.OPINION: (Offer.GIVE_OPINION,),
    StepKind.CONFIRM_WITHDRAWAL: (Offer.CONFIRM_WITHDRAWAL,),
    StepKind.RETURN: (Offer.RETURN_RESULT,),
    StepKind.SEAL: (),
    StepKind.SIGN_LETTER: (),
    StepKind.SEAL_LETTER: (),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known about one open step and whoever looks at it.

    `taken` is "" (by nobody), "mine" or "other"; `by_result` tells that only the signed or sealed result ends it.
    """

    kind: str
    status: str
    taken: str
    suspended: bool
    outside: bool
    answered: bool
    waits: bool
    by_result: bool
    has_before: bool
    colleagues: int
    supplements_left: bool


def moves_at(step: Standing) -> tuple[Offer, ...]:
    """Return what may be done with this step now, the main move first."""
    if step.suspended:
        return ()
    moves: list[Offer] = []
    if step.taken != "other":
        kind = StepKind(step.kind)
        moves += _process_moves(step) if kind == StepKind.PROCESS else BY_KIND[kind]
        if not step.taken:
            moves.append(Offer.TAKE)
    if step.colleagues > 1:
        moves.append(Offer.ASSIGN)
    return tuple(moves)


def _process_moves(step: Standing) -> list[Offer]:
    moves: list[Offer] = []
    if step.outside:
        moves.append(Offer.RECORD_OUTSIDE)
    if not step.by_result and not step.waits and (step.answered or not step.outside):
        moves.append(Offer.COMPLETE)
    if step.status == Status.PROCESSING:
        if step.supplements_left:
            moves.append(Offer.PROPOSE_SUPPLEMENT)
        moves.append(Offer.CONSULT)
        if step.has_before:
            moves.append(Offer.SEND_BACK)
    return moves
