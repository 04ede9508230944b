"""What others ask about people: who acts through which post, who holds one, what forms may prefill, who is locked."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from math import ceil

from axes.models import AccessAttempt
from django.db.models import Q, QuerySet

from congvu.accounts.models import Appointment, Business, Citizen, Delegation, User
from congvu.accounts.rules import Acting
from congvu.accounts.terms import UserKind
from congvu.base.statements import Question
from congvu.base.text import sort_key
from congvu.org.models import Agency, Place
from congvu.org.queries import committee_of, today_of
from congvu.org.refusals import NoSuchAgency
from congvu.org.terms import Level

ACCOUNT_FIELDS = (
    "birth_date",
    "gender",
    "ethnicity",
    "nationality",
    "id_type",
    "id_number",
    "id_issued_on",
    "id_issued_by",
    "birth_place",
    "occupation",
)
BUSINESS_FIELDS = (
    "name",
    "registration_code",
    "tax_code",
    "owner_name",
    "owner_id_number",
    "registered_on",
    "registered_by",
    "lines",
)
RELATED = ("user", "post__agency__parent__parent")


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


_HOLDERS = Question(
    lambda post, on: (
        Appointment.objects.valid_on(on).filter(post__key=post).select_related(*RELATED).order_by("valid_from", "id")
    ),
    post="post",
    on=date.min,
)
_STAND_INS = Question(
    lambda post, on: (
        Delegation.objects.in_force_on(on)
        .filter(appointment__post__key=post, to_user__is_active=True)
        .select_related("to_user")
        .order_by("granted_at")
    ),
    post="post",
    on=date.min,
)


def holders_of(post_key: str, on: date) -> list[Acting]:
    """Return who may act in the post that day: its holders by appointment, then those who stand in for them."""
    rows = _HOLDERS.all(post=post_key, on=on)
    by_id = {row.pk: row for row in rows}
    lent = [row for row in _STAND_INS.all(post=post_key, on=on) if row.appointment_id in by_id]
    return [_own(row) for row in rows] + [
        _acting(by_id[row.appointment_id], row.to_user, by_id[row.appointment_id].user.full_name) for row in lent
    ]


_PERSON = Question(lambda user: User.objects.filter(pk=user), user=-1)


def people(keys: Iterable[int]) -> list[User]:
    """Return the people of these keys, each once, by key."""
    return [_PERSON.get(user=key) for key in sorted(set(keys))]


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
        post_id=row.post_id,
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


def delegations_of(user: User) -> QuerySet[Delegation]:
    """Return the delegations that the user gave, newest first."""
    return (
        Delegation.objects.filter(appointment__user=user)
        .select_related("appointment__user", "appointment__post__agency", "to_user")
        .order_by("-granted_at")
    )


def colleagues(acting: Acting, on: date) -> list[Appointment]:
    """Return who may stand in for the officer that day: others of the same committee and its units, by name."""
    rows = Appointment.objects.valid_on(on).exclude(user_id=acting.user_id).select_related(*RELATED)
    agency = Agency.objects.get(pk=acting.agency_id)
    near = rows.filter(
        Q(post__agency=agency)
        | Q(post__agency__key=acting.committee_key)
        | Q(post__agency__parent__key=acting.committee_key)
    )
    unique = {row.user_id: row for row in near}
    return sorted(unique.values(), key=lambda row: sort_key(row.user.full_name))


_BUSINESS = Question(
    lambda user: (
        Business.objects.filter(Q(user=user) | Q(owner=user))
        .select_related("place__parent__parent", "user", "owner")
        .order_by("pk")
    ),
    user=-1,
)
_CITIZEN = Question(lambda user: Citizen.objects.filter(user=user).select_related("place__parent__parent"), user=-1)


def citizen_of(user: User) -> Citizen | None:
    """Return what is known of the person behind the account, with the place where they live."""
    return _CITIZEN.first(user=user.pk)


def prefill_sources(user: User, on: date) -> dict[str, dict[str, object]]:
    """Return what forms may prefill, as {"account": {...}, "business": {...}}; only what is known, days as dates."""
    business = _BUSINESS.first(user=user.pk)
    account: dict[str, object] = {"phone": user.phone, "email": user.email}
    owner = business.owner if business and user.kind == UserKind.BUSINESS else None
    person = owner or user  # the owner of a household business declares through its account
    citizen = citizen_of(person)
    if person.kind != UserKind.BUSINESS:
        account["full_name"] = person.full_name
    if citizen:
        account |= {name: getattr(citizen, name) for name in ACCOUNT_FIELDS}
        address = address_of(citizen.address_line, citizen.place, on)
        account |= dict.fromkeys(("residence", "permanent_address", "current_address"), address)
        account["residence_type"] = "permanent" if address else ""
    found = {"account": account}
    if business:
        found["business"] = {name: getattr(business, name) for name in BUSINESS_FIELDS} | {
            "address": address_of(business.address_line, business.place, on),
            "phone": business.user.phone,
            "email": business.user.email,
        }
    return {name: {k: v for k, v in values.items() if v not in (None, "", {})} for name, values in found.items()}


def address_of(line: str, place: Place | None, on: date) -> dict[str, str]:
    """Return the address as forms hold it that day; an old place becomes its only successor."""
    now = today_of(place, on) if place else []
    if len(now) != 1:
        return {"detail": line} if line else {}
    chain: list[Place] = []
    above: Place | None = now[0]
    while above is not None:
        chain.append(above)
        above = above.parent
    names = {Level.PROVINCE: "province", Level.DISTRICT: "district", Level.COMMUNE: "ward"}
    return {names[Level(p.level)]: p.name for p in reversed(chain)} | ({"detail": line} if line else {})


def user_named(name: str) -> User | None:
    """Return who signs in by this name or phone number; systems never do."""
    people = User.objects.exclude(kind=UserKind.SYSTEM)
    return people.filter(Q(username=name) | Q(phone=name)).order_by("id").first() if name else None


def seconds_locked(*, name: str, address: str | None, limit: int, lasts: timedelta, now: datetime) -> int:
    """Return after how many seconds fewer than `limit` wrong passwords of this name and address count; 0 when now."""
    counted = AccessAttempt.objects.filter(username=name, ip_address=address, attempt_time__gte=now - lasts)
    failures = 0
    for at, more in counted.order_by("-attempt_time").values_list("attempt_time", "failures_since_start"):
        failures += more
        if failures >= limit:
            return ceil((at + lasts - now).total_seconds())
    return 0
