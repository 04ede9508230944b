"""What the officers' pages of results show: open fields, how far the paper is, who acts now, what waits for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from congvu.accounts.rules import Acting
from congvu.dossiers.models import Dossier, Result, Step
from congvu.dossiers.queries.certified import (
    copies_given,
    first_copy_given,
    further_copies,
    further_documents,
    further_documents_of,
    names_to_certify,
)
from congvu.dossiers.queries.inbox import waiting_for
from congvu.dossiers.queries.numbers import next_number
from congvu.dossiers.queries.plans import plan_for
from congvu.dossiers.queries.results import (
    certifies,
    fields_for_staff,
    is_approved,
    is_signed,
    may_draft,
    resolved_result,
)
from congvu.dossiers.refusals import FieldsMissing
from congvu.dossiers.rules.papers.resolving import Missing
from congvu.dossiers.rules.papers.values import Line
from congvu.dossiers.terms import Status, StepKind
from congvu.signing.models import SignableDocument
from congvu.signing.terms import DocumentState


class Stage(StrEnum):
    """How far the paper of a result is, as its pages tell it."""

    NOTHING = "nothing"
    DRAFTED = "drafted"
    WAITING = "waiting"
    SIGNING = "signing"
    SIGNED = "signed"
    SEALING = "sealing"
    SEALED = "sealed"
    SIGNING_FAILED = "signing_failed"
    SEALING_FAILED = "sealing_failed"


_STAGES = {
    DocumentState.PREPARED: Stage.WAITING,
    DocumentState.APPROVED: Stage.SIGNING,
    DocumentState.SIGNED: Stage.SIGNED,
    DocumentState.SEALING: Stage.SEALING,
    DocumentState.SEALED: Stage.SEALED,
    DocumentState.WITHDRAWN: Stage.DRAFTED,
}


# Of several papers the one that is least far tells; one that failed before one that is still on its way.
_ORDER = (
    Stage.NOTHING,
    Stage.DRAFTED,
    Stage.WAITING,
    Stage.SIGNING_FAILED,
    Stage.SIGNING,
    Stage.SIGNED,
    Stage.SEALING_FAILED,
    Stage.SEALING,
    Stage.SEALED,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What staff may enter: the fields, those that nothing else fills, and whether a copy is "needed" or "given".

    `names` are the papers that are certified; `further` says the same of the copy of the second one and so on.
    """

    fields: Sequence[Missing]
    needed: Sequence[str]
    copy: str
    names: Sequence[str] = ()
    further: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ToSign:
    """One result that waits for a signature: its step and its paper."""

    step: Step
    result: Result
    further: Sequence[SignableDocument] = ()

    @property
    def value(self) -> str:
        """Return what a tick stands for: the step, and the digest of the paper that was shown."""
        document = self.result.document
        digests = [one.file.sha256 for one in (document, *self.further) if one is not None]
        return f"{self.step.pk}:{'+'.join(digests)}" if document else ""


@dataclass(frozen=True, slots=True)
class Doors:
    """The pages of the result at which this officer has something to do now."""

    draft: bool
    sign: bool
    seal: bool


def draft_of(dossier: Dossier) -> Result | None:
    """Return the result as it stands, None before the first draft."""
    return Result.objects.select_related("document__file", "file", "copy").filter(dossier=dossier).first()


def stage_of(result: Result | None) -> Stage:
    """Return how far the paper is."""
    if result is None:
        return Stage.NOTHING
    return min([stage_of_document(one) for one in (result.document, *further_documents(result))], key=_ORDER.index)


def stage_of_document(document: SignableDocument | None) -> Stage:
    """Return how far a paper is that goes through signing; before that it is a draft."""
    if document is None:
        return Stage.DRAFTED
    state = DocumentState(document.state)
    if state is DocumentState.FAILED:
        return Stage.SEALING_FAILED if is_signed(document) else Stage.SIGNING_FAILED
    return _STAGES[state]


