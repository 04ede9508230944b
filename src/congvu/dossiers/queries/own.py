"""Lists of one's own dossiers: by how far they are, by words."""

from django.db.models import Count, Q

from congvu.base.text import fold
from congvu.dossiers.models.dossier import DossierQuerySet
from congvu.dossiers.rules.life_cycle import ENDED
from congvu.dossiers.terms import Status

GROUPS = {"drafts": "Hồ sơ nháp", "running": "Đang giải quyết", "done": "Đã xong"}
DONE = [*ENDED, Status.FINISHED]


def grouped(dossiers: DossierQuerySet, group: str) -> DossierQuerySet:
    """Keep one group of `GROUPS`; everything for any other word. Latest change first."""
    if group == "drafts":
        dossiers = dossiers.filter(status=Status.DRAFT)
    elif group == "running":
        dossiers = dossiers.exclude(status__in=[*DONE, Status.DRAFT])
    elif group == "done":
        dossiers = dossiers.filter(status__in=DONE)
    return dossiers.order_by("-changed_at", "-id")


def found_among(dossiers: DossierQuerySet, words: str) -> DossierQuerySet:
    """Keep the dossiers whose code, request number, procedure or people hold the words."""
    if not words:
        return dossiers
    return dossiers.filter(
        Q(code__icontains=words)
        | Q(request_number__icontains=words)
        | Q(version__procedure__name__icontains=words)
        | Q(folded__contains=fold(words))
    )


def counts(dossiers: DossierQuerySet) -> list[tuple[str, str, int]]:
    """Return each group with its words and how many dossiers it has."""
    running = ~Q(status__in=[*DONE, Status.DRAFT])
    found = dossiers.aggregate(
        drafts=Count("pk", filter=Q(status=Status.DRAFT)),
        running=Count("pk", filter=running),
        done=Count("pk", filter=Q(status__in=DONE)),
    )
    return [(group, words, found[group]) for group, words in GROUPS.items()]
