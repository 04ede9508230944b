"""What waits for a leader's signature: look, tick, one password; each paper gets its own answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from congvu.accounts.actions import confirm_identity
from congvu.accounts.refusals import TooManyTries, WrongPassword
from congvu.base import clock
from congvu.base.refusals import Refusal
from congvu.base.web import officer_page, show
from congvu.dossiers.actions import results
from congvu.dossiers.queries.desk_results import ToSign, to_sign
from congvu.dossiers.queries.notices import notices_to_sign
from congvu.dossiers.web.acting import acting_of, see
from congvu.dossiers.web.results import user_of
from congvu.signing.terms import Method

MOST_AT_ONCE = 100


@officer_page
@require_http_methods(["GET", "HEAD", "POST"])
def sign_many(request: HttpRequest) -> HttpResponse:
    """Show what waits; a POST approves the ticked papers after the password, one that fails stops no other."""
    waiting = to_sign(acting_of(request))
    ticked = request.POST.getlist("paper") or [one.value for one in waiting if "all" in request.GET]
    context: dict[str, object] = {"here": "sign", "waiting": waiting, "ticked": ticked}
    context["notices"] = notices_to_sign(acting_of(request))
    if request.method != "POST":
        return show(request, "dossiers/officer/sign_many.html", context)
    if not request.POST.getlist("paper"):
        return _again(request, context, "Hãy chọn ít nhất một văn bản.")
    try:
        confirm_identity(user=user_of(request), password=request.POST.get("password", ""), now=clock.now())
    except (WrongPassword, TooManyTries) as refusal:
        return _again(request, context, refusal.sentence)
    _approve(request, waiting, request.POST.getlist("paper")[:MOST_AT_ONCE])
    return see(request.path)


def _again(request: HttpRequest, context: dict[str, object], error: str) -> HttpResponse:
    return show(request, "dossiers/officer/sign_many.html", {**context, "error": error}, status=422)


def _approve(request: HttpRequest, waiting: list[ToSign], ticked: list[str]) -> None:
    officer, known = acting_of(request), {str(one.step.pk): one for one in waiting}
    approved = []
    for value in ticked:
        number, _, shown = value.partition(":")
        digest, *further = shown.split("+")
        one = known.get(number)
        if one is None:
            messages.error(request, "Một văn bản đã chọn không còn chờ bạn ký.")
            continue
        name = f"{one.step.dossier}, {one.result.document}"
        try:
            results.approve_result(
                step_id=one.step.pk,
                officer=officer,
                digest=digest,
                further=further,
                method=Method.PASSWORD,
                now=clock.now(),
            )
            approved.append(str(one.step.dossier))
        except Refusal as refusal:
            messages.error(request, f"{name}: {refusal.sentence}")
    if approved:
        count = "văn bản" if len(approved) == 1 else f"{len(approved)} văn bản"
        messages.success(request, f"Đã duyệt {count}, đang ký: {', '.join(approved)}.")
