"""Pages of the signed-in person: my notices, opening one, marking all as read."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from congvu.base import clock
from congvu.base.web import done, show
from congvu.notify import actions, queries

A_PAGE = 20


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """List my notices, newest first."""
    mine = queries.notices_of(request.user)  # type: ignore[arg-type]  # sign-in is required
    page = Paginator(mine, A_PAGE).get_page(request.GET.get("page"))
    unread = queries.unread_count(request.user)  # type: ignore[arg-type]
    return show(request, "notify/notices.html", {"page": page, "unread": unread, "frame": _frame(request)})


@require_POST
def open_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Mark one of my notices as read and go where it points."""
    found = get_object_or_404(queries.notices_of(request.user), pk=notice_id)  # type: ignore[arg-type]
    notice = actions.mark_read(notice_id=found.pk, user=request.user, now=clock.now())  # type: ignore[arg-type]
    here = url_has_allowed_host_and_scheme(notice.link, allowed_hosts=None)
    response = redirect(notice.link if here and notice.link else "notify:notices")
    response.status_code = 303
    return response


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all my notices as read."""
    actions.mark_all_read(user=request.user, now=clock.now())  # type: ignore[arg-type]
    page = Paginator(queries.notices_of(request.user), A_PAGE).get_page(1)  # type: ignore[arg-type]
    part = {"page": page, "unread": 0, "frame": _frame(request)}
    return done(request, "notify/_notices.html", part, then="notify:notices")


def _frame(request: HttpRequest) -> str:
    """Return the frame of the side this person works on."""
    return "base/desk.html" if getattr(request, "officer", None) else "base/portal.html"
