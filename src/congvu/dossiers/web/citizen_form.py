"""The wizard of an online dossier: where to hand in, then the form page by page, then the people.

Who may come in: the citizen or business whose draft it is.
"""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from congvu.accounts.queries import prefill_sources
from congvu.accounts.terms import UserKind
from congvu.base import clock
from congvu.base.web import show, turn
from congvu.dossiers.actions import drafts
from congvu.dossiers.models import Dossier
from congvu.dossiers.queries.drafts import shown_steps, standing_of
from congvu.dossiers.queries.people import home_committee, known_people
from congvu.dossiers.queries.plans import places_for
from congvu.dossiers.queries.visible import own_dossiers
from congvu.dossiers.refusals import NotFromOffice, NowhereReceived
from congvu.dossiers.rules.wizard import Kind
from congvu.dossiers.web import citizen_stale as stale
from congvu.dossiers.web.form_page import form_page, places_of
from congvu.dossiers.web.forms_citizen import PeopleForm, PlaceForm
from congvu.dossiers.web.own import own_draft, posted, turn_with, user_of
from congvu.dossiers.web.wizard import address_of, around_kind, pages_of
from congvu.procedures.queries import form_of, published
from congvu.procedures.rules.fields.answering import answer_step
from congvu.procedures.rules.forms.parts import Step


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Choose who receives the dossier, and begin its draft with what is known."""
    user, today = user_of(request), clock.today()
    if user.kind == UserKind.OFFICER:
        raise NotFromOffice
    version = published(code, today)
    committees = places_for(version, on=today)
    if not committees:
        raise NowhereReceived
    home = home_committee(user, committees, on=today)
    form = PlaceForm(posted(request), committees=committees, initial={"committee": home.key if home else ""})
    if request.method != "POST" or not form.is_valid():
        earlier = own_dossiers(user).filter(status="draft", version__procedure__code=code).order_by("-changed_at")
        context = {"form": form, "version": version, "committees": committees, "earlier": earlier[:3]}
        return show(request, "dossiers/citizen/begin.html", context, status=422 if form.errors else 200)
    committee = next(one for one in committees if one.key == form.cleaned_data["committee"])
    data = form_of(version).prefill(prefill_sources(user, today), today=today)
    dossier = drafts.begin_draft(version=version, committee=committee, submitter=user, data=data, now=clock.now())
    return turn_with(request, dossier, address_of(dossier, pages_of(dossier)[0]))


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send the draft to another committee, as when what was declared belongs to the other tier."""
    dossier = own_draft(request, key)
    committees = places_for(dossier.version, on=clock.today())
    form = PlaceForm(request.POST or None, committees=committees, initial={"committee": dossier.committee.key})
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "dossier": dossier, "committees": committees}
        return show(request, "dossiers/citizen/place.html", context, status=422 if form.errors else 200)
    committee = next(one for one in committees if one.key == form.cleaned_data["committee"])
    drafts.choose_place(dossier_id=dossier.pk, committee=committee, by=user_of(request).ref, now=clock.now())
    return turn(request, reverse("dossiers:go_on", args=[dossier.key]))


@require_http_methods(["GET", "HEAD", "POST"])
@stale.read_again
def fill(request: HttpRequest, key: UUID, step: str, then: str = "") -> HttpResponse:
    """Show or take one page of the form; what was typed is kept, right or wrong. `then` "check": go back there.

    A script may send pages before it that came along with it (`page`): all are taken, the first wrong one is shown.
    """
    dossier, today = own_draft(request, key), clock.today()
    form = form_of(dossier.version)
    page = _step(shown_steps(dossier, on=today), step)
    if request.method != "POST":
        return form_page(request, dossier, page, then)
    data, wrong = dossier.data, None
    for one in _sent_together(request, dossier, page):
        post = _as_meant(request.POST, is_last=one is page)
        answer = answer_step(
            form, one, data, post, today=today, regime=dossier.regime, places=places_of(dossier, on=today)
        )
        if stale.was_saved_elsewhere(request, dossier, one):
            return stale.choose(request, dossier, form=form, step=one, typed=answer.data, today=today)
        data = answer.data
        if wrong is None and answer.view is not None and (one is page or not post.get("refresh")):
            wrong = one, answer
    dossier = drafts.save_answers(dossier, data=data, now=clock.now(), saved_from=stale.tab_of(request))
    if request.POST.get("keep"):
        context = {"dossier": dossier, **stale.marks(request, dossier, page)}
        return render(request, "dossiers/citizen/_saved.html", context)
    if wrong is None:
        return turn_with(request, dossier, _after(dossier, page, then))
    return form_page(request, dossier, wrong[0], then, answer=wrong[1], sent_from=page)


def _sent_together(request: HttpRequest, dossier: Dossier, page: Step) -> list[Step]:
    """Return the pages that were sent, that of the address last; one that only keeps or refreshes itself is alone."""
    if request.POST.get("keep") or request.POST.get("refresh"):
        return [page]
    sent = set(request.POST.getlist("page"))
    steps = shown_steps(dossier, on=clock.today())
    return [one for one in steps[: steps.index(page)] if one.key in sent] + [page]


def _as_meant(post: QueryDict, *, is_last: bool) -> QueryDict:
    """Return the posted page; one that only wants to be kept, or lies before one that changes, is not judged."""
    if not post.get("keep") and (is_last or not (post.get("add") or post.get("remove"))):
        return post
    kept = post.copy()
    for wish in ("add", "remove") if not is_last else ():
        kept.pop(wish, None)
    kept["refresh"] = "1"
    return kept


def _step(steps: list[Step], key: str) -> Step:
    found = next((step for step in steps if step.key == key), None)
    if found is None:
        raise Http404
    return found


def _after(dossier: Dossier, step: Step, then: str) -> str:
    """Return the address of the next page; answers may have brought pages up or taken them away."""
    if then == Kind.CHECK:
        return reverse("dossiers:check", args=[dossier.key])
    form = form_of(dossier.version)
    pages = pages_of(dossier)
    order = [one.key for one in form.steps]
    later = order[order.index(step.key) + 1 :]
    return address_of(dossier, next(page for page in pages if page.step in later or page.kind != Kind.FORM))


@require_http_methods(["GET", "HEAD", "POST"])
@stale.read_again
def people(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep owner, submitter and receiver apart; filled with what is known of the account."""
    dossier, user = own_draft(request, key), user_of(request)
    known = known_people(dossier, user, on=clock.today())
    form = PeopleForm(posted(request), initial=known)
    if request.method != "POST" or not form.is_valid():
        context = {"dossier": dossier, "form": form, **around_kind(dossier, Kind.PEOPLE)}
        return show(request, "dossiers/citizen/people.html", context, status=422 if form.errors else 200)
    drafts.set_people(
        dossier,
        owner=form.owner(),
        submitter=form.submitter(),
        receiver_name=form.cleaned_data["receiver_name"],
        result_wanted=form.cleaned_data["result_wanted"],
        by=user.ref,
        now=clock.now(),
    )
    return turn_with(request, dossier, reverse("dossiers:papers", args=[dossier.key]))


def go_on(request: HttpRequest, key: UUID) -> HttpResponse:
    """Lead to the first page of the draft that still needs something."""
    dossier = own_draft(request, key)
    return redirect(address_of(dossier, standing_of(dossier, on=clock.today()).go_on))
