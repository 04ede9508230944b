"""Following a dossier without signing in, by its code and the secret on the receipt.

Who may come in: everybody.
"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from congvu.base.web import public, show
from congvu.dossiers.queries.visible import by_code_and_secret
from congvu.dossiers.web.forms_citizen import TrackForm


@public
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Ask for both codes; show where the dossier is, or that the pair opens nothing."""
    form = TrackForm(request.POST or None, initial={"code": request.GET.get("code", "")[:40]})
    found = None
    if request.method == "POST" and form.is_valid():
        found = by_code_and_secret(form.cleaned_data["code"], form.cleaned_data["secret"])
        if found is None:
            form.add_error(None, "Hai mã này không mở được hồ sơ nào. Hãy xem lại mã ghi trên giấy tiếp nhận.")
    context = {"form": form, "dossier": found}
    return show(request, "dossiers/citizen/track.html", context, status=422 if form.errors else 200)
