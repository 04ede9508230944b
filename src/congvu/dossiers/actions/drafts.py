"""A dossier before it is handed in: begun, filled page by page, given its papers."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from congvu.accounts.models import User
from congvu.accounts.rules import Acting
from congvu.audit.actions import record
from congvu.audit.rules import Ref
from congvu.base.clock import local
from congvu.base.statements import Change, Question, add, add_all
from congvu.base.text import fold
from congvu.dossiers.models import Dossier, Paper, PaperFile, Supplement
from congvu.dossiers.queries.plans import asked_papers
from congvu.dossiers.refusals import ChangedMeanwhile, PaperNeeded, ReasonNeeded, WrongStatus
from congvu.dossiers.rules.desk import is_on_the_table
from congvu.dossiers.terms import Channel, PaperState, Status, SupplementState
from congvu.files.models import StoredFile
from congvu.org.models import Agency
from congvu.org.queries import regime_on
from congvu.procedures.models import ProcedureVersion

# States in which papers may be added by the applicant.
OPEN_FOR_PAPERS = {Status.DRAFT, Status.AWAITING_COMPLETION, Status.SUPPLEMENT}


@transaction.atomic
def begin_draft(
    *, version: ProcedureVersion, committee: Agency, submitter: User, data: Mapping[str, Any], now: datetime
) -> Dossier:
    """Begin an online dossier at the committee that the applicant picked, filled with what is known about them."""
    dossier = add(
        Dossier(
            version=version,
            regime=regime_on(local(now).date()),
            committee=committee,
            channel=Channel.ONLINE,
            submitter=submitter,
            submitter_name=submitter.full_name,
            data=dict(data),
            created_at=now,
            changed_at=now,
        )
    )
    record("dossier.begin", subject=dossier.ref, actor=submitter.ref, at=now)
    return dossier


@transaction.atomic
def begin_at_counter(*, version: ProcedureVersion, committee: Agency, officer: Acting, now: datetime) -> Dossier:
    """Begin a dossier for somebody at the desk; the officer helps, and is never its submitter."""
    dossier = Dossier.objects.create(
        version=version,
        regime=regime_on(local(now).date()),
        committee=committee,
        channel=Channel.COUNTER,
        result_wanted="counter",
        created_at=now,
        changed_at=now,
    )
    record("dossier.begin_at_counter", subject=dossier.ref, actor=officer.ref, at=now)
    return dossier


def _draft(dossier_id: int) -> Dossier:
    dossier = _written(dossier_id)
    if dossier.status != Status.DRAFT:
        raise WrongStatus
    return dossier


def _written(dossier_id: int) -> Dossier:
    """Return a dossier whose declaration is still being written, with its row locked. Raises WrongStatus."""
    dossier = Dossier.objects.select_for_update(of=("self",)).with_procedure().get(pk=dossier_id)
    if not is_on_the_table(status=dossier.status, channel=dossier.channel):
        raise WrongStatus
    return dossier


@transaction.atomic
def choose_place(*, dossier_id: int, committee: Agency, by: Ref, now: datetime) -> Dossier:
    """Send the draft to another committee that lawfully handles it (chọn lại nơi nộp). Raises WrongStatus."""
    dossier = _draft(dossier_id)
    dossier.committee, dossier.changed_at = committee, now
    dossier.save(update_fields=["committee", "changed_at"])
    record("dossier.choose_place", subject=dossier.ref, actor=by, at=now, details={"committee": committee.key})
    return dossier


def save_answers(
    dossier: Dossier, *, data: Mapping[str, Any], now: datetime, saved_from: Mapping[str, str] | None = None
) -> Dossier:
    """Keep what was typed so far, right or wrong (lưu nháp), in one statement; `saved_from` names tabs by page.

    Raises WrongStatus, and ChangedMeanwhile when the row is no longer the one that was read.
    """
    kept = {"data": dict(data), "changed_at": now, "declared": False, "saved_from": dict(saved_from or {})}
    return _keep(dossier, kept)


_AS_READ = Change(
    lambda dossier, status, changed_at: Dossier.objects.filter(pk=dossier, status=status, changed_at=changed_at),
    dossier=-1,
    status="status",
    changed_at=datetime(1970, 1, 1, tzinfo=UTC),
)


def _keep(dossier: Dossier, kept: Mapping[str, Any]) -> Dossier:
    """Write these columns while the declaration is being written and nobody else wrote it; set them here too.

    Raises WrongStatus, ChangedMeanwhile.
    """
    if not is_on_the_table(status=dossier.status, channel=dossier.channel):
        raise WrongStatus
    read = {"dossier": dossier.pk, "status": dossier.status, "changed_at": dossier.changed_at}
    if not _AS_READ.make(kept, **read):
        still = Dossier.objects.filter(pk=dossier.pk, status=dossier.status).exists()
        raise ChangedMeanwhile if still else WrongStatus
    for name, value in kept.items():
        setattr(dossier, name, value)
    return dossier


@transaction.atomic
def correct_answers(*, dossier_id: int, data: Mapping[str, Any], by: Ref, now: datetime) -> Dossier:
    """Correct the declaration while the desk waits for its completion before acceptance. Raises WrongStatus.

    What was handed in first stays as its own paper; `receive.complete_dossier` writes the corrected one.
    """
    dossier = Dossier.objects.select_for_update(of=("self",)).select_related("version").get(pk=dossier_id)
    asked = dossier.supplements.filter(state=SupplementState.SENT, after_acceptance=False).first()
    if dossier.status != Status.AWAITING_COMPLETION or asked is None:
        raise WrongStatus
    before, after = dossier.data, {**data, "declaration_accepted": True}
    changed = sorted(key for key in {*before, *after} if before.get(key) != after.get(key))
    if not changed:
        return dossier
    dossier.data, dossier.changed_at, asked.corrected_at = after, now, now
    dossier.save(update_fields=["data", "changed_at"])
    asked.save(update_fields=["corrected_at"])
    list_papers(dossier, now=now)
    record("dossier.correct_answers", subject=dossier.ref, actor=by, at=now, details={"fields": changed})
    return dossier


@transaction.atomic
def set_people(
    dossier: Dossier,
    *,
    owner: Mapping[str, str],
    submitter: Mapping[str, str],
    receiver_name: str,
    result_wanted: str,
    by: Ref,
    now: datetime,
) -> Dossier:
    """Keep the owner (chủ hồ sơ), the submitter (người nộp) and the receiver apart.

    Raises WrongStatus, and ChangedMeanwhile when the row is no longer the one that was read.
    """
    people = {f"owner_{key}": value for key, value in owner.items()}
    people |= {f"submitter_{key}": value for key, value in submitter.items()}
    names = f"{people.get('owner_name', dossier.owner_name)} {people.get('submitter_name', dossier.submitter_name)}"
    where = {"receiver_name": receiver_name, "result_wanted": result_wanted}
    _keep(dossier, {**people, **where, "folded": fold(names), "changed_at": now})
    record("dossier.set_people", subject=dossier.ref, actor=by, at=now)
    return dossier


_PAPERS = Question(lambda dossier: Paper.objects.filter(dossier=dossier), dossier=-1)


_PAPER = Change(lambda paper: Paper.objects.filter(pk=paper), paper=-1)


def list_papers(dossier: Dossier, *, now: datetime, given: str = "") -> list[Paper]:
    """Bring the rows of the papers up to what the answers ask for, and return those asked; files already given stay.

    The paper whose key is `given` counts as attached: the caller gives it a file in the same transaction.
    """
    rows = {paper.key: paper for paper in _PAPERS.all(dossier=dossier.pk)}
    papers: list[Paper] = []
    new: list[Paper] = []
    for number, asked in enumerate(asked_papers(dossier, on=local(now).date()), start=1):
        paper = rows.pop(asked.key, None) or Paper(dossier=dossier, key=asked.key)
        wanted = {"number": number, "name": asked.name, "shown_only": asked.shown_only}
        if asked.key == given:
            wanted |= {"state": PaperState.ATTACHED, "reason": ""}
        changed = {name: value for name, value in wanted.items() if getattr(paper, name) != value}
        for name, value in changed.items():
            setattr(paper, name, value)
        if paper.pk is None:
            new.append(paper)
        elif changed:
            _PAPER.make(changed, paper=paper.pk)
        papers.append(paper)
    add_all(new)
    empty = [paper.pk for paper in rows.values() if paper.state == PaperState.MISSING]
    if empty:
        dossier.papers.filter(pk__in=empty, files=None).delete()
    return papers


@transaction.atomic
def prepare_papers(*, dossier_id: int, now: datetime) -> list[Paper]:
    """Make the list of papers that the answers ask for. Raises WrongStatus."""
    return list_papers(_draft(dossier_id), now=now)


@transaction.atomic
def add_file(*, paper_id: int, file: StoredFile, by: Ref, now: datetime) -> PaperFile:
    """Add one file to a paper while the dossier is a draft or is being supplemented. Raises WrongStatus."""
    paper = Paper.objects.get(pk=paper_id)
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=paper.dossier_id)
    return attach_file(dossier, paper, file=file, by=by, now=now)


def attach_file(dossier: Dossier, paper: Paper, *, file: StoredFile, by: Ref, now: datetime) -> PaperFile:
    """Add one file to a paper of a dossier whose row the caller has locked. Raises WrongStatus."""
    if dossier.status not in OPEN_FOR_PAPERS:
        raise WrongStatus
    wanted = None
    if dossier.status != Status.DRAFT:
        wanted = dossier.supplements.filter(state=SupplementState.SENT).first()
    _PAPER.make({"state": PaperState.ATTACHED, "reason": ""}, paper=paper.pk)
    given = PaperFile(paper=paper, file=file, added_at=now, added_by=by.name, supplement=wanted)
    return keep_file(dossier, given, by=by)


def keep_file(dossier: Dossier, given: PaperFile, *, by: Ref) -> PaperFile:
    """Write down a file of a paper that counts as attached; the caller has locked the dossier's row."""
    details = {"paper": given.paper.key, "sha256": given.file.sha256}
    record("dossier.add_file", subject=dossier.ref, actor=by, at=given.added_at, details=details)
    return add(given)


