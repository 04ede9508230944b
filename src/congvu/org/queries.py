"""What others ask about the organisation: agencies of a day, who is competent, letterheads, successors."""

from collections.abc import Sequence
from datetime import date
from typing import overload

from congvu.base.statements import Question
from congvu.org.models import Agency, AgencyCode, Competence, Function, Place
from congvu.org.refusals import NoSuchAgency
from congvu.org.rules.tiers import Letterhead, regime_on
from congvu.org.terms import AgencyKind, CodeScheme, Level

__all__ = ["Letterhead", "regime_on"]


def agency(key: str) -> Agency:
    """Return the agency of this key. Raises NoSuchAgency."""
    found = Agency.objects.select_related("parent", "place__parent").filter(key=key).first()
    if found is None:
        raise NoSuchAgency(f"Không có cơ quan {key}.")
    return found


_COMMITTEES = Question(
    lambda code, on: (
        Agency.objects.valid_on(on)
        .filter(
            kind=AgencyKind.COMMITTEE,
            place__level__in=Competence.objects.valid_on(on).filter(procedure_code=code).values("level"),
        )
        .select_related("place__parent")
    ),
    code="code",
    on=date.min,
)
_CODE = Question(
    lambda agency, on: AgencyCode.objects.valid_on(on).filter(agency=agency, scheme=CodeScheme.QD20),
    agency=-1,
    on=date.min,
)


def committees_for(procedure_code: str, on: date) -> list[Agency]:
    """Return the committees (UBND) that handle the procedure on that day: the district first, then communes by code."""
    found = _COMMITTEES.all(code=procedure_code, on=on)
    return sorted(found, key=lambda a: (a.place.level != Level.DISTRICT, a.place.code))  # type: ignore[union-attr]  # every committee has a place


def committee_of(agency: Agency) -> Agency:
    """Return the committee that the agency belongs to: itself, one above it, or the committee of its place."""
    above: Agency | None = agency
    while above is not None:
        if above.kind == AgencyKind.COMMITTEE:
            return above
        if above.parent is None:
            break
        above = above.parent
    committees = Agency.objects.filter(kind=AgencyKind.COMMITTEE, place=agency.place_id)
    beside = committees.select_related("place__parent").first()
    if beside is None:
        raise NoSuchAgency(f"{agency.name} không thuộc Ủy ban nhân dân nào.")
    return beside


def commune_of(agency: Agency) -> str:
    """Return the id that stands for `{commune}` in post specifications ("bd20-long-hoa"); empty for the district."""
    place = committee_of(agency).place
    return place.slug or "" if place and place.level == Level.COMMUNE else ""


def desk_of(committee: Agency, on: date) -> Agency:
    """Return the one-stop desk of a committee on that day. Raises NoSuchAgency."""
    desks = Agency.objects.valid_on(on).filter(kind=AgencyKind.DESK)
    found = desks.filter(parent=committee).first() or desks.filter(parent__parent=committee).first()
    if found is None:
        raise NoSuchAgency(f"{committee.name} không có bộ phận một cửa vào ngày này.")
    return found


def code_prefix(agency: Agency, on: date) -> str:
    """Return the code (QĐ 20/2020/QĐ-TTg) of the agency's committee: "H07.90". Raises NoSuchAgency."""
    committee = committee_of(agency)
    code = _CODE.first(agency=committee.pk, on=on)
    if code is None:
        raise NoSuchAgency(f"{committee.name} chưa có mã định danh.")
    return code.value


def letterhead(agency: Agency) -> Letterhead:
    """Return the superior body, the issuing body and the place name (NĐ 30/2020, Phụ lục I)."""
    committee = committee_of(agency)
    place = committee.place
    bare = place.bare_name if place else ""
    if agency.kind == AgencyKind.VERTICAL and agency.name.startswith("Công an") and place and place.parent:
        return Letterhead(f"Công an {place.parent.name_in_sentence}", agency.name, bare)
    if agency.kind in (AgencyKind.DIVISION, AgencyKind.DESK, AgencyKind.SERVICE_UNIT):
        return Letterhead(committee.name, agency.name, bare)
    return Letterhead("", agency.name, bare)


def communes_on(day: date) -> list[Place]:
    """Return the communes with a committee of their own in the data on that day, by code."""
    found = Place.objects.valid_on(day).filter(level=Level.COMMUNE).exclude(slug=None)
    return list(found.select_related("parent").order_by("code"))


def places_on(day: date, *, level: str = Level.PROVINCE, parent: str = "") -> Sequence[Place]:
    """Return the places of that day for the fields of an address, below `parent` (a key) when given."""
    found = Place.objects.valid_on(day).filter(level=level)
    return list(found.filter(parent__key=parent) if parent else found)


@overload
def successors(old: Place) -> list[Place]: ...
@overload
def successors(old: Agency) -> list[Agency]: ...
def successors(old: Place | Agency) -> list[Place] | list[Agency]:
    """Return who continues a place or an agency, one step on; several when it was divided."""
    if isinstance(old, Place):
        return list(Place.objects.filter(origins__predecessor=old).order_by("code"))
    return list(Agency.objects.filter(origins__predecessor=old).order_by("origins__effective_on", "key"))


def today_of(old: Place, day: date) -> list[Place]:
    """Return the places of that day that hold what was this place, following successors; itself while it exists."""
    seen: set[int] = set()
    found, waiting = [], [old]
    while waiting:
        place = waiting.pop(0)
        if place.pk in seen:
            continue
        seen.add(place.pk)
        if place.holds_on(day):
            found.append(place)
        else:
            waiting += successors(place)
    return found


def function_units(procedure_code: str, on: date) -> list[str]:
    """Return the unit patterns that have the procedure on that day ("bd20-tp", "{commune}-vp")."""
    function = Function.objects.filter(competences__procedure_code=procedure_code).first()
    if function is None:
        return []
    patterns = function.to_units if regime_on(on) == "2025" else function.from_units
    return [pattern.replace("{old_commune}", "{commune}").replace("{new_commune}", "{commune}") for pattern in patterns]
