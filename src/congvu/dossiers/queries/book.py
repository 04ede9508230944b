"""The tracking book (sổ theo dõi hồ sơ): one a desk and year, in the order of its running numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from congvu.accounts.rules import Acting
from congvu.base.clock import local, midnight
from congvu.dossiers.models import Dossier
from congvu.dossiers.queries.letters import letterhead_of
from congvu.dossiers.queries.visible import WHOLE_COMMITTEE
from congvu.dossiers.rules.papers.forms import Printed, form_pdf
from congvu.dossiers.rules.papers.parts import Check, Letterhead
from congvu.dossiers.rules.papers.slips import BookLine, TrackingBook
from congvu.org import queries as org
from congvu.org.refusals import NoSuchAgency
from congvu.procedures.terms import Regime

PAGE = 50
MOST_PRINTED = 2000


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which part of the book is wanted."""

    year: int
    procedure: str = ""
    since: date | None = None
    until: date | None = None


def may_read(officer: Acting) -> bool:
    """Tell whether the officer may read the book of their committee."""
    return bool(officer.roles & WHOLE_COMMITTEE)


def entries(officer: Acting, chosen: Chosen) -> QuerySet[Dossier]:
    """Return the dossiers in the book of the officer's committee, by running number."""
    found = Dossier.objects.of_committee(officer.committee_key).filter(book_year=chosen.year)
    if chosen.procedure:
        found = found.filter(version__procedure__code=chosen.procedure)
    if chosen.since:
        found = found.filter(accepted_at__gte=midnight(chosen.since))
    if chosen.until:
        found = found.filter(accepted_at__lt=midnight(chosen.until + timedelta(days=1)))
    return found.with_procedure().select_related("committee__place").order_by("book_number")


def line_of(dossier: Dossier) -> BookLine:
    """Return the line of one dossier."""
    contact = ", ".join(filter(None, [dossier.owner_address, dossier.owner_phone]))
    return BookLine(
        number=dossier.book_number or 0,
        code=str(dossier),
        procedure=dossier.version.procedure.name,
        sets=1,
        owner=dossier.owner_name,
        contact=contact,
        agency=dossier.committee.name,
        received_at=dossier.accepted_at or dossier.created_at,
        due_at=dossier.due_at,
        returned_at=dossier.returned_at or dossier.finished_at,
        delivery=str(dossier.get_result_wanted_display()),
        note=str(dossier.get_status_display()),
    )


def desk_name(officer: Acting, *, on: date) -> str:
    """Return the name of the desk whose book it is."""
    committee = org.agency(officer.committee_key)
    try:
        return f"{org.desk_of(committee, on).name}, {committee.name}"
    except NoSuchAgency:
        return committee.name


def book_pdf(officer: Acting, chosen: Chosen, dossiers: Iterable[Dossier], *, at: datetime) -> Printed:
    """Return the book as the statutory form of the regime of that year's end."""
    rows: Sequence[Dossier] = list(dossiers)
    committee = org.agency(officer.committee_key)
    head = letterhead_of(rows[0]) if rows else Letterhead("", committee.name, org.letterhead(committee).place)
    book = TrackingBook(
        regime=Regime(rows[-1].regime if rows else org.regime_on(local(at).date())),
        head=head,
        book=f"01/{chosen.year}",
        year=chosen.year,
        check=Check("", f"{settings.CONGVU_ADDRESS}/dossiers/track/"),
        lines=tuple(line_of(one) for one in rows),
    )
    return form_pdf("tracking_book", book, at=at)
