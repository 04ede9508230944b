"""Looking up somebody who stands at the desk: among accounts, and among owners of this committee's dossiers."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from congvu.accounts.models import Business, Citizen, User
from congvu.accounts.queries import prefill_sources
from congvu.accounts.terms import UserKind
from congvu.base.text import fold
from congvu.dossiers.models import Dossier
from congvu.dossiers.rules.intake import masked, plain_number

MOST = 8
SHORTEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody found; `source` says where, `sources` what forms may prefill about them."""

    source: str
    name: str
    id_number: str
    phone: str
    email: str = ""
    address: str = ""
    sources: dict[str, dict[str, object]] = field(default_factory=dict)

    @property
    def masked_id(self) -> str:
        return masked(self.id_number)

    @property
    def masked_phone(self) -> str:
        return masked(self.phone)


def people_matching(text: str, *, committee_key: str) -> list[Person]:
    """Return at most nine people, one more than are shown: by the whole number or phone, else by name."""
    number = plain_number(text)
    if re.fullmatch(r"\+?[\d-]{6,14}|[A-Z]{1,2}\d{6,8}", number):
        number = "0" + number[3:] if number.startswith("+84") else number
        accounts = Q(pk__in=_numbered(number))
        owners = Q(owner_id_number=number) | Q(owner_phone=number)
    else:
        name = fold(text).strip()
        if len(name) < SHORTEST_NAME:
            return []
        accounts = Q(folded__contains=name)
        owners = Q(folded__contains=name)
    users = (
        User.objects.filter(accounts, kind__in=[UserKind.CITIZEN, UserKind.BUSINESS], is_active=True)
        .select_related("citizen__place", "business__place")
        .order_by("full_name", "id")[: MOST + 1]
    )
    earlier = Dossier.objects.sent().filter(owners, committee__key=committee_key).exclude(owner_name="")
    found: dict[str, Person] = {}
    for person in [*map(_of_account, users), *map(_of_dossier, earlier.order_by("-id")[: 3 * MOST])]:
        found.setdefault(person.id_number or f"{person.name} {person.phone}", person)
    return list(found.values())[: MOST + 1]


def _numbered(number: str) -> list[int]:
    """Return the accounts with this number of a person, a phone or a business; each kind is found by its own index."""
    business = Q(tax_code=number) | Q(registration_code=number) | Q(owner_id_number=number)
    found = User.objects.filter(phone=number).values_list("pk")
    return [
        pk
        for (pk,) in found.union(
            Citizen.objects.filter(id_number=number).values_list("user_id"),
            Business.objects.filter(business).values_list("user_id"),
        )
    ]


def person_of(source: str, *, committee_key: str, on: date) -> Person | None:
    """Return the person whom a search found, whole; None when they are no longer there."""
    kind, _, number = source.partition(":")
    if kind == "account":
        user = User.objects.select_related("citizen__place", "business__place").filter(pk=number).first()
        if user is None:
            return None
        person = _of_account(user)
        sources = prefill_sources(user, on)
        return Person(person.source, person.name, person.id_number, person.phone, user.email, person.address, sources)
    dossier = Dossier.objects.sent().filter(pk=number, committee__key=committee_key).first()
    return _of_dossier(dossier) if dossier else None


def typed_sources(*, name: str, id_number: str, phone: str, email: str) -> dict[str, dict[str, object]]:
    """Return what forms may prefill from what was typed about the owner."""
    known = {"full_name": name, "id_number": id_number, "phone": phone, "email": email}
    return {"account": {key: value for key, value in known.items() if value}}


def _of_account(user: User) -> Person:
    citizen, business = getattr(user, "citizen", None), getattr(user, "business", None)
    row = citizen or business
    number = citizen.id_number if citizen else (business.tax_code or business.registration_code) if business else ""
    place = row.place.name if row and row.place else ""
    address = ", ".join(part for part in (row.address_line if row else "", place) if part)
    return Person(f"account:{user.pk}", user.full_name, number, user.phone, user.email, address)


def _of_dossier(dossier: Dossier) -> Person:
    sources = typed_sources(
        name=dossier.owner_name,
        id_number=dossier.owner_id_number,
        phone=dossier.owner_phone,
        email=dossier.owner_email,
    )
    return Person(
        f"dossier:{dossier.pk}",
        dossier.owner_name,
        dossier.owner_id_number,
        dossier.owner_phone,
        dossier.owner_email,
        dossier.owner_address,
        sources,
    )
