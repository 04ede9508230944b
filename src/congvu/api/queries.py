"""What machines ask: whose token it is, what is wrong with a submission, one dossier and why it is due when."""

from collections.abc import Sequence
from datetime import date, datetime

from congvu.accounts.models import User
from congvu.api.models import ApiToken
from congvu.api.rules import Request, digest_of_token, paper_errors, people_errors, tidy_people
from congvu.base.clock import local
from congvu.dossiers.models import Dossier
from congvu.dossiers.models.dossier import DossierQuerySet
from congvu.dossiers.queries.visible import own_dossiers
from congvu.dossiers.rules.clock import ClockEvent, due_after
from congvu.files.models import StoredFile
from congvu.org.queries import committees_for, regime_on
from congvu.procedures.queries import form_of, published
from congvu.procedures.refusals import NotPublished
from congvu.workdays.queries import calendar_of
from congvu.workdays.rules.deadlines import Step


def token_of(secret: str) -> ApiToken | None:
    """Return the token with its system, None when it is unknown, revoked or its system was closed."""
    found = ApiToken.objects.select_related("system").filter(digest=digest_of_token(secret), revoked_at=None)
    return found.filter(system__is_active=True).first()


def day_of(now: datetime) -> date:
    """Return the day in Viet Nam."""
    return local(now).date()


def own(system: User) -> DossierQuerySet:
    """Return the dossiers that the system handed in, the newest first."""
    return own_dossiers(system).sent().prefetch_related("moves", "clock").order_by("-id")


def errors_of(request: Request, *, system: User, now: datetime) -> list[str]:
    """Return everything that is wrong with a submission as path:code; empty when it may be handed in.

    What the form says has the paths of the form, as `congvu submission check` prints them.
    """
    today = day_of(now)
    try:
        version = published(request.procedure, today)
    except NotPublished:
        return ["procedure:not_published"]
    errors = []
    if request.committee not in {committee.key for committee in committees_for(request.procedure, today)}:
        errors.append("committee:not_competent")
    form = form_of(version)
    errors += [str(error) for error in form.check(request.data, today=today, regime=regime_on(today))]
    errors += people_errors(*tidy_people(request))
    asked = {paper.key: paper.is_shown for paper in form.papers_asked(request.data, today=today)}
    errors += paper_errors(asked, request.papers, _known_files(request, system=system))
    return sorted(errors)


def _known_files(request: Request, *, system: User) -> set[int]:
    wanted = {number for ids in request.papers.values() for number in ids}
    left = StoredFile.objects.filter(pk__in=wanted, by_kind=system.ref.kind, by_id=system.ref.id)
    return set(left.values_list("pk", flat=True))


def why_due(dossier: Dossier) -> Sequence[Step]:
    """Return the reasons of the due time, day by day; nothing before acceptance."""
    events = [ClockEvent(line.kind, line.at, line.amount, line.unit) for line in dossier.clock.all()]
    if not events:
        return ()
    calendar = calendar_of(dossier.committee.calendar_id)
    return due_after(events, mode=dossier.limit_mode, calendar=calendar, cut_off=dossier.limit_cut_off).steps