@transaction.atomic
def remove_file(*, paper_file_id: int, by: Ref, now: datetime) -> None:
    """Take a file away again before it was handed in; what was submitted stays. Raises WrongStatus."""
    given = PaperFile.objects.select_related("paper", "file", "supplement").get(pk=paper_file_id)
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=given.paper.dossier_id)
    answering: Supplement | None = given.supplement
    own_answer = answering is not None and answering.state == SupplementState.SENT
    if not own_answer and not is_on_the_table(status=dossier.status, channel=dossier.channel):
        raise WrongStatus
    paper = given.paper
    record("dossier.remove_file", subject=dossier.ref, actor=by, at=now, details={"sha256": given.file.sha256})
    given.delete()
    if not paper.files.exists():
        Paper.objects.filter(pk=paper.pk, state=PaperState.ATTACHED).update(state=PaperState.MISSING)


@transaction.atomic
def note_paper(
    *, paper_id: int, state: PaperState, originals: int, copies: int, reason: str, officer: Acting, now: datetime
) -> Paper:
    """Write down how a paper was given at the desk: handed in, shown, or exempt. Raises ReasonNeeded."""
    paper = Paper.objects.select_related("dossier").get(pk=paper_id)
    _written(paper.dossier_id)
    if state == PaperState.EXEMPT and not reason:
        raise ReasonNeeded("Hãy ghi lý do không phải nộp giấy tờ này.")
    paper.state, paper.originals, paper.copies, paper.reason = state, originals, copies, reason
    paper.save(update_fields=["state", "originals", "copies", "reason"])
    record("dossier.note_paper", subject=paper.dossier.ref, actor=officer.ref, at=now, details={"paper": paper.key})
    return paper


