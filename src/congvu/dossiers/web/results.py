"""The officers' pages of a result: draft or refusal, approval by password, number and seal.

Who may come in: officers who may see the dossier; each page says who may act, and the actions decide.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from congvu.accounts.actions import confirm_identity
from congvu.accounts.models import User
from congvu.accounts.refusals import TooManyTries, WrongPassword
from congvu.accounts.rules import Acting
from congvu.base import clock
from congvu.base.refusals import Refusal
from congvu.base.web import officer_page, show
from congvu.dossiers.actions import results, steps
from congvu.dossiers.models import Dossier, Result
from congvu.dossiers.queries import desk_results as desk
from congvu.dossiers.queries.certified import further_copies, papers_shown, wrong_pages
from congvu.dossiers.terms import ResultKind
from congvu.dossiers.web.acting import acting_of, see
from congvu.dossiers.web.forms_results import DraftForm, RefusalForm, ReturnForm, initial_of
from congvu.dossiers.web.officer import opened
from congvu.files.actions import store_file
from congvu.signing.terms import Method


def user_of(request: HttpRequest) -> User:
    """Return the account; every page of officers needs a sign-in."""
    assert isinstance(request.user, User)
    return request.user


@officer_page
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, key: str) -> HttpResponse:
    """Show the open fields of the result, or the refusal; a POST drafts and shows the PDF."""
    dossier, officer = opened(request, key), acting_of(request)
    negative = request.POST.get("kind") == ResultKind.NEGATIVE
    forms = _forms(request, dossier, negative=negative)
    if request.method != "POST":
        return show(request, "dossiers/officer/draft.html", _draft_context(request, dossier, officer, forms))
    form = forms["refusal" if negative else "granted"]
    context = _draft_context(request, dossier, officer, forms) | {"tried": request.POST.get("kind")}
    if not form.is_valid():
        return show(request, "dossiers/officer/draft.html", context, status=422)
    now = clock.now()
    more: dict[str, Any] = {"values": {}, "reason": ""}
    try:
        if isinstance(form, DraftForm):
            sent = form.cleaned_data.get("copy")
            more["values"] = form.values()
            more["copy"] = store_file(content=sent, name=sent.name, by=officer.ref, now=now) if sent else None
            more["further"] = [
                store_file(content=one, name=one.name, by=officer.ref, now=now) if one else None
                for one in form.further()
            ]
        else:
            more |= form.cleaned_data
        kind = ResultKind.NEGATIVE if negative else ResultKind.GRANTED
        results.draft_result(dossier_id=dossier.pk, officer=officer, kind=kind, now=now, **more)
    except Refusal as refusal:
        return show(request, "dossiers/officer/draft.html", context | {"refusal": refusal}, status=refusal.status)
    messages.success(request, "Đã lập dự thảo. Hãy xem bản PDF trước khi chuyển bước.")
    return see(request.path)


def _forms(request: HttpRequest, dossier: Dossier, *, negative: bool) -> dict[str, DraftForm | RefusalForm]:
    post, kept = request.method == "POST", desk.draft_of(dossier)
    asked = desk.asked_of(dossier, on=clock.today())
    granted = DraftForm(
        *((request.POST, request.FILES) if post and not negative else ()),
        fields=asked.fields,
        needed=asked.needed,
        copy=asked.copy,
        names=asked.names,
        further=asked.further,
        today=clock.today(),
        initial=initial_of(kept.values) if kept else {},
        auto_id="kq-%s",
    )
    initial = {"reason": kept.reason, "legal_ground": kept.legal_ground} if kept else {}
    refusal = RefusalForm(request.POST if post and negative else None, initial=initial, auto_id="tc-%s")
    return {"granted": granted, "refusal": refusal}


def _draft_context(
    request: HttpRequest, dossier: Dossier, officer: Acting, forms: dict[str, DraftForm | RefusalForm]
) -> dict[str, Any]:
    kept = desk.draft_of(dossier)
    return {
        "here": "dossiers",
        "dossier": dossier,
        "result": kept,
        **_papers(request, dossier, kept, page="draft"),
        "lines": desk.lines_of(dossier, kept, on=clock.today()),
        "may_draft": desk.drafting_is_open(dossier, kept, officer=officer, on=clock.today()),
        "granted": forms["granted"],
        "refused": forms["refusal"],
    }


def _papers(request: HttpRequest, dossier: Dossier, result: Result | None, *, page: str) -> dict[str, Any]:
    """Return the papers of a certification, the one that `?paper` asks to see, and those with other pages."""
    further = further_copies(result)
    papers = papers_shown(dossier, result, further)
    wanted = [one for one in papers if str(one.number) == request.GET.get("paper")]
    return {
        "further": further,
        "shown_papers": papers,
        "papers_at": reverse(f"desk_dossiers:{page}", kwargs={"key": dossier.key}),
        "shown": next(iter(wanted or papers), None),
        "wrong_pages": wrong_pages(dossier, result, further),
    }


@officer_page
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is to be signed, its digest and how far it is; a POST with the password approves exactly that."""
    dossier, officer = opened(request, key), acting_of(request)
    context = _sign_context(request, dossier, officer)
    step = context["step"]
    if request.method != "POST":
        return show(request, "dossiers/officer/sign.html", context)
    if step is None:
        return show(request, "dossiers/officer/sign.html", context | {"late": True}, status=409)
    try:
        confirm_identity(user=user_of(request), password=request.POST.get("password", ""), now=clock.now())
    except (WrongPassword, TooManyTries) as refusal:
        return show(request, "dossiers/officer/sign.html", context | {"error": refusal.sentence}, status=422)
    try:
        results.approve_result(
            step_id=step.pk,
            officer=officer,
            digest=request.POST.get("digest", ""),
            further=request.POST.getlist("further"),
            method=Method.PASSWORD,
            now=clock.now(),
        )
    except Refusal as refusal:
        context = _sign_context(request, opened(request, key), officer) | {"refusal": refusal}
        return show(request, "dossiers/officer/sign.html", context, status=refusal.status)
    return see(request.path)