def asked_of(dossier: Dossier, *, on: date) -> Asked:
    """Return what the draft asks of staff."""
    missing = resolved_result(dossier, {}, on=on).missing
    kept = draft_of(dossier)
    copy = ""
    if certifies(dossier):
        copy = "given" if (kept and kept.copy_id) or first_copy_given(dossier, on=on) else "needed"
    names, given = names_to_certify(dossier, on=on), copies_given(dossier)
    known = {one.position for one in further_copies(kept)}
    further = ["given" if n in known or len(given) >= len(names) else "needed" for n in range(2, len(names) + 1)]
    return Asked(fields_for_staff(dossier), [one.path for one in missing], copy, names, further)


def lines_of(dossier: Dossier, result: Result | None, *, on: date) -> list[Line]:
    """Return the lines that the result prints, with what staff has entered so far."""
    values = result.values if result is not None else {}
    return [line for line in resolved_result(dossier, values, on=on).lines if not line.is_empty]


def drafting_is_open(dossier: Dossier, result: Result | None, *, officer: Acting, on: date) -> bool:
    """Tell whether the officer may draft now: the dossier is worked on and nobody has approved yet."""
    if dossier.status != Status.PROCESSING or (result is not None and is_approved(result.document)):
        return False
    return may_draft(dossier, officer=officer, on=on)


def signing_step(dossier: Dossier, *, officer: Acting, on: date) -> Step | None:
    """Return the open step at which this officer signs, None when it is somebody else's or not yet."""
    node = plan_for(dossier, on=on).signs
    return waiting_for(officer).filter(dossier=dossier, node=node).first()


def sealing_step(dossier: Dossier, *, officer: Acting) -> Step | None:
    """Return the open step at which this officer numbers and seals."""
    mine = waiting_for(officer).filter(dossier=dossier)
    return mine.filter(kind=StepKind.SEAL).first() or mine.filter(kind=StepKind.PROCESS, role="records_clerk").first()


def doors_of(dossier: Dossier, steps: Sequence[Step], *, officer: Acting, on: date) -> Doors:
    """Return which pages of the result are this officer's; `steps` are the dossier's, with their posts."""
    result = getattr(dossier, "result", None)
    here = [step for step in steps if step.done_at is None and not step.suspended and step.post.key == officer.post_key]
    mine = [step for step in here if step.holder_id in (None, officer.user_id)]
    presented = result is not None and result.document_id is not None
    node = plan_for(dossier, on=on).signs
    return Doors(
        draft=drafting_is_open(dossier, result, officer=officer, on=on),
        sign=presented and any(step.node == node for step in mine),
        seal=presented and any(_is_sealing(step) for step in mine),
    )


def _is_sealing(step: Step) -> bool:
    return step.kind == StepKind.SEAL or (step.kind == StepKind.PROCESS and step.role == "records_clerk")


def expected_number(dossier: Dossier, result: Result | None, *, on: date) -> str:
    """Return the number that would come next, empty while it cannot be known."""
    if result is None:
        return ""
    try:
        return next_number(dossier, result, on=on)
    except FieldsMissing:
        return ""


def to_sign(officer: Acting) -> list[ToSign]:
    """Return the results that wait for this officer's signature, the most urgent first."""
    steps = {step.dossier_id: step for step in waiting_for(officer).filter(kind=StepKind.PROCESS, role="decider")}
    results = Result.objects.filter(
        dossier__in=steps, document__state__in=[DocumentState.PREPARED, DocumentState.FAILED]
    ).select_related("document__file", "dossier")
    by_dossier = {result.dossier_id: result for result in results if not is_signed(result.document)}
    found = [(step, by_dossier[pk]) for pk, step in steps.items() if pk in by_dossier]
    further = further_documents_of([result.pk for _, result in found if result.copy_id])
    return [ToSign(step, result, further.get(result.pk, [])) for step, result in found]