@transaction.atomic
def declare(*, dossier_id: int, now: datetime) -> Dossier:
    """Keep that the applicant answers for what is declared (cam đoan). Raises WrongStatus."""
    dossier = _written(dossier_id)
    answer_for(dossier, now=now)
    dossier.save(update_fields=["declared", "changed_at", "data"])
    return dossier


def answer_for(dossier: Dossier, *, now: datetime) -> None:
    """Set what a declaration sets; the caller has locked the dossier and saves it. Raises WrongStatus."""
    if not is_on_the_table(status=dossier.status, channel=dossier.channel):
        raise WrongStatus
    dossier.declared, dossier.changed_at = True, now
    dossier.data = {**dossier.data, "declaration_accepted": True}


@transaction.atomic
def discard_draft(*, dossier_id: int, by: Ref, now: datetime) -> None:
    """Throw a draft away (xóa nháp). Raises WrongStatus."""
    dossier = _draft(dossier_id)
    record("dossier.discard", subject=dossier.ref, actor=by, at=now)
    dossier.delete()


def check_papers(papers: list[Paper]) -> None:
    """Refuse while a paper that has to be handed in is missing. Raises PaperNeeded."""
    missing = [paper.name for paper in papers if paper.state == PaperState.MISSING and not paper.shown_only]
    if missing:
        raise PaperNeeded(f"Còn thiếu: {'; '.join(missing)}.")
