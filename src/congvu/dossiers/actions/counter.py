"""The counter: look a person up, take an intake in, take what is brought later or wanted back, hand results over."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import prefetch_related_objects

from congvu.accounts.rules import Acting
from congvu.audit.actions import record
from congvu.dossiers.actions import drafts, receive
from congvu.dossiers.actions.endings import request_withdrawal
from congvu.dossiers.actions.fees import settle_fees
from congvu.dossiers.actions.log import locked
from congvu.dossiers.actions.papers import further_paper
from congvu.dossiers.actions.returns import return_result
from congvu.dossiers.actions.supplement import answer_supplement
from congvu.dossiers.models import Dossier, Paper, Step, Withdrawal
from congvu.dossiers.queries.lookup import Person, people_matching
from congvu.dossiers.queries.plans import receivers_of
from congvu.dossiers.refusals import ChangedMeanwhile, NotYourDesk, WrongStatus
from congvu.dossiers.rules.desk import check_desk
from congvu.dossiers.rules.intake import FeeNote, Intake, PaperNote, Receiver
from congvu.dossiers.terms import SupplementState
from congvu.files.actions import store_file
from congvu.files.models import StoredFile


@transaction.atomic
def find_people(*, dossier_id: int, text: str, officer: Acting, now: datetime) -> list[Person]:
    """Look somebody up for this intake; who looked, and how many were found, is written down. Raises NotYourDesk."""
    dossier = locked(dossier_id)
    _check(dossier, officer=officer)
    found = people_matching(text, committee_key=officer.committee_key)
    record("dossier.find_people", subject=dossier.ref, actor=officer.ref, at=now, details={"found": len(found)})
    return found


@transaction.atomic
def keep_intake(*, dossier_id: int, intake: Intake, officer: Acting, now: datetime) -> Dossier:
    """Keep everything that was typed at the counter, right or wrong, with the files that were scanned.

    Raises NotYourDesk, WrongStatus, ChangedMeanwhile, and what `files` refuses.
    """
    dossier = locked(dossier_id)
    _check(dossier, officer=officer)
    if dossier.changed_at != intake.seen_at:
        raise ChangedMeanwhile
    drafts.save_answers(dossier, data=intake.data, now=now)
    drafts.set_people(
        dossier,
        owner=intake.owner,
        submitter=intake.submitter,
        receiver_name=intake.receiver_name,
        result_wanted=intake.result_wanted,
        by=officer.ref,
        now=now,
    )
    if intake.picked:
        record("dossier.pick_person", subject=dossier.ref, actor=officer.ref, at=now, details={"from": intake.picked})
    notes = {note.key: note for note in intake.papers}
    papers = drafts.list_papers(dossier, now=now)
    prefetch_related_objects(papers, "files")
    for paper in papers:
        if paper.key in notes:
            _note(paper, notes[paper.key], officer=officer, now=now)
    return dossier


def _note(paper: Paper, note: PaperNote, *, officer: Acting, now: datetime) -> None:
    had_files = bool(paper.files.all())
    for upload in note.files:
        file = store_file(content=upload.content, name=upload.name, by=officer.ref, now=now)
        drafts.add_file(paper_id=paper.pk, file=file, by=officer.ref, now=now)
    state = note.state(shown_only=paper.shown_only, has_files=had_files)
    counted = (note.originals, note.copies) if note.here else (0, 0)
    reason = "" if note.here else note.reason
    before = (paper.state, paper.originals, paper.copies, paper.reason)
    if note.files or before != (state, *counted, reason):
        drafts.note_paper(
            paper_id=paper.pk,
            state=state,
            originals=counted[0],
            copies=counted[1],
            reason=reason,
            officer=officer,
            now=now,
        )


def _check(dossier: Dossier, *, officer: Acting) -> None:
    check_desk(officer=officer, committee_key=dossier.committee.key, receivers=receivers_of(dossier))


@transaction.atomic
def accept_intake(
    *, dossier_id: int, intake: Intake, fees: Sequence[FeeNote], officer: Acting, now: datetime
) -> Dossier:
    """Accept what lies on the table: answers, people, papers and fees at once. A second call finds it accepted.

    Raises what `keep_intake` and `accept_at_counter` do, and what `payments` refuses.
    """
    dossier = locked(dossier_id)
    if dossier.code:
        return dossier
    keep_intake(dossier_id=dossier_id, intake=intake, officer=officer, now=now)
    drafts.declare(dossier_id=dossier_id, now=now)
    return receive.accept_at_counter(dossier_id=dossier_id, officer=officer, fees=fees, now=now)


@transaction.atomic
def accept_and_pass_on(
    *, dossier_id: int, intake: Intake, fees: Sequence[FeeNote], officer: Acting, now: datetime
) -> Dossier:
    """Accept what lies on the table, and finish the desk's own step so that the next post has the dossier."""
    dossier = locked(dossier_id)
    if dossier.code:
        return dossier
    dossier = accept_intake(dossier_id=dossier_id, intake=intake, fees=fees, officer=officer, now=now)
    return receive.pass_on(dossier, officer=officer, now=now)


@transaction.atomic
def discard_intake(*, dossier_id: int, officer: Acting, now: datetime) -> None:
    """Throw an unfinished intake away. Raises NotYourDesk, WrongStatus."""
    dossier = locked(dossier_id)
    _check(dossier, officer=officer)
    drafts.discard_draft(dossier_id=dossier_id, by=officer.ref, now=now)


@transaction.atomic
def hand_result(
    *, step_id: int, receiver: Receiver, fees: Sequence[FeeNote], officer: Acting, now: datetime
) -> Dossier:
    """Settle what is owed and hand the result to the person at the desk. Raises what `return_result` does."""
    dossier = locked(Step.objects.values_list("dossier_id", flat=True).get(pk=step_id))
    if dossier.committee.key != officer.committee_key:
        raise NotYourDesk
    settle_fees(dossier, fees, officer=officer, now=now)
    return return_result(step_id=step_id, officer=officer, receiver=receiver.words, now=now)


@transaction.atomic
def record_fees(*, dossier_id: int, fees: Sequence[FeeNote], officer: Acting, now: datetime) -> Dossier:
    """Write down what was collected for a dossier, or why it is free. Raises NotYourFee, what `payments` refuses."""
    dossier = locked(dossier_id)
    settle_fees(dossier, fees, officer=officer, now=now)
    return dossier


@transaction.atomic
def bring_supplement(*, dossier_id: int, officer: Acting, note: str, file: StoredFile | None, now: datetime) -> Dossier:
    """Take what the applicant brought to the desk for a request to complete the dossier; it is checked next.

    Raises NotYourDesk, WrongStatus, NothingListed.
    """
    dossier = locked(dossier_id)
    _check(dossier, officer=officer)
    asked = dossier.supplements.filter(state=SupplementState.SENT).first()
    if asked is None:
        raise WrongStatus
    if file is not None:
        drafts.add_file(paper_id=further_paper(dossier).pk, file=file, by=officer.ref, now=now)
    answer = answer_supplement if asked.after_acceptance else receive.complete_dossier
    answer(dossier_id=dossier_id, by=officer.ref, note=note, now=now)
    return dossier


@transaction.atomic
def take_withdrawal(*, dossier_id: int, officer: Acting, reason: str, now: datetime) -> Withdrawal:
    """Write down that somebody at the desk wants the dossier back (T15). Raises NotYourDesk, AlreadyDecided."""
    _check(locked(dossier_id), officer=officer)
    return request_withdrawal(dossier_id=dossier_id, by=officer.ref, reason=reason, now=now)
