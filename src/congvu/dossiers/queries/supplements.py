"""The request to complete a dossier that its applicant has to answer, and the files given for it so far."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from congvu.dossiers.models import Dossier, PaperFile, Supplement
from congvu.dossiers.terms import FURTHER, FURTHER_NAME, SupplementState


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One paper to which files may be added, with those given for this request."""

    key: str
    name: str
    files: Sequence[PaperFile]


def open_request(dossier: Dossier) -> Supplement | None:
    """Return the request that was sent and is not settled yet: to be answered, or answered and being looked at."""
    return dossier.supplements.filter(state__in=[SupplementState.SENT, SupplementState.ANSWERED]).first()


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
