"""Who may open which dossier: access is loading, and a miss is a 404."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from congvu.accounts.models import User
from congvu.accounts.rules import Acting
from congvu.base.statements import Question
from congvu.dossiers.models import Dossier, Step
from congvu.dossiers.models.dossier import DossierQuerySet

# Roles that need to see every dossier of their committee.
WHOLE_COMMITTEE = frozenset(
    {"leader", "signer", "desk_head", "receiving_officer", "returning_officer", "records_clerk", "procedure_controller"}
)
WHOLE_UNIT = frozenset({"unit_head", "unit_deputy"})


def visible_to(officer: Acting) -> DossierQuerySet:
    """Return the dossiers this officer may open: their committee's, their unit's, or those of their post."""
    sent = Dossier.objects.sent()
    steps = Step.objects.filter(dossier=OuterRef("pk"))
    at_post = Exists(steps.filter(post__key=officer.post_key))
    if officer.roles & WHOLE_COMMITTEE:
        return sent.filter(Q(committee__key=officer.committee_key) | at_post)
    if officer.roles & WHOLE_UNIT:
        return sent.filter(Exists(steps.filter(post__agency_id=officer.agency_id)))
    return sent.filter(at_post)


def counter_drafts_of(officer: Acting) -> DossierQuerySet:
    """Return the unfinished intakes of the officer's committee; only the desk opens them."""
    if "receiving_officer" not in officer.roles:
        return Dossier.objects.none()
    return Dossier.objects.of_committee(officer.committee_key).filter(status="draft", channel="counter")


def own_dossiers(user: User) -> DossierQuerySet:
    """Return the dossiers that the citizen or business began or handed in."""
    return Dossier.objects.of_submitter(user).with_procedure().select_related("committee")


_OWN = Question(
    lambda submitter, key: (
        Dossier.objects.filter(submitter=submitter, key=key).with_procedure().select_related("committee__place")
    ),
    submitter=-1,
    key=UUID(int=0),
)


def own_dossier(user: User, key: UUID) -> Dossier | None:
    """Return one of `own_dossiers` by its key with its procedure and committee, None when there is none."""
    return _OWN.first(submitter=user.pk, key=key)


def by_code_and_secret(code: str, secret: str) -> Dossier | None:
    """Return the dossier that the code (or request number) and the secret on the receipt open together, or None."""
    code = code.strip().upper()  # codes and numbers are written in capitals
    found = (
        Dossier.objects.sent()
        .filter(Q(code=code) | Q(request_number=code))
        .with_procedure()
        .select_related("committee")
        .first()
    )
    if found is None or not found.secret or found.secret != secret.strip().upper():
        return None
    return found
