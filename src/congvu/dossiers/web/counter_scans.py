"""Scans of an intake: looking at one before acceptance, taking one off its paper, and taking that back.

Who may come in: the receiving officers of the desk that has the intake.
"""

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from congvu.base import clock
from congvu.base.serving import preview
from congvu.base.web import officer_page
from congvu.dossiers.actions import counter_slips as actions
from congvu.dossiers.models import PaperFile
from congvu.dossiers.queries import desk
from congvu.dossiers.web.acting import acting_of, see
from congvu.dossiers.web.counter_page import IntakePage

SALT = "dossiers.counter.scan"
UNDO_SECONDS = 900


@require_safe
@xframe_options_sameorigin
@officer_page
def scan(request: HttpRequest, key: str, given: int) -> HttpResponse:
    """Hand out one scanned file of an intake."""
    intakes = desk.intakes_of(acting_of(request), on=clock.today())
    found = get_object_or_404(
        PaperFile.objects.select_related("file"), pk=given, paper__dossier__in=intakes.filter(key=key)
    )
    return preview(found.file)


def drop(page: IntakePage, given: str) -> HttpResponse:
    """Take a file off its paper; the page says so and offers to take that back."""
    number = int(given) if given.isdecimal() and len(given) < 18 else 0
    paper, file = actions.drop_scan(dossier_id=page.dossier.pk, given_id=number, officer=page.officer, now=page.now)
    token = signing.dumps([page.dossier.pk, paper, file], salt=SALT)
    address = reverse("dossiers:counter_intake", args=[page.dossier.key])
    return see(f"{address}?dropped={token}#paper-{paper}-files")


def put_back(request: HttpRequest, page: IntakePage, token: str) -> HttpResponse:
    """Give the file that was taken off back to its paper."""
    found = _dropped(page, token)
    address = reverse("dossiers:counter_intake", args=[page.dossier.key])
    if found is None:
        messages.error(request, "Tệp bỏ đã lâu nên không lấy lại được nữa. Hãy quét lại.")
        return see(address)
    paper, file = found
    actions.put_scan_back(dossier_id=page.dossier.pk, paper_key=paper, file_id=file, officer=page.officer, now=page.now)
    return see(f"{address}#paper-{paper}-files")


def show_dropped(page: IntakePage, token: str) -> None:
    """Let the paper from which a file was just taken say so."""
    found = _dropped(page, token) if token else None
    for row in page.papers:
        if found is not None and row.key == found[0] and all(given.file_id != found[1] for given in row.files):
            row.dropped = token


def _dropped(page: IntakePage, token: str) -> tuple[str, int] | None:
    """Return the paper and the stored file that were parted, None when this page did not part them lately."""
    try:
        number, paper, file = signing.loads(token, salt=SALT, max_age=UNDO_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return (paper, file) if number == page.dossier.pk else None
