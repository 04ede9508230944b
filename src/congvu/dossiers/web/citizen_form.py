"""The wizard of an online dossier: where to hand in, then the form page by page, then the people.

Who may come in: the citizen or business whose draft it is.
"""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from congvu.accounts.queries import prefill_sources
from congvu.accounts.terms import UserKind
from congvu.base import clock
from congvu.base.web import show, turn
from congvu.dossiers.actions import drafts
from congvu.dossiers.models import Dossier
from congvu.dossiers.queries.drafts import shown_steps, standing_of
from congvu.dossiers.queries.people import home_committee
from congvu.dossiers.queries.plans import places_for
from congvu.dossiers.queries.visible import own_dossiers
from congvu.dossiers.refusals import NotFromOffice, NowhereReceived
from congvu.dossiers.rules.wizard import Kind
from congvu.dossiers.web import citizen_stale as stale
from congvu.dossiers.web.form_page import form_page, people_page
from congvu.dossiers.web.forms_citizen import PeopleForm, PlaceForm
from congvu.dossiers.web.own import own_draft, posted, turn_with, user_of
from congvu.dossiers.web.taking import take_pages
from congvu.dossiers.web.wizard import address_of, pages_of
from congvu.procedures.queries import form_of, published
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
    form = PlaceForm(posted(request), committees=committees)
    if request.method != "POST" or not form.is_valid():
        home = home_committee(user, committees, on=today)
        form.initial = {"committee": home.key if home else ""}
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
    dossier = own_draft(request, key)
    page = _step(shown_steps(dossier, on=clock.today()), step)
    if request.method != "POST":
        return form_page(request, dossier, page, then)
    first = take_pages(request, dossier, [*_came_along(request, dossier, before=page), page], then)
    return first or turn_with(request, dossier, _after(dossier, page, then))


def _came_along(request: HttpRequest, dossier: Dossier, *, before: Step | None = None) -> list[Step]:
    """Return the pages that a script sends with a later one; one that only keeps or refreshes itself is alone."""
    if request.POST.get("keep") or request.POST.get("refresh"):
        return []
    sent, steps = set(request.POST.getlist("page")), shown_steps(dossier, on=clock.today())
    return [one for one in (steps[: steps.index(before)] if before else steps) if one.key in sent]


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
    """Keep owner, submitter and receiver apart, after the last pages of the form where a script sends them along."""
    dossier = own_draft(request, key)
    if request.method != "POST":
        return _people(request, dossier)
    along, form = _came_along(request, dossier), PeopleForm(request.POST)
    first = take_pages(request, dossier, along) if along else None
    if form.is_valid():
        drafts.set_people(
            dossier,
            owner=form.owner(),
            submitter=form.submitter(),
            receiver_name=form.cleaned_data["receiver_name"],
            result_wanted=form.cleaned_data["result_wanted"],
            by=user_of(request).ref,
            now=clock.now(),
        )
    if first is not None or not form.is_valid():
        return first or _people(request, dossier, form)
    return turn_with(request, dossier, reverse("dossiers:papers", args=[dossier.key]))


def _people(request: HttpRequest, dossier: Dossier, form: PeopleForm | None = None) -> HttpResponse:
    context = {"dossier": dossier, "people": people_page(request, dossier, form)}
    return show(request, "dossiers/citizen/people.html", context, status=422 if form else 200)


def go_on(request: HttpRequest, key: UUID) -> HttpResponse:
    """Lead to the first page of the draft that still needs something."""
    dossier = own_draft(request, key)
    return redirect(address_of(dossier, standing_of(dossier, on=clock.today()).go_on))
