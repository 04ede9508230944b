"""Files that the applicant gives: for a paper that the answers ask for, or for what was asked for later."""

from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from congvu.audit.rules import Ref
from congvu.base.asking import Question
from congvu.dossiers.actions.drafts import attach_file, list_papers
from congvu.dossiers.actions.log import locked
from congvu.dossiers.models import Dossier, Paper, PaperFile
from congvu.dossiers.refusals import NoSuchPaper, TooManyFiles
from congvu.dossiers.terms import FURTHER, FURTHER_NAME, Status
from congvu.files.actions import store_file

MOST_FILES = 30  # for one paper; more pages go into one PDF


_PAPER = Question(lambda dossier, key: Paper.objects.filter(dossier=dossier, key=key), dossier=-1, key="key")
_GIVEN = Question(lambda paper: PaperFile.objects.filter(paper=paper).order_by(), paper=-1)


@transaction.atomic
def give_upload(
    *, dossier_id: int, paper_key: str, content: bytes | BinaryIO, name: str, by: Ref, now: datetime
) -> PaperFile:
    """Store a file and give it to the paper of this key; the rows of papers are brought up to the answers first.

    Raises NoSuchPaper, TooManyFiles, WrongStatus and what the store refuses.
    """
    dossier = locked(dossier_id)
    if dossier.status == Status.DRAFT:
        list_papers(dossier, now=now)
    elif paper_key == FURTHER:
        further_paper(dossier)
    paper = _PAPER.first(dossier=dossier.pk, key=paper_key)
    if paper is None or paper.shown_only:
        raise NoSuchPaper
    if len(_GIVEN.all(paper=paper.pk)) >= MOST_FILES:
        raise TooManyFiles
    file = store_file(content=content, name=name, by=by, now=now)
    return attach_file(dossier, paper, file=file, by=by, now=now)


def further_paper(dossier: Dossier) -> Paper:
    """Return the place for papers that are on no list; the caller holds the lock."""
    named = {"number": dossier.papers.count() + 1, "name": FURTHER_NAME}
    return Paper.objects.get_or_create(dossier=dossier, key=FURTHER, defaults=named)[0]