@officer_page
@require_http_methods(["POST"])
def give_back(request: HttpRequest, key: str) -> HttpResponse:
    """Give the draft back to the step before, with what is to be changed."""
    dossier, officer = opened(request, key), acting_of(request)
    context, form = _sign_context(request, dossier, officer), ReturnForm(request.POST, auto_id="tl-%s")
    context["back"] = form
    step = context["step"]
    if not form.is_valid() or step is None:
        return show(request, "dossiers/officer/sign.html", context, status=422 if step else 409)
    try:
        steps.send_back(step_id=step.pk, officer=officer, reason=form.cleaned_data["reason"], now=clock.now())
    except Refusal as refusal:
        return show(request, "dossiers/officer/sign.html", context | {"refusal": refusal}, status=refusal.status)
    messages.success(request, "Đã trả dự thảo lại để sửa.")
    return see(reverse("desk_dossiers:dossier", kwargs={"key": dossier.key}))


def _sign_context(request: HttpRequest, dossier: Dossier, officer: Acting) -> dict[str, Any]:
    result = desk.draft_of(dossier)
    return {
        "here": "sign",
        "dossier": dossier,
        "result": result,
        "document": result.document if result else None,
        **_papers(request, dossier, result, page="sign"),
        "step": desk.signing_step(dossier, officer=officer, on=clock.today()),
        "stage": desk.stage_of(result),
        "back": ReturnForm(auto_id="tl-%s"),
    }


@officer_page
@require_http_methods(["GET", "HEAD", "POST"])
def seal(request: HttpRequest, key: str) -> HttpResponse:
    """Show number and day that come next; a POST numbers, dates and seals the signed result."""
    dossier, officer = opened(request, key), acting_of(request)
    context = _seal_context(request, dossier, officer)
    step = context["step"]
    if request.method != "POST":
        return show(request, "dossiers/officer/seal.html", context)
    if step is None:
        return show(request, "dossiers/officer/seal.html", context | {"late": True}, status=409)
    try:
        results.seal_result(step_id=step.pk, officer=officer, now=clock.now())
    except Refusal as refusal:
        context = _seal_context(request, opened(request, key), officer) | {"refusal": refusal}
        return show(request, "dossiers/officer/seal.html", context, status=refusal.status)
    return see(request.path)


def _seal_context(request: HttpRequest, dossier: Dossier, officer: Acting) -> dict[str, Any]:
    result: Result | None = desk.draft_of(dossier)
    return {
        "here": "dossiers",
        "dossier": dossier,
        "result": result,
        "document": result.document if result else None,
        **_papers(request, dossier, result, page="seal"),
        "step": desk.sealing_step(dossier, officer=officer),
        "stage": desk.stage_of(result),
        "expected": desk.expected_number(dossier, result, on=clock.today()),
        "today": clock.today(),
    }
