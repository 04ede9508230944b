"""The wizard of an online dossier: where to hand in, then the form page by page, then the people.

Who may come in: the citizen or business whose draft it is.
"""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_http_methods

from congvu.accounts.queries import prefill_sources
from congvu.accounts.terms import UserKind
from congvu.base import clock
from congvu.base.web import show, turn
from congvu.dossiers.actions import drafts
from congvu.dossiers.models import Dossier
from congvu.dossiers.queries.drafts import shown_steps, standing_of, suggested_places
from congvu.dossiers.queries.people import home_committee, known_people
from congvu.dossiers.queries.plans import places_for
from congvu.dossiers.queries.visible import own_dossiers
from congvu.dossiers.refusals import NotFromOffice, NowhereReceived
from congvu.dossiers.rules.wizard import Kind
from congvu.dossiers.web import citizen_stale as stale
from congvu.dossiers.web.forms_citizen import PeopleForm, PlaceForm
from congvu.dossiers.web.own import own_draft, posted, turn_with, user_of
from congvu.dossiers.web.wizard import address_of, around, around_kind, pages_of
from congvu.procedures.queries import form_of, published
from congvu.procedures.rules.fields.answering import answer_step
from congvu.procedures.rules.fields.showing import step_view
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
    """Show or take one page of the form; what was typed is kept, right or wrong. `then` "check": go back there."""
    dossier, today = own_draft(request, key), clock.today()
    form = form_of(dossier.version)
    page = _step(shown_steps(dossier, on=today), step)
    # Any: stands for the mapping that it makes once a page is shown; most posts show none
    places: Any = SimpleLazyObject(lambda: suggested_places(dossier.committee, on=today))
    if request.method != "POST":
        view = step_view(form, page, dossier.data, today=today, places=places, regime=dossier.regime)
        context = _step_page(dossier, page, then) | {"step": view, **stale.marks(request, dossier, page)}
        return show(request, "dossiers/citizen/step.html", context)
    post = _keeping(request.POST)
    answer = answer_step(form, page, dossier.data, post, today=today, regime=dossier.regime, places=places)
    if stale.was_saved_elsewhere(request, dossier, page):
        return stale.choose(request, dossier, form=form, step=page, typed=answer.data, today=today)
    dossier = drafts.save_answers(dossier, data=answer.data, now=clock.now(), saved_from=stale.tab_of(request))
    marks = stale.marks(request, dossier, page)
    if request.POST.get("keep"):
        return render(request, "dossiers/citizen/_saved.html", {"dossier": dossier, **marks})
    if answer.view is not None:
        context = _step_page(dossier, page, then) | {"step": answer.view, **marks}
        return show(request, "dossiers/citizen/step.html", context, status=422 if answer.has_errors else 200)
    return turn_with(request, dossier, _after(dossier, page, then))


def _keeping(post: QueryDict) -> QueryDict:
    """Return the posted page; one that only wants to be kept is read without being judged."""
    if not post.get("keep"):
        return post
    kept = post.copy()
    kept["refresh"] = "1"
    return kept


def _step(steps: list[Step], key: str) -> Step:
    found = next((step for step in steps if step.key == key), None)
    if found is None:
        raise Http404
    return found


def _step_page(dossier: Dossier, step: Step, then: str) -> dict[str, Any]:
    pages = pages_of(dossier)
    page = next((page for page in pages if page.step == step.key), pages[0])
    return {"dossier": dossier, **around(dossier, page, then=then)}


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
