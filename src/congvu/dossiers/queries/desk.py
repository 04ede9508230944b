"""What a one-stop desk sees: the procedures it receives, its unfinished intakes, today's receipts, results, fees."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import BigIntegerField, QuerySet
from django.db.models.functions import Cast

from congvu.accounts.rules import Acting
from congvu.base.clock import midnight
from congvu.dossiers.models import Dossier, Step
from congvu.dossiers.models.dossier import DossierQuerySet
from congvu.dossiers.queries.inbox import waiting_for
from congvu.dossiers.queries.visible import counter_drafts_of
from congvu.dossiers.rules.desk import DESK_ROLES, own_posts
from congvu.dossiers.terms import Channel, Status, StepKind
from congvu.org.models import Counter
from congvu.org.queries import regime_on
from congvu.payments.models import Charge
from congvu.payments.terms import ChargeState
from congvu.procedures.queries import Card, Shelf, shelf


@dataclass(frozen=True, slots=True)
class Group:
    """The procedures of one counter (quầy) of the desk."""

    name: str
    cards: tuple[Card, ...]


def cards_received(officer: Acting, *, on: date) -> dict[str, Card]:
    """Return the procedures that the officer's desk receives that day, by code, the officer's own post first."""
    cards = shelf_of(on).cards
    here = {code: own_posts(card.receivers, officer=officer) for code, card in cards.items()}
    codes = [code for code, posts in here.items() if posts]
    codes.sort(key=lambda code: officer.post_key not in here[code])
    return {code: cards[code] for code in codes}


def shelf_of(on: date) -> Shelf:
    """Return the shelf of procedures of that day."""
    return shelf(on, regime=regime_on(on))


def groups_of(cards: Mapping[str, Card], *, officer: Acting) -> list[Group]:
    """Return the procedures by the counters of the desk that take them; those of no counter come last."""
    commune = officer.committee_key.removesuffix("-ubnd")
    left = dict(cards)
    groups = []
    for counter in Counter.objects.filter(desk_id=officer.agency_id):
        units = set(counter.handles)
        taken = {
            code: card
            for code, card in left.items()
            if any(
                {post, post.partition("/")[0]} & units
                for post in (spec.replace("{commune}", commune) for spec in card.handlers)
            )
        }
        if taken:
            groups.append(Group(str(counter), tuple(taken.values())))
        left = {code: card for code, card in left.items() if code not in taken}
    if left:
        groups.append(Group("Thủ tục khác" if groups else "Thủ tục nhận tại đây", tuple(left.values())))
    return groups


def _received_here(rows: DossierQuerySet, officer: Acting, *, on: date) -> DossierQuerySet:
    codes = list(cards_received(officer, on=on))
    return rows.filter(version__procedure__code__in=codes).with_procedure().select_related("committee__place")


def drafts_of_desk(officer: Acting, *, on: date) -> DossierQuerySet:
    """Return the unfinished intakes of the desk, latest first."""
    return _received_here(counter_drafts_of(officer), officer, on=on).order_by("-changed_at")


def sent_home_by(officer: Acting, *, on: date) -> DossierQuerySet:
    """Return the intakes of the desk whose owners went home for something that is missing, latest first."""
    return intakes_of(officer, on=on).filter(status=Status.AWAITING_COMPLETION).order_by("-changed_at")


def intakes_of(officer: Acting, *, on: date) -> DossierQuerySet:
    """Return what was begun at this desk, unfinished or accepted; only receiving officers open it."""
    if "receiving_officer" not in officer.roles:
        return Dossier.objects.none()
    rows = Dossier.objects.of_committee(officer.committee_key).filter(channel=Channel.COUNTER)
    return _received_here(rows, officer, on=on)


def dossiers_of_desk(officer: Acting, *, on: date) -> DossierQuerySet:
    """Return the dossiers that went through this desk, for those who receive, return or collect there."""
    if not officer.roles & DESK_ROLES:
        return Dossier.objects.none()
    return _received_here(Dossier.objects.sent().of_committee(officer.committee_key), officer, on=on)


def received_on(officer: Acting, *, on: date) -> DossierQuerySet:
    """Return what this desk accepted that day, latest first."""
    start, end = midnight(on), midnight(on + timedelta(days=1))
    found = dossiers_of_desk(officer, on=on).filter(accepted_at__gte=start, accepted_at__lt=end)
    return found.order_by("-accepted_at")


def returns_of(officer: Acting) -> QuerySet[Step]:
    """Return the results that wait at the officer's post to be handed over."""
    return waiting_for(officer).filter(kind=StepKind.RETURN).select_related("dossier__result")


def owing(dossiers: Iterable[Dossier]) -> set[int]:
    """Return the keys of those dossiers that still owe something, in one query."""
    keys = [str(dossier.pk) for dossier in dossiers]
    due = Charge.objects.filter(subject_kind="dossier", subject_id__in=keys, state=ChargeState.DUE)
    return {int(key) for key in due.values_list("subject_id", flat=True)}


def unpaid_of(officer: Acting, *, on: date) -> DossierQuerySet:
    """Return the dossiers of the desk that still owe something, oldest first."""
    due = Charge.objects.filter(subject_kind="dossier", state=ChargeState.DUE, collector=officer.committee_key)
    owing = due.values_list(Cast("subject_id", BigIntegerField()), flat=True)
    return dossiers_of_desk(officer, on=on).filter(pk__in=owing).order_by("accepted_at", "id")
