"""The demonstration's outbox: every mail that would have left, open to whoever tries the house; absent elsewhere."""

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from congvu.base.web import public, show
from congvu.notify import queries
from congvu.notify.models import OutboxMail


@public
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """List the mails that the demonstration kept, newest first."""
    found = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    page = Paginator(_kept(found), 20).get_page(request.GET.get("page"))
    return show(request, "notify/outbox.html", {"page": page, "q": found})


@public
@require_safe
def kept_mail(request: HttpRequest, mail_id: int) -> HttpResponse:
    """Show one kept mail with its links."""
    return show(request, "notify/mail.html", {"mail": get_object_or_404(_kept(""), pk=mail_id)})


def _kept(found: str) -> QuerySet[OutboxMail]:
    """Return the kept mails that hold `found`; a real installation has no such page."""
    if settings.CONGVU_MODE != "demo":
        raise Http404
    return queries.outbox(found)
