"""What a charge is before it is stored, how it may move, and what several charges say together."""

from collections.abc import Iterable
from dataclasses import dataclass

from congvu.base.formats import money
from congvu.payments.refusals import WrongChargeState
from congvu.payments.terms import ChargeKind, ChargeState

UNKNOWN_AMOUNT = "theo nghị quyết của HĐND tỉnh"
NONE = "none"

MOVES: dict[ChargeState, frozenset[ChargeState]] = {
    ChargeState.DUE: frozenset({ChargeState.PAID, ChargeState.EXEMPT}),
    ChargeState.PAID: frozenset({ChargeState.RETURNED}),
    ChargeState.EXEMPT: frozenset(),
    ChargeState.RETURNED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """One charge to raise; `amount_vnd` None: the provincial council sets it and the amount is not known."""

    label: str
    kind: ChargeKind
    amount_vnd: int | None
    note: str = ""


def check_move(state: str, *, to: ChargeState) -> None:
    """Refuse a step that does not start from this state. Raises WrongChargeState."""
    if to not in MOVES[ChargeState(state)]:
        raise WrongChargeState


def amount_in_words(amount_vnd: int | None) -> str:
    """Return the amount as people read it; an unknown one is never 0 đồng."""
    return UNKNOWN_AMOUNT if amount_vnd is None else money(amount_vnd)


def state_of_all(states: Iterable[str]) -> str:
    """Return what several charges say together: none, due (any is due), paid, returned or exempt (all are)."""
    found = set(states)
    for state in (ChargeState.DUE, ChargeState.PAID, ChargeState.RETURNED, ChargeState.EXEMPT):
        if state in found:
            return state.value
    return NONE
