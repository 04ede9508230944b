"""What dossiers do when news arrives from below: a step of the process opens, a result is signed or sealed."""

from congvu.base import clock
from congvu.dossiers.actions import notices, results, steps
from congvu.signing.events import DocumentApproved, DocumentSealed, DocumentSigned
from congvu.workflow.events import StepClosed, StepOpened
from congvu.workflow.models import Token


def open_step(event: StepOpened) -> None:
    """Open the step that waits for somebody."""
    if event.subject_kind == "dossier":
        opened_at = Token.objects.values_list("opened_at", flat=True).get(pk=event.token_id)
        steps.open_process_step(
            dossier_id=int(event.subject_id), token_id=event.token_id, node=event.node, now=opened_at
        )


def close_step(event: StepClosed) -> None:
    """Close the step when the process left it by itself: its time is over, or it was taken away."""
    if event.subject_kind == "dossier":
        closed_at = Token.objects.values_list("closed_at", flat=True).get(pk=event.token_id)
        steps.close_process_step(token_id=event.token_id, time_over=event.done, now=closed_at or clock.now())


def result_approved(event: DocumentApproved) -> None:
    """Note who signs the result, or refuse while it does not wait for a signature."""
    if event.subject_kind == "dossier":
        results.record_approval(
            dossier_id=int(event.subject_id),
            document_id=event.document_id,
            user_id=event.user_id,
            by=event.by,
            now=clock.now(),
        )


def result_signed(event: DocumentSigned) -> None:
    """Let the process go on from the signer's step."""
    if event.subject_kind == "dossier":
        dossier_id, now = int(event.subject_id), clock.now()
        if notices.record_signature(dossier_id=dossier_id, document_id=event.document_id, now=now) is None:
            results.record_signature(dossier_id=dossier_id, now=now)


def result_sealed(event: DocumentSealed) -> None:
    """Note the number and date that the clerk gave."""
    if event.subject_kind == "dossier":
        dossier_id, now = int(event.subject_id), clock.now()
        if notices.record_seal(dossier_id=dossier_id, document_id=event.document_id, now=now) is None:
            results.record_seal(dossier_id=dossier_id, now=now)
