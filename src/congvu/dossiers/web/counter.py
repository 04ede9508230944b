"""The counter (quầy tiếp nhận): the desk's day, beginning an intake, the one page on which it is taken in.

Who may come in: whoever works at a one-stop desk; only receiving officers take dossiers in.
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congvu.base import clock
from congvu.base.refusals import NotYours, Refusal
from congvu.base.web import officer_page, show
from congvu.dossiers.actions import counter as actions
from congvu.dossiers.actions.drafts import begin_at_counter
from congvu.dossiers.models import Dossier
from congvu.dossiers.queries import desk
from congvu.dossiers.refusals import NotYourDesk
from congvu.dossiers.rules.desk import DESK_ROLES, RECEIVING, is_on_the_table
from congvu.dossiers.web import counter_scans as scans
from congvu.dossiers.web.acting import acting_of, see
from congvu.dossiers.web.counter_page import IntakePage, page_of, pick, posted_page
from congvu.org.queries import agency
from congvu.procedures import queries as procedures

MOST_SHOWN = 50


@require_safe
@officer_page
def home(request: HttpRequest) -> HttpResponse:
    """Show the desk: what to take in, what is unfinished, what came in today, what waits to be given out or paid."""
    officer, today = acting_of(request), clock.today()
    if not officer.roles & DESK_ROLES:
        raise NotYourDesk("Trang này dành cho cán bộ Bộ phận Một cửa.")
    cards = desk.cards_received(officer, on=today)
    words = request.GET.get("q", "").strip()[:200]
    found = procedures.find(words, on_shelf=desk.shelf_of(today)) if words else None
    context = {
        "q": words,
        "receives": RECEIVING in officer.roles,
        "found": _offered(found, words, cards) if found else None,
        "elsewhere": _elsewhere(found, cards) if found else [],
        "groups": desk.groups_of(cards, officer=officer),
        "drafts": desk.drafts_of_desk(officer, on=today)[:MOST_SHOWN],
        "sent_home": desk.sent_home_by(officer, on=today)[:MOST_SHOWN],
        "today": desk.received_on(officer, on=today)[:MOST_SHOWN],
        "returns": desk.returns_of(officer).count(),
        "unpaid": desk.unpaid_of(officer, on=today).count(),
        "here": "counter",
    }
    return show(request, "dossiers/counter/home.html", context)


def _offered(found: procedures.Found, words: str, cards: dict[str, procedures.Card]) -> list[procedures.Card]:
    """Return the procedures of this desk that fit the words, or the one whose code was typed."""
    if words in cards:
        return [cards[words]]
    return [card for card in (*found.sure, *found.alike) if card.code in cards]


def _elsewhere(found: procedures.Found, cards: dict[str, procedures.Card]) -> list[str]:
    """Return the names of procedures that fit the words but are not received here."""
    return [card.name for card in found.sure if card.code not in cards][:3]


@require_POST
@officer_page
def begin(request: HttpRequest) -> HttpResponse:
    """Begin an intake of one of the procedures that this desk receives."""
    officer, now = acting_of(request), clock.now()
    today = clock.local(now).date()
    code = request.POST.get("code", "")
    if RECEIVING not in officer.roles:
        raise NotYourDesk
    if code not in desk.cards_received(officer, on=today):
        raise Http404(code)
    version = procedures.published(code, today)
    committee = agency(officer.committee_key)
    dossier = begin_at_counter(version=version, committee=committee, officer=officer, now=now)
    return see(reverse("dossiers:counter_intake", args=[dossier.key]))


@require_http_methods(["GET", "HEAD", "POST"])
@officer_page
def intake(request: HttpRequest, key: str) -> HttpResponse:
    """Show one intake, or do with it what was pressed: find, pick, change rows, keep, accept."""
    officer, now = acting_of(request), clock.now()
    dossier = get_object_or_404(desk.intakes_of(officer, on=clock.local(now).date()), key=key)
    if not is_on_the_table(status=dossier.status, channel=dossier.channel):
        return see(reverse("dossiers:counter_receipt" if dossier.code else "dossiers:counter_slip", args=[dossier.key]))
    if request.method != "POST":
        page = page_of(dossier, officer=officer, now=now)
        scans.show_dropped(page, request.GET.get("dropped", ""))
        return _page(request, page)
    page = posted_page(request, dossier, officer=officer, now=now)
    try:
        return _pressed(request, page)
    except NotYours:
        raise
    except Refusal as refusal:
        page.errors = [("intake", refusal.sentence)]
        return _page(request, page, status=refusal.status)


def _pressed(request: HttpRequest, page: IntakePage) -> HttpResponse:
    post = request.POST
    if post.get("refresh") and page.asks_the_same(post):
        return HttpResponse(status=204)  # nothing to swap: what is being typed meanwhile stays
    if post.get("refresh"):
        return _page(request, page)
    if post.get("add") or post.get("remove"):
        _keep_scans(request, page)
        return _page(request, page)
    if post.get("pick"):
        if not pick(page, post["pick"]):
            page.errors = [("who", "Danh sách tìm người đã cũ. Hãy tìm lại.")]
            return _page(request, page, status=422)
        return _keep(request, page)
    if post.get("accept"):
        return _accept(request, page)
    if post.get("ask") or post.get("refuse"):
        _save(request, page)
        return see(
            reverse("dossiers:counter_ask" if post.get("ask") else "dossiers:counter_refuse", args=[page.dossier.key])
        )
    if post.get("drop") or post.get("put_back"):
        _save(request, page)
        return scans.drop(page, post["drop"]) if post.get("drop") else scans.put_back(request, page, post["put_back"])
    if post.get("find") or post.get("who", "").strip():
        return _find(request, page)
    return _keep(request, page)


def _keep_scans(request: HttpRequest, page: IntakePage) -> None:
    """Keep the intake when scans came with it: a page that is shown again cannot hold them as chosen."""
    if any(request.FILES.values()):
        page.was_kept(_save(request, page))


def _find(request: HttpRequest, page: IntakePage) -> HttpResponse:
    _keep_scans(request, page)
    page.matches = actions.find_people(
        dossier_id=page.dossier.pk, text=request.POST.get("who", "")[:100], officer=page.officer, now=page.now
    )
    return _page(request, page)


def _save(request: HttpRequest, page: IntakePage) -> Dossier:
    return actions.keep_intake(
        dossier_id=page.dossier.pk, intake=page.intake(request), officer=page.officer, now=page.now
    )


def _keep(request: HttpRequest, page: IntakePage) -> HttpResponse:
    _save(request, page)
    if not page.picked:
        messages.success(request, "Đã lưu nháp.")
    return see(reverse("dossiers:counter_intake", args=[page.dossier.key]))


def _accept(request: HttpRequest, page: IntakePage) -> HttpResponse:
    page.look_for_errors(request)
    if page.is_wrong:
        page.was_kept(_save(request, page))
        return _page(request, page, status=422)
    accept = actions.accept_and_pass_on if request.POST.get("pass_on") == "on" else actions.accept_intake
    dossier = accept(
        dossier_id=page.dossier.pk,
        intake=page.intake(request),
        fees=page.fee_notes(),
        officer=page.officer,
        now=page.now,
    )
    return see(reverse("dossiers:counter_receipt", args=[dossier.key]))


@require_POST
@officer_page
def discard(request: HttpRequest, key: str) -> HttpResponse:
    """Throw an unfinished intake away."""
    officer, now = acting_of(request), clock.now()
    dossier: Dossier = get_object_or_404(desk.drafts_of_desk(officer, on=clock.local(now).date()), key=key)
    actions.discard_intake(dossier_id=dossier.pk, officer=officer, now=now)
    messages.success(request, "Đã xóa bản nháp.")
    return see(reverse("dossiers:counter"))


def _page(request: HttpRequest, page: IntakePage, *, status: int = 200) -> HttpResponse:
    context = {**page.context(), "who": request.POST.get("who", ""), "post": request.POST}
    return show(request, "dossiers/counter/intake.html", context, status=status)
