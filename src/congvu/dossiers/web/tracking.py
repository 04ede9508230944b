"""Following a dossier without signing in, by its code and the secret on the receipt.

Who may come in: everybody; wrong pairs are counted by address and by code.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from congvu.base import clock
from congvu.base.web import public, show
from congvu.dossiers.actions.tries import open_with_secret
from congvu.dossiers.models import Dossier
from congvu.dossiers.queries.tracking import track_of
from congvu.dossiers.queries.why import explanation
from congvu.dossiers.web.forms_citizen import TrackForm
from congvu.dossiers.web.own import posted
from congvu.payments.queries import state_of

NO_SUCH_PAIR = "Hai mã này không mở được hồ sơ nào. Hãy xem lại từng chữ trên giấy tiếp nhận hoặc thư xác nhận."


@public
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Ask for both codes; show where the dossier is, or that the pair opens nothing."""
    form = TrackForm(posted(request), initial={"code": request.GET.get("code", "").replace("\0", "")[:40]})
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        found = _found(request, form)
        if found is not None:
            return show(request, "dossiers/citizen/tracked.html", _page(found))
        form.add_error("secret", NO_SUCH_PAIR)
    return show(request, "dossiers/citizen/track.html", context, status=422 if form.errors else 200)


def _found(request: HttpRequest, form: TrackForm) -> Dossier | None:
    return open_with_secret(
        code=form.cleaned_data["code"],
        secret=form.cleaned_data["secret"],
        address=request.META.get("REMOTE_ADDR", ""),
        now=clock.now(),
    )


def _page(dossier: Dossier) -> dict[str, Any]:
    now = clock.now()
    page = {"dossier": dossier, "track": track_of(dossier, now=now), "why": explanation(dossier, now=now)}
    return {**page, "payment": state_of(dossier.ref)}
