"""Reminders: who holds a step hears before it is late and when it is; an applicant hears when the promise is broken."""

from datetime import datetime

from django.db import transaction

from congvu.accounts.models import User
from congvu.accounts.queries import holders_of
from congvu.base.clock import local
from congvu.base.formats import weekday_and_moment
from congvu.dossiers.actions.news import tell_applicant
from congvu.dossiers.actions.steps import link_of
from congvu.dossiers.models import Dossier, Step
from congvu.dossiers.queries import reminders
from congvu.notify.actions import send


def remind(*, now: datetime) -> int:
    """Tell everybody who has to hear something now, each once, each in a transaction of its own; return how many."""
    told = [
        _tell_of_step(step, "deadline_near", "near_told_at", now=now) for step in reminders.nearly_due_untold(now=now)
    ]
    told += [_tell_of_step(step, "step_late", "late_told_at", now=now) for step in reminders.late_untold(now=now)]
    told += [_tell_of_lateness(dossier, now=now) for dossier in reminders.late_dossiers_untold(now=now)]
    return sum(told)


@transaction.atomic
def _tell_of_step(step: Step, template: str, mark: str, *, now: datetime) -> bool:
    """Mark the step, then tell its holder, or all who hold its post; one marked or done meanwhile is left."""
    if not Step.objects.waiting().filter(pk=step.pk, **{mark: None}).update(**{mark: now}):
        return False
    context = {
        "code": str(step.dossier),
        "procedure": step.dossier.version.procedure.name,
        "step": step.label,
        "due": weekday_and_moment(step.due_at) if step.due_at else "",
    }
    holders = {one.user_id for one in holders_of(step.post.key, local(now).date())}
    for user in User.objects.filter(pk__in={step.holder_id} if step.holder_id else holders):
        subject, link = step.dossier.ref, link_of(step.dossier)
        send(template=template, to_user=user, context=context, subject=subject, link=link, now=now)
    return True


@transaction.atomic
def _tell_of_lateness(dossier: Dossier, *, now: datetime) -> bool:
    """Mark the dossier, then tell its applicant; one that was marked or finished meanwhile is left."""
    waiting = Dossier.objects.filter(pk=dossier.pk, late_told_at=None, finished_at=None, ended_at=None)
    if not waiting.update(late_told_at=now):
        return False
    tell_applicant(dossier, "dossier_late", now=now)
    return True
