"""Which steps are nearly due or late, and which dossiers are late, of which nobody was told yet.

Only what became so within the last days is looked at: nobody is told today about a day long gone.
"""

from datetime import datetime, timedelta

from congvu.dossiers.models import Dossier, Step
from congvu.dossiers.models.dossier import DossierQuerySet
from congvu.dossiers.models.steps import StepQuerySet
from congvu.dossiers.queries.inbox import NEARLY
from congvu.dossiers.terms import Status

AT_ONCE = 200  # steps, and dossiers, of one run
LOOK_BACK = timedelta(days=3)
RUNNING = (Status.ACCEPTED, Status.PROCESSING, Status.CONSULTING)


def nearly_due_untold(*, now: datetime) -> list[Step]:
    """Return the waiting steps due within a day, more than half of their time gone, most urgent first."""
    steps = _waiting().filter(due_at__gt=now, due_at__lte=now + NEARLY, near_told_at=None)
    return [step for step in steps[:AT_ONCE] if step.due_at and step.due_at - now <= now - step.opened_at]


def late_untold(*, now: datetime) -> StepQuerySet:
    """Return the waiting steps whose time has passed."""
    return _waiting().filter(due_at__gt=now - LOOK_BACK, due_at__lte=now, late_told_at=None)[:AT_ONCE]


def late_dossiers_untold(*, now: datetime) -> DossierQuerySet:
    """Return the dossiers in hand whose promised day has passed; one that is paused waits for its applicant."""
    found = Dossier.objects.filter(
        status__in=RUNNING,
        due_at__gt=now - LOOK_BACK,
        due_at__lte=now,
        paused_at=None,
        finished_at=None,
        ended_at=None,
        late_told_at=None,
    )
    return found.select_related("version__procedure", "committee", "submitter").order_by("due_at", "id")[:AT_ONCE]


def _waiting() -> StepQuerySet:
    steps = Step.objects.waiting().select_related("dossier__version__procedure", "holder", "post")
    return steps.order_by("due_at", "id")
