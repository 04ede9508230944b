"""The list of dossiers that an officer may open: search, filters, order, pages that cost the same everywhere.

What an officer sees is the union of branches (the committee's dossiers, those that came to the post or the unit). Each
branch is read by its own index for one page; the pages are merged. Nothing counts all rows.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Q

from congvu.accounts.rules import Acting
from congvu.base.clock import midnight
from congvu.base.inbox import Place
from congvu.base.planning import planned_for_its_values
from congvu.base.text import fold
from congvu.dossiers.models import Dossier, Step
from congvu.dossiers.models.dossier import DossierQuerySet
from congvu.dossiers.queries.visible import WHOLE_COMMITTEE, WHOLE_UNIT
from congvu.org.models import Agency, Post
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
    versions = _versions_named(fold(wanted.words)) if wanted.words else []
    with planned_for_its_values():
        pages = [
            list(_page(rows, wanted, after=after))
            for branch in _branches(officer)
            for rows in _with_words(_filtered(branch, wanted), wanted.words, versions)
        ]
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
    """Return the parts of what the officer sees; keys stand in the questions, for the database knows what they keep."""
    sent = Dossier.objects.sent()
    post = Post.objects.filter(key=officer.post_key).values_list("pk", flat=True).first()
    if officer.roles & WHOLE_COMMITTEE:
        came_here = Step.objects.filter(post=post, elsewhere=True).values("dossier_id")
        committee = Agency.objects.filter(key=officer.committee_key).values_list("pk", flat=True).first()
        return [sent.filter(committee=committee), sent.filter(pk__in=came_here)]
    steps = Step.objects.filter(post__agency_id=officer.agency_id)
    if not officer.roles & WHOLE_UNIT:
        steps = Step.objects.filter(post=post)
    return [sent.filter(pk__in=steps.values("dossier_id"))]


def _page(rows: DossierQuerySet, wanted: Wanted, *, after: Place | None) -> DossierQuerySet:
    """Return one page of a branch; its keys are found first, from indexes alone where these say enough."""
    if wanted.order is Order.NEXT_DUE:
        rows = rows.filter(due_at__isnull=False, finished_at=None, ended_at=None)
        if after is not None:
            rows = rows.filter(Q(due_at__gt=after.at) | Q(due_at=after.at, pk__gt=after.id))
        return _with_names(rows.order_by("due_at", "pk")).order_by("due_at", "pk")
    if after is not None:
        rows = rows.filter(pk__lt=after.id)
    return _with_names(rows.order_by("-pk")).order_by("-pk")


def _with_names(found: DossierQuerySet) -> DossierQuerySet:
    keys = found.values("pk")[: PAGE + 1]
    return Dossier.objects.filter(pk__in=keys).with_procedure().select_related("committee")


def _versions_named(folded: str) -> list[int]:
    found = ProcedureVersion.objects.filter(procedure__folded_name__contains=folded)
    return list(found.values_list("pk", flat=True))


def _with_words(rows: DossierQuerySet, words: str, versions: Sequence[int]) -> list[DossierQuerySet]:
    """Return the ways in which a dossier may hold the words (number, people, procedure), each with its own index."""
    if not words:
        return [rows]
    code = words.upper()
    ways = [
        rows.filter(Q(code__startswith=code) | Q(request_number__startswith=code)),
        rows.filter(folded__contains=fold(words)),
    ]
    return [*ways, rows.filter(version__in=versions)] if versions else ways


def _filtered(rows: DossierQuerySet, wanted: Wanted) -> DossierQuerySet:
    if wanted.procedure:
        versions = ProcedureVersion.objects.filter(procedure__code=wanted.procedure).values_list("pk", flat=True)
        rows = rows.filter(version__in=list(versions))
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
