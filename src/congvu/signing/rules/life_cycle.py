"""The way of a document: prepared, approved and signed by the leader, then numbered and sealed by the clerk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from congvu.accounts.rules import Acting
from congvu.signing.refusals import DigestChanged, NotYourSeal, NotYourSignature, WrongState
from congvu.signing.terms import DocumentState, Field


class Move(StrEnum):
    """What can happen to a document in signing."""

    APPROVE = "approve"
    SIGN = "sign"
    ORDER_SEAL = "order_seal"
    SEAL = "seal"
    FAIL = "fail"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Transition:
    """From which states a move starts and where it ends."""

    sources: frozenset[DocumentState]
    target: DocumentState


LIFE_CYCLE: dict[Move, Transition] = {
    Move.APPROVE: Transition(frozenset({DocumentState.PREPARED, DocumentState.FAILED}), DocumentState.APPROVED),
    Move.SIGN: Transition(frozenset({DocumentState.APPROVED}), DocumentState.SIGNED),
    Move.ORDER_SEAL: Transition(frozenset({DocumentState.SIGNED, DocumentState.FAILED}), DocumentState.SEALING),
    Move.SEAL: Transition(frozenset({DocumentState.SEALING}), DocumentState.SEALED),
    Move.FAIL: Transition(frozenset({DocumentState.APPROVED, DocumentState.SEALING}), DocumentState.FAILED),
    Move.WITHDRAW: Transition(frozenset({DocumentState.PREPARED, DocumentState.FAILED}), DocumentState.WITHDRAWN),
}
SEALER_ROLE = "records_clerk"
# Which move a finished signature makes, and which state it is made in.
MADE_BY = {Field.LEADER: Move.SIGN, Field.AGENCY: Move.SEAL}


def next_state(move: Move, *, state: str, signed: Sequence[str]) -> DocumentState:
    """Return where `move` leads; after a failure the fields signed so far decide. Raises WrongState."""
    transition = LIFE_CYCLE[move]
    if state not in transition.sources:
        raise WrongState
    if move in (Move.APPROVE, Move.WITHDRAW) and Field.LEADER in signed:
        raise WrongState
    if move is Move.ORDER_SEAL and Field.LEADER not in signed:
        raise WrongState
    return transition.target


def check_digest(digest: str, *, current: str) -> None:
    """Refuse when the person saw another file than lies here. Raises DigestChanged."""
    if digest.lower() != current.lower():
        raise DigestChanged


def check_signer(officer: Acting, *, signer_posts: Sequence[str]) -> None:
    """Refuse anybody whose post may not sign; without posts the caller has chosen. Raises NotYourSignature."""
    if signer_posts and officer.post_key not in signer_posts:
        raise NotYourSignature


def check_sealer(officer: Acting, *, agency_key: str, committee_key: str, expected_key: str) -> None:
    """Let a records clerk (văn thư) seal for an agency of the own committee. Raises NotYourSeal."""
    if expected_key and agency_key != expected_key:
        raise NotYourSeal
    if SEALER_ROLE not in officer.roles or committee_key != (officer.committee_key or officer.agency_key):
        raise NotYourSeal


def is_usable(*, valid_from: datetime, valid_until: datetime, now: datetime) -> bool:
    """Tell whether a certificate is in force at that instant."""
    return valid_from <= now <= valid_until
