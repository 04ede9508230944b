"""Which steps are nearly due or late, and which dossiers are late, of which nobody was told yet.

Only what became so within the last days is looked at: nobody is told today about a day long gone.
"""

from datetime import datetime, timedelta
from itertools import islice

from congvu.dossiers.models import Dossier, Step
from congvu.dossiers.models.dossier import DossierQuerySet
from congvu.dossiers.models.steps import StepQuerySet
from congvu.dossiers.queries.inbox import soon_until
from congvu.dossiers.terms import Status
from congvu.workdays.queries import calendar_of

AT_ONCE = 200  # steps, and dossiers, of one run
LOOK_BACK = timedelta(days=3)
RUNNING = (Status.ACCEPTED, Status.PROCESSING, Status.CONSULTING)


def nearly_due_untold(*, now: datetime) -> list[Step]:
    """Return the waiting steps nearly due, half of their working time gone, most urgent first."""
    steps = _waiting().filter(due_at__gt=now, due_at__lte=soon_until(now), near_told_at=None)
    minutes = calendar_of(None).minutes_between
    near = (s for s in steps.iterator() if s.due_at and minutes(now, s.due_at) <= minutes(s.opened_at, now))
    return list(islice(near, AT_ONCE))


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
