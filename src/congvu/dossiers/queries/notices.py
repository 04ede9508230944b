"""The notice of a stopped dossier on its way through signature and seal, as its page shows it."""

from dataclasses import dataclass

from congvu.accounts.rules import Acting
from congvu.dossiers.models import Dossier, Letter, Step
from congvu.dossiers.queries.desk_results import Stage, stage_of_document
from congvu.dossiers.queries.inbox import waiting_for
from congvu.dossiers.terms import LetterKind, StepKind


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice, how far it is, and the step at which this officer acts; None when it waits for somebody else."""

    letter: Letter
    stage: Stage
    step: Step | None


def notice_of(dossier: Dossier) -> Letter | None:
    """Return the newest notice of the dossier that goes through signing."""
    notices = dossier.letters.filter(kind=LetterKind.STOP_NOTICE).exclude(document=None)
    return notices.select_related("document__file").last()


def notice_for(dossier: Dossier, *, officer: Acting) -> Notice | None:
    """Return the notice as this officer's page shows it, None when there is none."""
    letter = notice_of(dossier)
    if letter is None:
        return None
    kinds = [StepKind.SIGN_LETTER, StepKind.SEAL_LETTER]
    step = waiting_for(officer).filter(dossier=dossier, kind__in=kinds).first()
    return Notice(letter, stage_of_document(letter.document), step)


def notices_to_sign(officer: Acting) -> list[Step]:
    """Return the steps at which this officer signs a notice, with their dossiers, the first opened first."""
    return list(waiting_for(officer).filter(kind=StepKind.SIGN_LETTER).order_by("opened_at", "id"))
