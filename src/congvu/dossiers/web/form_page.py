"""One page of the form on the screen, with those behind it that may be shown before it is answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from congvu.base import clock
from congvu.base.web import show, turns_page, wants_part
from congvu.dossiers.models import Dossier
from congvu.dossiers.queries.drafts import shown_steps, suggested_places
from congvu.dossiers.queries.people import known_people
from congvu.dossiers.rules.wizard import Kind, Place
from congvu.dossiers.web import citizen_stale as stale
from congvu.dossiers.web.forms_citizen import PeopleForm
from congvu.dossiers.web.own import user_of
from congvu.dossiers.web.wizard import around, around_kind, pages_of
from congvu.procedures.queries import form_of
from congvu.procedures.rules.fields.answering import StepAnswer
from congvu.procedures.rules.fields.showing import StepView, step_view
from congvu.procedures.rules.forms.bundles import bundle_from
from congvu.procedures.rules.forms.parts import Step


@dataclass(frozen=True, slots=True)
class FormPage:
    """One page as its template shows it: where it is sent, its place on the road, which version of it is shown."""

    step: StepView
    address: str
    place: Place
    back: str
    seen: str
    seen_name: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The page of owner, submitter and receiver, which follows those of the form."""

    form: PeopleForm
    address: str
    place: Place
    back: str


def form_page(
    request: HttpRequest, dossier: Dossier, step: Step, then: str, *, answer: StepAnswer | None = None
) -> HttpResponse:
    """Show a page: as it is kept, or after what was answered, when something is wrong or more is asked.

    Those behind it that look at no answer before them come along, as does the page of people after the last one.
    """
    places = places_of(dossier, on=clock.today())
    pages = [_page(request, dossier, step, then, view=answer.view if answer else None, places=places)]
    people = None
    if not then and not wants_part(request):
        steps = form_of(dossier.version).steps
        bundle = bundle_from(step, steps, shown=shown_steps(dossier, on=clock.today()))
        pages += [_page(request, dossier, one, then) for one in bundle.pages[1:]]  # names of the first serve them too
        people = people_page(request, dossier) if bundle.ends_the_form else None
    wrong = bool(answer and answer.has_errors)
    tab = stale.marks(request, dossier, step)["tab"]
    context = {"dossier": dossier, "pages": pages, "people": people, "has_errors": wrong, "tab": tab}
    response = show(request, "dossiers/citizen/step.html", context, status=422 if wrong else 200)
    if turns_page(request) and request.path != pages[0].address:  # it was sent with pages behind it
        response.headers["HX-Push-Url"] = pages[0].address
    return response


def people_page(request: HttpRequest, dossier: Dossier, form: PeopleForm | None = None) -> PeoplePage:
    """Return the page of people: judged, or filled with what is known of the account and what was typed meanwhile."""
    if form is None:
        typed = {name: request.POST[name] for name in PeopleForm.base_fields if name in request.POST}
        form = PeopleForm(initial=known_people(dossier, user_of(request), on=clock.today()) | typed)
    road = around_kind(dossier, Kind.PEOPLE)
    return PeoplePage(form, reverse("dossiers:people", args=[dossier.key]), road["place"], road["back"])


def _page(
    request: HttpRequest,
    dossier: Dossier,
    step: Step,
    then: str,
    *,
    view: StepView | None = None,
    places: Mapping[str, Sequence[str]] | None = None,
) -> FormPage:
    if view is None:
        form, today = form_of(dossier.version), clock.today()
        view = step_view(form, step, dossier.data, today=today, places=places, regime=dossier.regime)
    pages = pages_of(dossier)
    road = around(dossier, next(page for page in pages if page.step == step.key), then=then)
    marks = stale.marks(request, dossier, step)
    name = "dossiers:change" if then else "dossiers:form"
    return FormPage(
        step=view,
        address=reverse(name, args=[dossier.key, step.key]),
        place=road["place"],
        back=road["back"],
        seen=marks["seen"],
        seen_name=marks["seen_name"],
    )


def places_of(dossier: Dossier, *, on: date) -> Mapping[str, Sequence[str]]:
    """Return the names to suggest in addresses, looked up once a page shows them; most posts show none."""
    places: Any = SimpleLazyObject(lambda: suggested_places(dossier.committee, on=on))  # Any: stands for the mapping
    return places
