"""Files that the applicant gives: for a paper that the answers ask for, or for what was asked for later."""

from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from congvu.accounts.models import User
from congvu.audit.rules import Ref
from congvu.base.statements import Question
from congvu.dossiers.actions.drafts import attach_file, keep_file, list_papers
from congvu.dossiers.actions.log import locked, own_locked
from congvu.dossiers.models import Dossier, Paper, PaperFile
from congvu.dossiers.refusals import NoSuchPaper, TooManyFiles, WrongStatus
from congvu.dossiers.terms import FURTHER, FURTHER_NAME, Status
from congvu.files.actions import store_file

MOST_FILES = 30  # for one paper; more pages go into one PDF


_GIVEN = Question(
    lambda paper: PaperFile.objects.filter(paper=paper).select_related("file").order_by("id"),
    paper=-1,
)


@transaction.atomic
def give_to_draft(
    *, key: UUID, submitter: User, paper_key: str, content: bytes | BinaryIO, name: str, now: datetime
) -> list[PaperFile]:
    """Store a file and give it to a paper of one's own draft; return the files of the paper, the new one last.

    The rows of papers are brought up to the answers first.
    Raises Dossier.DoesNotExist, WrongStatus, NoSuchPaper, TooManyFiles and what the store refuses.
    """
    dossier = own_locked(key, submitter=submitter)
    if dossier.status != Status.DRAFT:
        raise WrongStatus
    papers = {paper.key: paper for paper in list_papers(dossier, now=now, given=paper_key)}
    paper, given = _open_for_more(papers.get(paper_key))
    file = store_file(content=content, name=name, by=submitter.ref, now=now)
    new = PaperFile(paper=paper, file=file, added_at=now, added_by=submitter.ref.name)
    return [*given, keep_file(dossier, new, by=submitter.ref)]


@transaction.atomic
def give_upload(
    *, dossier_id: int, paper_key: str, content: bytes | BinaryIO, name: str, by: Ref, now: datetime
) -> PaperFile:
    """Store a file and give it to a paper of a dossier that was handed in, or to the place for what is on no list.

    Raises NoSuchPaper, TooManyFiles, WrongStatus and what the store refuses.
    """
    dossier = locked(dossier_id)
    found = further_paper(dossier) if paper_key == FURTHER else dossier.papers.filter(key=paper_key).first()
    paper, _ = _open_for_more(found)
    file = store_file(content=content, name=name, by=by, now=now)
    return attach_file(dossier, paper, file=file, by=by, now=now)


def _open_for_more(paper: Paper | None) -> tuple[Paper, list[PaperFile]]:
    """Return the paper and the files it has, if it takes another one. Raises NoSuchPaper, TooManyFiles."""
    if paper is None or paper.shown_only:
        raise NoSuchPaper
    given = _GIVEN.all(paper=paper.pk)
    if len(given) >= MOST_FILES:
        raise TooManyFiles
    return paper, given


def further_paper(dossier: Dossier) -> Paper:
    """Return the place for papers that are on no list; the caller holds the lock."""
    named = {"number": dossier.papers.count() + 1, "name": FURTHER_NAME}
    return Paper.objects.get_or_create(dossier=dossier, key=FURTHER, defaults=named)[0]
