"""Who may stop a dossier that cannot go on (dừng giải quyết)."""

from congvu.accounts.rules import Acting
from congvu.procedures.rules.plans import Plan


def may_stop(plan: Plan, *, commune: str, officer: Acting) -> bool:
    """Tell whether the officer's post is one that decides dossiers of this plan in the commune."""
    deciders = [*plan.posts.get("decider", ()), *plan.posts.get("leader", ())]
    return officer.post_key in {spec.replace("{commune}", commune) for spec in deciders}
