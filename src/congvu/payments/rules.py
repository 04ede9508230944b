"""What a charge is before it is stored, how it may move, and what several charges say together."""

from collections.abc import Iterable
from dataclasses import dataclass

from congvu.base.formats import money
from congvu.payments.refusals import AmountDiffers, AmountUnknown, ReceiptMissing, WrongChargeState
from congvu.payments.terms import ChargeKind, ChargeState

UNKNOWN_AMOUNT = "theo nghị quyết của HĐND tỉnh"
NONE = "none"
LARGEST_VND = 1_000_000_000_000
LONGEST_RECEIPT = 60

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


def check_payment(known_vnd: int | None, *, collected_vnd: int | None, receipt_number: str) -> int:
    """Return what was collected, or refuse. Raises AmountUnknown, AmountDiffers, ReceiptMissing.

    `known_vnd` None: the amount must be entered; an amount entered for a known one must be the same.
    """
    if known_vnd is not None and collected_vnd not in (None, known_vnd):
        raise AmountDiffers
    collected = collected_vnd if known_vnd is None else known_vnd
    if collected is None or not 0 < collected <= LARGEST_VND:
        raise AmountUnknown
    if not 0 < len(receipt_number) <= LONGEST_RECEIPT:
        raise ReceiptMissing
    return collected


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
