"""What others ask about people: through which posts an officer acts, who holds a post, what forms may prefill."""

from collections.abc import Sequence
from datetime import date

from congvu.accounts.models import Appointment, Delegation, User
from congvu.accounts.rules import Acting
from congvu.org.models import Agency
from congvu.org.queries import committee_of
from congvu.org.refusals import NoSuchAgency

RELATED = ("user", "post__agency__place", "post__agency__parent__place", "post__agency__parent__parent__place")


def acting_as(user: User, on: date) -> list[Acting]:
    """Return every post the officer may act through that day: own posts first (latest first), then delegated ones."""
    own = Appointment.objects.valid_on(on).filter(user=user).select_related(*RELATED).order_by("-valid_from", "id")
    lent = (
        Delegation.objects.in_force_on(on)
        .filter(to_user=user, appointment__in=Appointment.objects.valid_on(on))
        .select_related(*(f"appointment__{path}" for path in RELATED))
        .order_by("granted_at")
    )
    return [_own(row) for row in own] + [_acting(row.appointment, user, row.appointment.user.full_name) for row in lent]


def holders_of(post_key: str, on: date) -> list[Acting]:
    """Return who may act in the post that day: its holders by appointment, then those who stand in for them."""
    rows = list(
        Appointment.objects.valid_on(on)
        .filter(post__key=post_key)
        .select_related(*RELATED)
        .order_by("valid_from", "id")
    )
    lent = Delegation.objects.in_force_on(on).filter(appointment__in=rows, to_user__is_active=True)
    by_id = {row.pk: row for row in rows}
    return [_own(row) for row in rows] + [
        _acting(by_id[row.appointment_id], row.to_user, by_id[row.appointment_id].user.full_name)
        for row in lent.select_related("to_user").order_by("granted_at")
    ]


def first_held(specs: Sequence[str] | str, *, commune: str, role: str, on: date) -> list[Acting]:
    """Return the holders, with the role, of the first post of the specifications that somebody with the role holds.

    Entries with `{commune}` serve dossiers of a commune, the others those of the district; a role whose entries
    are of one level only uses them for both. Empty when nobody is there.
    """
    entries = [specs] if isinstance(specs, str) else list(specs)
    for entry in [e for e in entries if ("{commune}" in e) == bool(commune)] or entries:
        found = [a for a in holders_of(entry.replace("{commune}", commune), on) if a.has(role)]
        if found:
            return found
    return []


def _own(row: Appointment) -> Acting:
    return _acting(row, row.user, "")


def _acting(row: Appointment, user: User, for_name: str) -> Acting:
    unit = row.post.agency
    return Acting(
        user_id=user.pk,
        user_name=user.full_name,
        appointment_id=row.pk,
        post_key=row.post.key,
        post_title=row.title or row.post.title,
        agency_id=unit.pk,
        agency_key=unit.key,
        agency_name=unit.name,
        committee_key=_committee_key(unit),
        roles=frozenset(row.roles),
        for_name=for_name,
    )


def _committee_key(unit: Agency) -> str:
    try:
        return committee_of(unit).key
    except NoSuchAgency:
        return ""
