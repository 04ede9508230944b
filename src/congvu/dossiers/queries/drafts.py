"""What the pages of a draft show: its papers with their files, its promise, where to go on, places to suggest."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from congvu.base.clock import local
from congvu.base.statements import Question
from congvu.base.text import sort_key
from congvu.dossiers.models import Dossier, PaperFile
from congvu.dossiers.queries.plans import asked_papers, form_errors, plan_for
from congvu.dossiers.rules.plans import wrong_place
from congvu.dossiers.rules.wizard import Page, go_on_at, road, steps_with_errors
from congvu.org.models import Agency, Place
from congvu.org.queries import places_on
from congvu.org.terms import Level
from congvu.procedures.queries import form_of
from congvu.procedures.rules.forms.form import DECLARATION
from congvu.procedures.rules.forms.parts import FormError, Step
from congvu.workdays.queries import calendar_of
from congvu.workdays.rules.calendar import NoWorkingTime
from congvu.workdays.rules.deadlines import CUT_OFF, Deadline, deadline

FRESH_SECONDS = 60


@dataclass(slots=True)
class PaperLine:
    """One paper of the draft with its files; not `asked` when the answers no longer want it."""

    key: str
    name: str
    shown_only: bool
    asked: bool = True
    files: list[PaperFile] = field(default_factory=list)

    @property
    def is_missing(self) -> bool:
        """Tell whether the paper still has to be given."""
        return self.asked and not self.shown_only and not self.files


_GIVEN = Question(
    lambda dossier: (
        PaperFile.objects.filter(paper__dossier=dossier)
        .select_related("paper", "file")
        .order_by("paper__number", "paper_id", "id")
    ),
    dossier=-1,
)


def paper_lines(dossier: Dossier, *, on: date) -> list[PaperLine]:
    """Return the papers that the answers ask for, then those that have files but are no longer asked for."""
    lines = {paper.key: PaperLine(paper.key, paper.name, paper.shown_only) for paper in asked_papers(dossier, on=on)}
    for given in _GIVEN.all(dossier=dossier.pk):
        paper = given.paper
        line = lines.setdefault(paper.key, PaperLine(paper.key, paper.name, paper.shown_only, asked=False))
        line.files.append(given)
    return list(lines.values())


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a draft is: its pages, what is wrong in the form, its papers."""

    pages: list[Page]
    steps: list[Step]
    errors: list[FormError]
    papers: list[PaperLine]
    go_on: Page
    wrong_place: str  # why the place does not handle what was declared; empty when it does

    @property
    def wrong_steps(self) -> list[str]:
        """The keys of the steps in which something is wrong."""
        return steps_with_errors(self.steps, self.errors)

    @property
    def missing_papers(self) -> list[PaperLine]:
        """The papers that still have to be given."""
        return [paper for paper in self.papers if paper.is_missing]


def shown_steps(dossier: Dossier, *, on: date) -> list[Step]:
    """Return the pages of the form that the answers ask for; worked out once for the same answers."""
    known = dossier.shown
    if known is None or known[0] is not dossier.data or known[1] != on:
        known = dossier.shown = (dossier.data, on, form_of(dossier.version).shown_steps(dossier.data, today=on))
    return known[2]


def standing_of(dossier: Dossier, *, on: date) -> Standing:
    """Return how far the draft is; the declaration is left out, for it is given with the submission itself."""
    steps = shown_steps(dossier, on=on)
    errors = [error for error in form_errors(dossier, on=on) if error.path != DECLARATION]
    papers, pages = paper_lines(dossier, on=on), road(steps)
    go_on = go_on_at(
        pages,
        wrong_steps=steps_with_errors(steps, errors),
        people_known=bool(dossier.owner_name),
        papers_complete=not any(paper.is_missing for paper in papers),
    )
    reason = wrong_place(plan_for(dossier, on=on), commune=dossier.commune_key)
    return Standing(pages, steps, errors, papers, go_on, reason)


def promise_of(dossier: Dossier, *, now: datetime) -> Deadline | None:
    """Return when the result is due for the dossier if it is accepted now; None where the calendar ends before."""
    plan = plan_for(dossier, on=local(now).date())
    try:
        return deadline(
            now,
            amount=plan.limit_amount,
            unit=plan.limit_unit,
            mode=dossier.committee.deadline_mode,
            calendar=calendar_of(dossier.committee.calendar_id),
            cut_off=plan.cut_off or CUT_OFF,
        )
    except NoWorkingTime:
        return None


def suggested_places(committee: Agency, *, on: date) -> Mapping[str, Sequence[str]]:
    """Return names for the fields of an address: provinces, and what lies in the committee's own province."""
    return _names(committee.place_id, on, int(time.monotonic() // FRESH_SECONDS))


@lru_cache(maxsize=64)
def _names(place_id: int | None, day: date, _while: int) -> Mapping[str, Sequence[str]]:
    """Return the names once a place and a while: every page of a form asks for them; new places are soon among them."""
    places = Place.objects.select_related("parent__parent")
    province = places.get(pk=place_id) if place_id else None
    while province is not None and province.level != Level.PROVINCE:
        province = province.parent
    districts = places_on(day, level=Level.DISTRICT, parent=province.key) if province else []
    holders = [place.pk for place in districts] or [province.pk if province else 0]
    wards = Place.objects.valid_on(day).filter(level=Level.COMMUNE, parent__in=holders)
    return {
        "province": tuple(place.name for place in places_on(day, level=Level.PROVINCE)),
        "district": tuple(place.name for place in districts),
        "ward": tuple(sorted(set(wards.values_list("name", flat=True)), key=sort_key)),
    }
