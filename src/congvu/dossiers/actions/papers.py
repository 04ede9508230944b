"""Files that the applicant gives: for a paper that the answers ask for, or for what was asked for later."""

from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from congvu.audit.rules import Ref
from congvu.base.statements import Question
from congvu.dossiers.actions.drafts import attach_file, list_papers
from congvu.dossiers.actions.log import locked
from congvu.dossiers.models import Dossier, Paper, PaperFile
from congvu.dossiers.refusals import NoSuchPaper, TooManyFiles
from congvu.dossiers.terms import FURTHER, FURTHER_NAME, Status
from congvu.files.actions import store_file

MOST_FILES = 30  # for one paper; more pages go into one PDF


_GIVEN = Question(lambda paper: PaperFile.objects.filter(paper=paper).order_by(), paper=-1)


@transaction.atomic
def give_upload(
    *, dossier_id: int, paper_key: str, content: bytes | BinaryIO, name: str, by: Ref, now: datetime
) -> PaperFile:
    """Store a file and give it to the paper of this key; the rows of papers are brought up to the answers first.

    Raises NoSuchPaper, TooManyFiles, WrongStatus and what the store refuses.
    """
    dossier = locked(dossier_id)
    paper = _paper_of(dossier, paper_key, now=now)
    if paper is None or paper.shown_only:
        raise NoSuchPaper
    if len(_GIVEN.all(paper=paper.pk)) >= MOST_FILES:
        raise TooManyFiles
    file = store_file(content=content, name=name, by=by, now=now)
    return attach_file(dossier, paper, file=file, by=by, now=now)


def _paper_of(dossier: Dossier, key: str, *, now: datetime) -> Paper | None:
    """Return the paper of this key that files may be given for, None when there is none."""
    if dossier.status == Status.DRAFT:
        return next((paper for paper in list_papers(dossier, now=now) if paper.key == key), None)
    return further_paper(dossier) if key == FURTHER else dossier.papers.filter(key=key).first()


def further_paper(dossier: Dossier) -> Paper:
    """Return the place for papers that are on no list; the caller holds the lock."""
    named = {"number": dossier.papers.count() + 1, "name": FURTHER_NAME}
    return Paper.objects.get_or_create(dossier=dossier, key=FURTHER, defaults=named)[0]
