"""Bringing people into the database: officers with their appointments, citizens, businesses."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from congvu.accounts.models import Appointment, Business, Citizen, User
from congvu.accounts.refusals import BadCast
from congvu.accounts.terms import Gender, Role, UserKind
from congvu.audit.actions import record
from congvu.audit.rules import Ref
from congvu.org.models import Place, Post
from congvu.org.rules.sheets import Row
from congvu.org.rules.tiers import TWO_TIERS_FROM


@dataclass(slots=True)
class CastChanges:
    """What an import of people added and changed."""

    added: int = 0
    changed: list[str] = field(default_factory=list)
    passwords: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.passwords)


@transaction.atomic
def import_cast(
    *,
    officers: Sequence[Row],
    citizens: Sequence[Row],
    businesses: Sequence[Row],
    password: str | None,
    by: Ref,
    now: datetime,
) -> CastChanges:
    """Bring people into the database; may run any number of times. Raises BadCast with file, line and reason.

    `password` is given to everybody in the files; None keeps passwords, and new people cannot sign in yet.
    """
    changes = CastChanges()
    stored = {user.import_key: user for user in User.objects.exclude(import_key=None)}
    places = {place.slug: place for place in Place.objects.exclude(slug=None)}
    for row in officers:
        _user(row, stored, changes, kind=UserKind.OFFICER, username=row.need("login"))
    for row in citizens:
        _user(row, stored, changes, kind=UserKind.CITIZEN, username=row.need("phone"))
    for row in businesses:
        _user(row, stored, changes, kind=UserKind.BUSINESS, username=row.need("phone"))
    _appointments(officers, stored, changes)
    names = {row["id"]: row["name"] for row in citizens}
    id_numbers = {row["id"]: row["cccd"] for row in citizens}
    for row in citizens:
        _citizen(row, stored[row["id"]], places, changes)
    for row in businesses:
        owner = row.need("owner")
        if owner not in stored:
            raise BadCast(str(row.bad(f"không có chủ hộ {owner}.")))
        values = {
            "owner": stored[owner],
            "owner_name": names.get(owner, ""),
            "owner_id_number": id_numbers.get(owner, ""),
        }
        _business(row, stored[row["id"]], places, values, changes)
    if password is not None:
        _passwords([stored[row["id"]] for row in (*officers, *citizens, *businesses)], password, changes)
    if changes:
        details = {"added": changes.added, "changed": len(changes.changed), "passwords": changes.passwords}
        record("accounts.import", subject=Ref("accounts", "cast", "Nhân sự"), actor=by, at=now, details=details)
    return changes


def _user(row: Row, stored: dict[Any, User], changes: CastChanges, *, kind: UserKind, username: str) -> None:
    key = row.need("id")
    values = {
        "username": username,
        "full_name": row.need("name"),
        "email": row.text("email"),
        "phone": row.text("phone"),
        "kind": kind,
    }
    found = stored.get(key)
    if found is None:
        stored[key] = User.objects.create(import_key=key, password=make_password(None), **values)
        changes.added += 1
    else:
        _save(found, values, key, changes)


def _appointments(officers: Sequence[Row], stored: dict[Any, User], changes: CastChanges) -> None:
    posts = dict(Post.objects.values_list("key", "pk"))
    there = {
        (row.user_id, row.post_id, row.valid_from): row
        for row in Appointment.objects.filter(user__in=list(stored.values()))
    }
    new = []
    for officer in officers:
        for assignment in officer.get("assignments", []):
            key = f"{assignment.need('unit')}/{assignment.need('post')}"
            if key not in posts:
                raise BadCast(str(assignment.bad(f"không có chức danh {key}.")))
            for begins, ends, roles in _periods(officer, assignment):
                values = {"title": assignment.text("title"), "roles": roles, "valid_to": ends}
                user = stored[officer["id"]]
                found = there.get((user.pk, posts[key], begins))
                if found is None:
                    new.append(Appointment(user=user, post_id=posts[key], valid_from=begins, **values))
                else:
                    _save(found, values, f"{officer['id']} {key}", changes)
    Appointment.objects.bulk_create(new)
    changes.added += len(new)


def _periods(officer: Row, assignment: Row) -> list[tuple[date, date | None, list[str]]]:
    """Return the days and roles of an assignment, cut where roles of the two tiers begin."""
    begins, ends = assignment.day("valid_from"), assignment.day("valid_to")
    if begins is None:
        raise BadCast(str(assignment.bad("thiếu ngày bắt đầu.")))
    before = officer.texts("roles")
    after = officer.texts("roles_2025") if "roles_2025" in officer else before
    for role in {*before, *after} - set(Role.values):
        raise BadCast(str(officer.bad(f"vai trò “{role}” không có trong danh sách.")))
    if begins >= TWO_TIERS_FROM:
        return [(begins, ends, after)]
    if before == after or (ends and ends < TWO_TIERS_FROM):
        return [(begins, ends, before)]
    return [(begins, TWO_TIERS_FROM - timedelta(days=1), before), (TWO_TIERS_FROM, ends, after)]


def _citizen(row: Row, user: User, places: dict[Any, Place], changes: CastChanges) -> None:
    address = row.get("address") or Row()
    values = {
        "birth_date": row.day("born"),
        "gender": {"nam": Gender.MALE, "nu": Gender.FEMALE}.get(row.text("gender"), ""),
        "id_number": row.text("cccd"),
        "id_type": "cccd",
        "nationality": "VN",
        "address_line": address.text("line"),
        "place": places.get(address.text("commune_2020")),
        "identity_level": row.get("identity_level", 1),
    }
    found = Citizen.objects.filter(user=user).first()
    if found is None:
        Citizen.objects.create(user=user, **values)
    else:
        _save(found, values, row["id"], changes)


def _business(row: Row, user: User, places: dict[Any, Place], owner: dict[str, Any], changes: CastChanges) -> None:
    values = {
        "name": row.need("name"),
        "registration_code": row.text("registration_no"),
        "tax_code": row.text("tax_code"),
        "lines": row.text("line"),
        "vsic_code": row.text("vsic_code"),
        "capital_vnd": row.get("capital_vnd"),
        "place": places.get(row.text("commune_2020")),
        **owner,
    }
    found = Business.objects.filter(user=user).first()
    if found is None:
        Business.objects.create(user=user, **values)
    else:
        _save(found, values, row["id"], changes)


def _passwords(users: Sequence[User], password: str, changes: CastChanges) -> None:
    """Give everybody the password; one hash for all, because hashing 250 times takes a minute."""
    hashes = {user.password for user in users}
    if len(hashes) == 1 and check_password(password, next(iter(hashes))):
        return
    hashed = make_password(password)
    changes.passwords = User.objects.filter(pk__in=[user.pk for user in users]).update(password=hashed)


def _save(found: Any, values: dict[str, Any], name: str, changes: CastChanges) -> None:
    different = [column for column, value in values.items() if getattr(found, column) != value]
    for column in different:
        changes.changed.append(f"{name}: {column} {getattr(found, column)!r} -> {values[column]!r}")
        setattr(found, column, values[column])
    if different:
        found.save(update_fields=different)
