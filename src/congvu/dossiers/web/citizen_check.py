"""The end of a draft: reading everything again, handing it in once, the receipt on the screen; or throwing it away.

Who may come in: the citizen or business whose dossier it is.
"""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from congvu.base import clock
from congvu.base.qr import qr_drawing
from congvu.base.statements import Question
from congvu.base.web import show, turn
from congvu.dossiers.actions import drafts, receive
from congvu.dossiers.models import Dossier, Step
from congvu.dossiers.queries.drafts import Standing, promise_of, standing_of
from congvu.dossiers.refusals import NotComplete, PaperNeeded, WrongPlace
from congvu.dossiers.rules.wizard import Kind
from congvu.dossiers.terms import Status, StepKind
from congvu.dossiers.web.forms_citizen import DeclareForm
from congvu.dossiers.web.own import own_dossier, own_draft, turn_with, user_of
from congvu.dossiers.web.wizard import around_kind
from congvu.procedures.queries import form_of
from congvu.procedures.rules.forms.answers import answers
from congvu.procedures.rules.wording_of_terms import fee_declared


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that has to be done before the dossier can be handed in, and where."""

    sentence: str
    address: str


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show everything once more; hand it in when all is there. A second click finds it handed in."""
    form = DeclareForm(request.POST) if request.method == "POST" else DeclareForm()
    if request.method == "POST" and form.is_valid():
        try:
            handed_in = receive.hand_in(key=key, submitter=user_of(request), now=clock.now())
        except Dossier.DoesNotExist as error:
            raise Http404 from error
        except (NotComplete, PaperNeeded, WrongPlace):
            pass  # the page names each gap and leads there
        else:
            return turn_with(request, handed_in, reverse("dossiers:sent", args=[key]))
    dossier = own_dossier(request, key)
    if dossier.status != Status.DRAFT:
        return turn(request, reverse("dossiers:sent", args=[key]))
    return _page(request, dossier, form)


def _page(request: HttpRequest, dossier: Dossier, form: DeclareForm) -> HttpResponse:
    standing = standing_of(dossier, on=clock.today())
    gaps = _gaps(dossier, standing)
    compiled = form_of(dossier.version)
    refused = request.method == "POST"
    context = {
        "dossier": dossier,
        "form": form,
        "gaps": gaps,
        "refused": refused and bool(gaps),
        "sections": answers(compiled, dossier.data, today=clock.today()),
        "change_url": f"/dossiers/{dossier.key}/change/",
        "people": _people(dossier),
        "papers": standing.papers,
        "promise": promise_of(dossier, now=clock.now()),
        "fee": fee_declared(dossier.version.catalogue, dossier.data, today=clock.today()),
        "declaration": compiled.declaration,
        **around_kind(dossier, Kind.CHECK),
    }
    return show(request, "dossiers/citizen/check.html", context, status=422 if refused else 200)


def _gaps(dossier: Dossier, standing: Standing) -> list[Gap]:
    titles = {step.key: step.title for step in standing.steps}
    gaps = [
        Gap(
            f"Trang “{titles[key]}” còn chỗ chưa đúng hoặc chưa đủ", reverse("dossiers:change", args=[dossier.key, key])
        )
        for key in standing.wrong_steps
    ]
    if not dossier.owner_name:
        gaps.append(Gap("Chưa ghi chủ hồ sơ và người nộp", reverse("dossiers:people", args=[dossier.key])))
    if standing.wrong_place:
        gaps.append(Gap(standing.wrong_place, reverse("dossiers:place", args=[dossier.key])))
    papers = reverse("dossiers:papers", args=[dossier.key])
    gaps += [Gap(f"Chưa có giấy tờ: {paper.name}", f"{papers}#paper-{paper.key}") for paper in standing.missing_papers]
    return gaps


def _people(dossier: Dossier) -> list[tuple[str, str]]:
    where = dossier.get_result_wanted_display()
    receiver = f"{where}; người nhận: {dossier.receiver_name}" if dossier.receiver_name else where
    rows = [
        ("Chủ hồ sơ", dossier.owner_name),
        ("Số giấy tờ của chủ hồ sơ", dossier.owner_id_number),
        ("Địa chỉ", dossier.owner_address),
        ("Số điện thoại", dossier.owner_phone),
        ("Thư điện tử", dossier.owner_email),
        ("Người nộp", dossier.submitter_name if dossier.owner_name else ""),
        ("Nhận kết quả", receiver),
    ]
    return [row for row in rows if row[1] or row[0] in ("Chủ hồ sơ", "Số điện thoại")]


_CHECKED_NOW = Question(
    lambda dossier: Step.objects.filter(dossier=dossier, kind=StepKind.CHECK, done_at=None), dossier=-1
)


@require_safe
def sent(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the receipt of a dossier that was handed in: its number, its secret, what comes next."""
    dossier = own_dossier(request, key)
    if dossier.status == Status.DRAFT:
        return redirect("dossiers:go_on", key=dossier.key)
    waiting = _CHECKED_NOW.first(dossier=dossier.pk)
    context = {
        "dossier": dossier,
        "email": dossier.owner_email or user_of(request).email,
        "check_by": waiting.due_at if waiting else None,
        "qr": tracking_code(dossier),
    }
    return show(request, "dossiers/citizen/sent.html", context)


def tracking_code(dossier: Dossier) -> str:
    """Return a QR code that opens the tracking page with the number filled in; the secret is never in it."""
    address = f"{settings.CONGVU_ADDRESS}{reverse('dossiers:track')}?code={dossier}"
    return qr_drawing(address, title=f"Mã QR mở trang tra cứu hồ sơ {dossier}")


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask, then throw the draft away."""
    dossier = own_draft(request, key)
    if request.method != "POST":
        return show(request, "dossiers/citizen/discard.html", {"dossier": dossier})
    drafts.discard_draft(dossier_id=dossier.pk, by=user_of(request).ref, now=clock.now())
    return turn(request, reverse("dossiers:list"))
