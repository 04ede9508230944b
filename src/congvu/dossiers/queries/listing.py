"""The list of dossiers that an officer may open: search, filters, order, pages that cost the same everywhere.

What an officer sees is the union of branches (the committee's dossiers, those that came to the post or the unit). Each
branch is read by its own index for one page; the pages are merged. Nothing counts all rows.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Q

from congvu.accounts.rules import Acting
from congvu.base.clock import midnight
from congvu.base.inbox import Place
from congvu.base.text import fold
from congvu.dossiers.models import Dossier, Step
from congvu.dossiers.models.dossier import DossierQuerySet
from congvu.dossiers.queries.visible import WHOLE_COMMITTEE, WHOLE_UNIT
from congvu.org.models import Post
from congvu.procedures.models import Procedure, ProcedureVersion

PAGE = 30


class Order(StrEnum):
    """In which order dossiers are listed."""

    NEWEST = "newest"
    NEXT_DUE = "due"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the officer looks for; empty texts and None ask for nothing."""

    words: str = ""
    procedure: str = ""
    status: str = ""
    since: date | None = None
    until: date | None = None
    order: Order = Order.NEWEST


def one_page(officer: Acting, wanted: Wanted, *, after: Place | None) -> tuple[list[Dossier], Place | None]:
    """Return one page, and the place after which the next one begins (None on the last)."""
    pages = [list(_page(branch, wanted, after=after)) for branch in _branches(officer)]
    merged = heapq.merge(*pages, key=lambda dossier: _key(dossier, wanted.order))
    rows = list({dossier.pk: dossier for dossier in merged}.values())
    shown = rows[:PAGE]
    return shown, _place(shown[-1], wanted.order) if len(rows) > PAGE else None


def all_rows(officer: Acting, wanted: Wanted) -> Iterator[Dossier]:
    """Return everything that is asked for, page by page, so that an export holds little in memory."""
    after: Place | None = None
    while True:
        rows, after = one_page(officer, wanted, after=after)
        yield from rows
        if after is None:
            return


def _branches(officer: Acting) -> list[DossierQuerySet]:
    sent = Dossier.objects.sent()
    post = Post.objects.filter(key=officer.post_key).values("pk")[:1]
    if officer.roles & WHOLE_COMMITTEE:
        came_here = Step.objects.filter(post=post, elsewhere=True).values("dossier_id")
        return [sent.of_committee(officer.committee_key), sent.filter(pk__in=came_here)]
    if officer.roles & WHOLE_UNIT:
        return [sent.filter(pk__in=Step.objects.filter(post__agency_id=officer.agency_id).values("dossier_id"))]
    return [sent.filter(pk__in=Step.objects.filter(post=post).values("dossier_id"))]


def _page(rows: DossierQuerySet, wanted: Wanted, *, after: Place | None) -> DossierQuerySet:
    rows = _filtered(rows, wanted).with_procedure().select_related("committee")
    if wanted.order is Order.NEXT_DUE:
        rows = rows.filter(due_at__isnull=False, finished_at=None, ended_at=None)
        if after is not None:
            rows = rows.filter(Q(due_at__gt=after.at) | Q(due_at=after.at, pk__gt=after.id))
        return rows.order_by("due_at", "pk")[: PAGE + 1]
    if after is not None:
        rows = rows.filter(pk__lt=after.id)
    return rows.order_by("-pk")[: PAGE + 1]


def _filtered(rows: DossierQuerySet, wanted: Wanted) -> DossierQuerySet:
    if wanted.words:
        code, folded = wanted.words.upper(), fold(wanted.words)
        versions = list(ProcedureVersion.objects.filter(procedure__folded_name__contains=folded).values_list("pk"))
        rows = rows.filter(
            Q(code__startswith=code)
            | Q(request_number__startswith=code)
            | Q(folded__contains=folded)
            | Q(version__in=[pk for (pk,) in versions])  # ids, so that each side of the OR has its own index
        )
    if wanted.procedure:
        rows = rows.filter(version__procedure__code=wanted.procedure)
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    if wanted.since:
        rows = rows.filter(submitted_at__gte=midnight(wanted.since))
    if wanted.until:
        rows = rows.filter(submitted_at__lt=midnight(wanted.until + timedelta(days=1)))
    return rows


def _key(dossier: Dossier, order: Order) -> tuple[datetime | int, int]:
    if order is Order.NEXT_DUE and dossier.due_at is not None:
        return dossier.due_at, dossier.pk
    return -dossier.pk, 0


def _place(dossier: Dossier, order: Order) -> Place:
    return Place(dossier.due_at if order is Order.NEXT_DUE else None, dossier.pk)


def procedures() -> list[tuple[str, str]]:
    """Return the procedures (code, name) that dossiers may be about, in the order of the catalogue."""
    return list(Procedure.objects.values_list("code", "name"))
