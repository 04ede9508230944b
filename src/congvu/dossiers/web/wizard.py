"""Addresses of the pages of a draft, and what each page says about its place on the road."""

from typing import Any

from django.urls import reverse

from congvu.base import clock
from congvu.dossiers.models import Dossier
from congvu.dossiers.queries.drafts import shown_steps
from congvu.dossiers.rules.wizard import Kind, Page, place_of, road


def pages_of(dossier: Dossier) -> list[Page]:
    """Return the pages of the draft as its answers make them today."""
    return road(shown_steps(dossier, on=clock.today()))


def around(dossier: Dossier, page: Page, *, then: str = "") -> dict[str, Any]:
    """Return where the page stands on the road, and the address to go back to."""
    place = place_of(page, pages_of(dossier))
    before = address_of(dossier, place.before) if place.before else reverse("dossiers:list")
    return {"place": place, "back": reverse("dossiers:check", args=[dossier.key]) if then else before}


def around_kind(dossier: Dossier, kind: Kind) -> dict[str, Any]:
    """Return the same for one of the pages that follow the form."""
    return around(dossier, next(page for page in pages_of(dossier) if page.kind == kind))


def address_of(dossier: Dossier, page: Page) -> str:
    """Return the address of one page of the road."""
    if page.kind == Kind.FORM:
        return reverse("dossiers:form", args=[dossier.key, page.step])
    return reverse(f"dossiers:{page.kind}", args=[dossier.key])
