"""What waits for an officer: the steps at the post they act through, most urgent first."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q

from congvu.accounts.rules import Acting
from congvu.dossiers.models import Step
from congvu.dossiers.models.steps import StepQuerySet

NEARLY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much waits: everything, late, due within a day."""

    all: int
    late: int
    nearly: int


def waiting_for(officer: Acting) -> StepQuerySet:
    """Return the open steps at the officer's post that nobody else holds, ordered by their due time."""
    return (
        Step.objects.waiting()
        .filter(post__key=officer.post_key)
        .filter(Q(holder=None) | Q(holder_id=officer.user_id))
        .select_related("dossier__version__procedure", "dossier__committee", "post")
        .order_by(F("due_at").asc(nulls_last=True), "id")
    )


def late(steps: StepQuerySet, *, now: datetime) -> StepQuerySet:
    """Keep the steps whose own time, or whose dossier's time, is over."""
    return steps.filter(Q(due_at__lt=now) | Q(dossier__due_at__lt=now))


def nearly_due(steps: StepQuerySet, *, now: datetime) -> StepQuerySet:
    """Keep the steps that are due within a day and not late."""
    return steps.filter(due_at__gte=now, due_at__lt=now + NEARLY)


def counts(officer: Acting, *, now: datetime) -> Counts:
    """Return how much waits for the officer."""
    steps = waiting_for(officer)
    return Counts(steps.count(), late(steps, now=now).count(), nearly_due(steps, now=now).count())
