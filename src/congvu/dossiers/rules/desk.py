"""What a one-stop desk (bộ phận một cửa) takes in: by the posts that receive a procedure, and by who stands there."""

from collections.abc import Iterable

from congvu.accounts.rules import Acting
from congvu.dossiers.refusals import NotYourDesk
from congvu.dossiers.terms import Channel, Status

RECEIVING = "receiving_officer"
# Who works at a desk: takes dossiers in, hands results over, collects fees.
DESK_ROLES = frozenset({RECEIVING, "returning_officer", "fee_collector", "desk_head"})
MONEY_ROLES = frozenset({RECEIVING, "returning_officer", "fee_collector"})


def own_posts(specs: Iterable[str], *, officer: Acting) -> list[str]:
    """Return the keys of those posts that are in the officer's own unit, with the commune put in."""
    commune = officer.committee_key.removesuffix("-ubnd")
    keys = (spec.replace("{commune}", commune) for spec in specs)
    return [key for key in keys if key.partition("/")[0] == officer.agency_key]


def check_desk(*, officer: Acting, committee_key: str, receivers: Iterable[str]) -> None:
    """Let only the receiving officers of the unit that receives the procedure go on. Raises NotYourDesk."""
    if not receives(officer=officer, committee_key=committee_key, receivers=receivers):
        raise NotYourDesk


def receives(*, officer: Acting, committee_key: str, receivers: Iterable[str]) -> bool:
    """Tell whether the officer receives for the unit that receives the procedure."""
    if RECEIVING not in officer.roles or officer.committee_key != committee_key:
        return False
    return bool(own_posts(receivers, officer=officer))


def is_on_the_table(*, status: str, channel: str) -> bool:
    """Tell whether a declaration is still being written: a draft, or what the desk took in and sent home for papers."""
    return status == Status.DRAFT or (status == Status.AWAITING_COMPLETION and channel == Channel.COUNTER)
