"""Who may take or waive the fees of a dossier."""

from congvu.accounts.rules import Acting

COLLECTORS = frozenset({"receiving_officer", "returning_officer", "fee_collector"})


def may_collect(*, committee_key: str, officer: Acting) -> bool:
    """Tell whether the officer collects fees for the committee that handles the dossier."""
    return officer.committee_key == committee_key and bool(officer.roles & COLLECTORS)
