"""The request to complete a dossier: how often it may be made, until when it is answered, the files given for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from congvu.base.clock import local
from congvu.dossiers.models import Dossier, PaperFile, Supplement
from congvu.dossiers.queries.plans import plan_for
from congvu.dossiers.terms import FURTHER, FURTHER_NAME, SupplementState
from congvu.workdays.queries import calendar_of
from congvu.workdays.rules.deadlines import deadline
from congvu.workdays.terms import Mode


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One paper to which files may be added, with those given for this request."""

    key: str
    name: str
    files: Sequence[PaperFile]


def open_request(dossier: Dossier) -> Supplement | None:
    """Return the request that was sent and is not settled yet: to be answered, or answered and being looked at."""
    return dossier.supplements.filter(state__in=[SupplementState.SENT, SupplementState.ANSWERED]).first()


def count_asked(dossier: Dossier) -> int:
    """Return how often more was asked for after acceptance, proposals that wait included, dropped ones not."""
    return dossier.supplements.filter(after_acceptance=True).exclude(state=SupplementState.DROPPED).count()


def window_end(dossier: Dossier, *, sent_at: datetime) -> datetime:
    """Return until when a request sent now is to be answered: whole days, never ending on a day off."""
    terms = plan_for(dossier, on=local(sent_at).date()).supplement
    calendar = calendar_of(dossier.committee.calendar_id)
    return deadline(sent_at, amount=terms.amount, unit=terms.unit, mode=Mode.DAY, calendar=calendar).due_at


def answer_lines(dossier: Dossier, asked: Supplement) -> list[AnswerLine]:
    """Return the papers of the dossier in their order, then the place for everything else."""
    given = Prefetch("files", PaperFile.objects.filter(supplement=asked).select_related("file"))
    lines = [
        AnswerLine(paper.key, paper.name, list(paper.files.all()))
        for paper in dossier.papers.filter(shown_only=False).prefetch_related(given)
    ]
    if all(line.key != FURTHER for line in lines):
        lines.append(AnswerLine(FURTHER, FURTHER_NAME, ()))
    return lines
