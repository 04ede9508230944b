"""What waits for an officer: the steps at the post they act through, most urgent first, and what they passed on.

Every query starts from the steps of one post (partial indexes on `Step`), so its cost does not grow with all dossiers.
"""

from datetime import datetime, timedelta

from django.db.models import Count, F, Q

from congvu.accounts.rules import Acting
from congvu.base.inbox import Ask, Counts, Place, Row, View
from congvu.base.text import fold
from congvu.dossiers.models import Step
from congvu.dossiers.models.steps import StepQuerySet
from congvu.dossiers.rules.meters import NO_LIMIT, Meter, meter
from congvu.dossiers.terms import StepKind
from congvu.org.models import Post
from congvu.procedures.models import CONTENTS
from congvu.workdays.queries import calendar_of
from congvu.workdays.rules.calendar import NoWorkingTime, WorkingCalendar

NEARLY = 8 * 60  # working minutes: what is due within them is nearly due (sắp đến hạn)
AT_MOST = 1000  # counted up to here; lists say "999+" beyond
KINDS = [(kind.value, kind.label) for kind in StepKind]


def _at_post(officer: Acting) -> StepQuerySet:
    """Return the steps at the officer's post that nobody else holds."""
    post = Post.objects.filter(key=officer.post_key).values("pk")[:1]
    return Step.objects.filter(Q(holder=None) | Q(holder_id=officer.user_id), post=post)


def waiting_for(officer: Acting) -> StepQuerySet:
    """Return the open steps at the officer's post that nobody else holds, ordered by their due time."""
    return (
        _at_post(officer)
        .waiting()
        .select_related("dossier__version__procedure", "dossier__committee", "post")
        .order_by(F("due_at").asc(nulls_last=True), "id")
    )


def late(steps: StepQuerySet, *, now: datetime) -> StepQuerySet:
    """Keep the steps whose own time, or whose dossier's time, is over."""
    return steps.filter(_late(now))


def nearly_due(steps: StepQuerySet, *, now: datetime) -> StepQuerySet:
    """Keep the steps that are nearly due and not late."""
    return steps.filter(due_at__gte=now, due_at__lt=soon_until(now))


def soon_until(now: datetime) -> datetime:
    """Return until when a due time counts as near: eight working hours on, over weekends and holidays."""
    try:
        return calendar_of(None).add_minutes(now, NEARLY)
    except NoWorkingTime:
        return now + timedelta(hours=24)


def _late(now: datetime) -> Q:
    return Q(due_at__lt=now) | Q(dossier__due_at__lt=now)


def counts(officer: Acting, *, now: datetime) -> Counts:
    """Return how much waits for the officer, counted up to a ceiling."""
    steps, soon = waiting_for(officer).order_by().select_related(None), soon_until(now)
    found = (
        steps.annotate(dossier_due_at=F("dossier__due_at"))
        .only("id", "due_at")[:AT_MOST]
        .aggregate(
            waiting=Count("pk"),
            late=Count("pk", filter=Q(due_at__lt=now) | Q(dossier_due_at__lt=now)),
            soon=Count("pk", filter=Q(due_at__gte=now, due_at__lt=soon)),
        )
    )
    return Counts(**found, standing=_standing(officer)[:AT_MOST].count())


def _standing(officer: Acting) -> StepQuerySet:
    return _at_post(officer).filter(done_at=None, suspended=True)


def matters(officer: Acting) -> list[tuple[str, str]]:
    """Return the procedures (code, name) among what waits for the officer, by name."""
    found = waiting_for(officer).order_by().select_related(None)
    names = found.values_list("dossier__version__procedure__code", "dossier__version__procedure__name").distinct()
    return sorted(names[:200], key=lambda one: one[1])


def rows(officer: Acting, *, ask: Ask, now: datetime) -> list[Row]:
    """Return one page of lines in the order of the view; what was passed on comes newest first."""
    steps = _of_view(officer, ask.view, now=now).select_related("dossier__version__procedure", "dossier__committee")
    steps = steps.defer(*(f"dossier__version__{part}" for part in CONTENTS))
    if ask.words:
        folded, code = fold(ask.words), ask.words.upper()
        steps = steps.filter(
            Q(dossier__folded__contains=folded)
            | Q(dossier__code__contains=code)
            | Q(dossier__request_number__contains=code)
        )
    if ask.matter:
        steps = steps.filter(dossier__version__procedure__code=ask.matter)
    if ask.kind:
        steps = steps.filter(kind=ask.kind)
    if ask.after is not None:
        steps = steps.filter(_after(ask.after, newest_first=ask.view is View.PASSED))
    calendars: dict[int | None, WorkingCalendar] = {}
    return [_row(step, view=ask.view, now=now, calendars=calendars) for step in steps[: ask.limit]]


def _of_view(officer: Acting, view: View, *, now: datetime) -> StepQuerySet:
    if view is View.PASSED:
        post = Post.objects.filter(key=officer.post_key).values("pk")[:1]
        mine = Step.objects.filter(post=post, done_at__isnull=False, done_by=officer.printed_name)
        return mine.order_by("-done_at", "-id")
    if view is View.STANDING:
        return _standing(officer).order_by(F("due_at").asc(nulls_last=True), "id")
    steps = waiting_for(officer)
    if view is View.LATE:
        return late(steps, now=now)
    return nearly_due(steps, now=now) if view is View.SOON else steps


def _after(place: Place, *, newest_first: bool) -> Q:
    if newest_first:
        return Q(done_at__lt=place.at) | Q(done_at=place.at, id__lt=place.id)
    if place.at is None:
        return Q(due_at=None, id__gt=place.id)
    return Q(due_at__gt=place.at) | Q(due_at=place.at, id__gt=place.id) | Q(due_at=None)


def _row(step: Step, *, view: View, now: datetime, calendars: dict[int | None, WorkingCalendar]) -> Row:
    dossier = step.dossier
    calendar_id = dossier.committee.calendar_id
    if calendar_id not in calendars:
        calendars[calendar_id] = calendar_of(calendar_id)
    how = _meter(step, now=now, calendar=calendars[calendar_id])
    return Row(
        icon="folder",
        kind="Hồ sơ",
        title=dossier.version.procedure.name,
        about=f"{dossier} · {dossier.owner_name}",
        wanted=step.outcome if view is View.PASSED and step.outcome else step.label,
        link=f"/desk/dossiers/{dossier.key}/",
        giver=step.giver_name,
        tone=how.tone,
        share=how.share,
        left=how.words,
        due_at=step.due_at,
        place=Place(step.done_at if view is View.PASSED else step.due_at, step.pk),
        untouched=step.taken_at is None,
    )


def _meter(step: Step, *, now: datetime, calendar: WorkingCalendar) -> Meter:
    """Return how the step's time stands; a dossier that is late makes each of its steps late."""
    dossier = step.dossier
    paused_at = (dossier.paused_at or step.opened_at) if step.suspended else None
    due_at = step.due_at
    if step.done_at is None and paused_at is None and dossier.due_at is not None and dossier.due_at < now:
        due_at = dossier.due_at if due_at is None else min(due_at, dossier.due_at)
    how = meter(
        since=min(step.opened_at, due_at) if due_at else step.opened_at,
        due_at=due_at,
        now=now,
        calendar=calendar,
        paused_at=paused_at,
        finished_at=step.done_at,
    )
    return Meter("Đang dừng", "wait", 0, None) if how is NO_LIMIT and step.suspended else how
