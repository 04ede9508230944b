"""A page of a draft that another tab or machine saved meanwhile: both versions side by side, the person chooses."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from congvu.base.web import PAGE, show, wants_part
from congvu.dossiers.models import Dossier
from congvu.dossiers.refusals import ChangedMeanwhile
from congvu.dossiers.rules.revisions import is_stale, pages_changed, revision_of
from congvu.dossiers.web.own import own_draft
from congvu.procedures.queries import form_of
from congvu.procedures.rules.forms.answers import answers
from congvu.procedures.rules.forms.form import Form
from congvu.procedures.rules.forms.parts import Step

_OURS = frozenset({"csrfmiddlewaretoken", "tab", "keep", "refresh"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer that the two versions give differently."""

    label: str
    saved: str
    typed: str


def read_again(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Begin once more with what is kept now when somebody saved the draft between the reading and the writing.

    A page that kept itself while its own tab sent it is older than what was sent: nothing of it is kept. Another page
    of that tab is, for who leaves has all of them kept at once.
    """

    @wraps(view)
    def guarded(request: HttpRequest, key: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, key, *args, **kwargs)
        except ChangedMeanwhile:
            if request.POST.get("keep") and _was_sent_meanwhile(request, key, kwargs.get("step")):
                return HttpResponse(status=204)
            return view(request, key, *args, **kwargs)

    return guarded


def _was_sent_meanwhile(request: HttpRequest, key: UUID, step: str | None) -> bool:
    """Tell whether its own tab sent this very page of the form after it was shown."""
    dossier = own_draft(request, key)
    page = next((one for one in form_of(dossier.version).steps if one.key == step), None)
    if page is None or dossier.saved_from.get(page.key) != tab_of(request):
        return False
    return request.POST.get(_seen_name(page), "") != revision_of(page, dossier.data)


def marks(request: HttpRequest, dossier: Dossier, step: Step) -> dict[str, str]:
    """Return what the page sends back with its answers: the version shown, and the tab it is shown in."""
    seen = {"seen": revision_of(step, dossier.data), "seen_name": _seen_name(step)}
    return {**seen, "tab": tab_of(request) or secrets.token_hex(8)}


def _seen_name(step: Step) -> str:
    return f"seen.{step.key}"  # several pages may be sent together


def tab_of(request: HttpRequest) -> str:
    """Return the tab that sent the page, an empty text where it does not say."""
    return request.POST.get("tab", "")[:16]


def was_saved_elsewhere(request: HttpRequest, dossier: Dossier, step: Step) -> bool:
    """Tell whether the page that was sent is older than what is kept."""
    seen, now = request.POST.get(_seen_name(step), ""), revision_of(step, dossier.data)
    return is_stale(seen=seen, now=now, from_tab=tab_of(request), saved_from=dossier.saved_from.get(step.key, ""))


def saved_from(request: HttpRequest, dossier: Dossier, data: Mapping[str, object]) -> dict[str, str]:
    """Return which tab saved each page last, once this one saves the data; pages that stay as they are keep theirs."""
    changed = pages_changed(form_of(dossier.version).steps, dossier.data, data)
    return dossier.saved_from | dict.fromkeys(changed, tab_of(request))


def choose(
    request: HttpRequest,
    dossier: Dossier,
    *,
    form: Form,
    step: Step,
    typed: Mapping[str, object],
    today: date,
) -> HttpResponse:
    """Show what differs and let the person choose; nothing is saved. One that only wants to be kept is told so."""
    if request.POST.get("keep"):
        seen = {"seen": request.POST.get(_seen_name(step), ""), "seen_name": _seen_name(step)}
        return render(request, "dossiers/citizen/_not_saved.html", seen, status=409)
    ours = _OURS | {_seen_name(step)}
    context: dict[str, Any] = {
        "dossier": dossier,
        "title": step.title,
        "differences": _differences(form, step, dossier.data, typed, today=today),
        "sent": [(name, value) for name, values in request.POST.lists() if name not in ours for value in values],
        **marks(request, dossier, step),
    }
    response = show(request, "dossiers/citizen/stale.html", context, status=409)
    if wants_part(request):
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = f"#{PAGE}", "innerHTML"
    return response


def _differences(
    form: Form, step: Step, saved: Mapping[str, object], typed: Mapping[str, object], *, today: date
) -> list[Difference]:
    here, there = (_said(form, step, data, today=today) for data in (saved, typed))
    return [
        Difference((here.get(path) or there[path])[0], here.get(path, ("", ""))[1], there.get(path, ("", ""))[1])
        for path in dict.fromkeys([*here, *there])
        if here.get(path, ("", ""))[1] != there.get(path, ("", ""))[1]
    ]


def _said(form: Form, step: Step, data: Mapping[str, object], *, today: date) -> dict[str, tuple[str, str]]:
    """Return label and words of the answers of the page by path."""
    rows = next((part.rows for part in answers(form, data, today=today) if part.step == step.key), ())
    return {row.path: (f"{row.label} ({row.of})" if row.of else row.label, row.value) for row in rows}
