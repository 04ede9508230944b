"""At the counter, what cannot be accepted as it lies: sent home for papers (Mẫu 02), refused (Mẫu 03), scans undone.

Law: NĐ 61/2018/NĐ-CP Điều 17, NĐ 118/2025/NĐ-CP Điều 17: everything missing is said at once, in writing.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from congvu.accounts.rules import Acting
from congvu.dossiers.actions import drafts, receive
from congvu.dossiers.actions.log import locked, make_move
from congvu.dossiers.models import Dossier, PaperFile, Supplement
from congvu.dossiers.queries.plans import receivers_of
from congvu.dossiers.refusals import ChangedMeanwhile, NoSuchPaper, NotComplete
from congvu.dossiers.rules.desk import check_desk
from congvu.dossiers.terms import Move, PaperState, Status
from congvu.files.models import StoredFile

NAME_FIRST = "Hãy ghi họ tên chủ hồ sơ trước: phiếu phải có tên người nhận."


@transaction.atomic
def ask_at_counter(
    *, dossier_id: int, seen_at: datetime, items: Sequence[str], reason: str, officer: Acting, now: datetime
) -> Supplement:
    """Send somebody at the desk home for what is missing (T1 and T4, Mẫu 02); what was typed waits for them.

    Who comes back with too little is asked again (T5, T4). `seen_at` is the state that the officer looked at.
    Raises NotYourDesk, ChangedMeanwhile, NotComplete, NothingListed, WrongStatus.
    """
    dossier = _before_the_desk(dossier_id, seen_at=seen_at, officer=officer, now=now)
    return receive.send_home(dossier, step=None, officer=officer, items=items, reason=reason, now=now)


@transaction.atomic
def refuse_at_counter(*, dossier_id: int, seen_at: datetime, reason: str, officer: Acting, now: datetime) -> Dossier:
    """Refuse what somebody at the desk wants to hand in (T1 and T6, Mẫu 03).

    Raises NotYourDesk, ChangedMeanwhile, NotComplete, ReasonNeeded, WrongStatus.
    """
    dossier = _before_the_desk(dossier_id, seen_at=seen_at, officer=officer, now=now)
    receive.turn_away(dossier, officer=officer, reason=reason, now=now)
    return dossier


def _before_the_desk(dossier_id: int, *, seen_at: datetime, officer: Acting, now: datetime) -> Dossier:
    """Lock the dossier and bring it to where the desk accepts, asks or refuses; it gets its request number there."""
    dossier = locked(dossier_id)
    _check(dossier, officer=officer)
    if dossier.changed_at != seen_at:
        raise ChangedMeanwhile
    if not dossier.owner_name:
        raise NotComplete(NAME_FIRST)
    if dossier.status == Status.AWAITING_COMPLETION:
        receive.close_request(dossier, by=officer.ref, note="", now=now)
    else:
        make_move(dossier, Move.SUBMIT, by=officer.ref, now=now, note="Nộp tại quầy")
        receive.name_request(dossier, now=now)
    dossier.save()
    return dossier


@transaction.atomic
def drop_scan(*, dossier_id: int, given_id: int, officer: Acting, now: datetime) -> tuple[str, int]:
    """Take a scanned file off its paper; return the paper's key and the stored file, by which it can come back.

    Raises NotYourDesk, NoSuchPaper, WrongStatus.
    """
    dossier = locked(dossier_id)
    _check(dossier, officer=officer)
    given = PaperFile.objects.select_related("paper").filter(pk=given_id, paper__dossier=dossier).first()
    if given is None:
        raise NoSuchPaper
    drafts.remove_file(paper_file_id=given_id, by=officer.ref, now=now)
    return given.paper.key, given.file_id


@transaction.atomic
def put_scan_back(*, dossier_id: int, paper_key: str, file_id: int, officer: Acting, now: datetime) -> PaperFile:
    """Give a file that was just taken off back to its paper. Raises NotYourDesk, NoSuchPaper, WrongStatus."""
    dossier = locked(dossier_id)
    _check(dossier, officer=officer)
    paper = dossier.papers.filter(key=paper_key).first()
    file = StoredFile.objects.filter(pk=file_id).first()
    if paper is None or file is None:
        raise NoSuchPaper
    given = drafts.attach_file(dossier, paper, file=file, by=officer.ref, now=now)
    if paper.state in (PaperState.HANDED_IN, PaperState.SHOWN):
        dossier.papers.filter(pk=paper.pk).update(state=paper.state)
    return given


def _check(dossier: Dossier, *, officer: Acting) -> None:
    check_desk(officer=officer, committee_key=dossier.committee.key, receivers=receivers_of(dossier))
