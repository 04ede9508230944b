"""What happens around every request: refusals become pages, reads cannot write, browsers learn what they may load."""

import re
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.db import DataError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render

from congvu.base import problems
from congvu.base.refusals import Refusal, TooOften
from congvu.base.web import wants_part

Next = Callable[[HttpRequest], HttpResponse]


class ClientAddress:
    """Take the caller's address from the server in front, when that server runs on this machine (real service).

    Only the last entry of X-Forwarded-For counts: that server wrote it; whatever stands before came from outside.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if told and request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1"):
            request.META["REMOTE_ADDR"] = told
        return self.get_response(request)


class Refusals:
    """Show an expected no as a page (or its part, or JSON under /api/) with its status; give words to a bare 405.

    Null characters, which the database cannot keep and nobody types, are one such no.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        page = problems.answer(request, problems.WRONG_METHOD)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, DataError) and "NUL" in str(error):
            return problems.answer(request, problems.UNREADABLE)
        if not isinstance(error, Refusal):
            return None
        answer = _refused(request, error)
        if isinstance(error, TooOften):
            answer.headers["Retry-After"] = str(error.wait_seconds)
        return answer


def _refused(request: HttpRequest, error: Refusal) -> HttpResponse:
    if request.path.startswith("/api/"):
        problem = {"type": "about:blank", "title": error.sentence, "status": error.status, "code": error.code}
        return JsonResponse(problem, status=error.status, content_type="application/problem+json")
    template = "base/_refusal.html" if wants_part(request) else "base/refusal.html"
    return render(request, template, {"refusal": error}, status=error.status)


class SizeOfRequests:
    """Refuse a request that says it is larger than the house reads, before anything of it is read."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if said.isdecimal() and int(said[:18]) <= settings.CONGVU_REQUEST_MEGABYTES * 1024 * 1024:
            return self.get_response(request)
        return problems.answer(request, problems.TOO_LARGE if said.isdecimal() else problems.UNREADABLE)


class WriteInRead(AssertionError):
    """A page that only reads tried to change the database: a defect."""


# Tables that sign-in, sessions and wrong secrets keep while a page is read, and the access line for protected data.
_SELF_KEPT = (
    '"accounts_session"',
    '"axes_',
    '"usersessions_',
    '"account_',
    '"mfa_',
    '"accounts_user"',
    '"api_apitoken"',
    '"dossiers_trackingtry"',
)
_WRITES = re.compile(r"\b(INSERT INTO|UPDATE|DELETE FROM)\s", re.IGNORECASE)
_ACCESS_LINE = "WITH head AS (\n  INSERT INTO audit_head "


def _only_reads(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    verb = sql.lstrip().split(" ", 1)[0].upper()
    allowed = any(table in sql for table in _SELF_KEPT) or sql.lstrip().startswith(_ACCESS_LINE)
    if verb in ("INSERT", "UPDATE", "DELETE", "WITH") and not allowed and _WRITES.search(sql):
        raise WriteInRead(f"{verb} during a read")
    return execute(sql, params, many, context)


class ReadOnlyReads:
    """Let GET and HEAD only read; `/accounts/`, the tables that sessions keep and access lines are the exceptions."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        free = request.method not in ("GET", "HEAD") or request.path.startswith("/accounts/")
        with nullcontext() if free else connection.execute_wrapper(_only_reads):
            return self.get_response(request)


class ContentSecurityPolicy:
    """Tell the browser to load and run only what comes from here; events come from the next port of the same host."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        events = ""
        if settings.CONGVU_EVENTS_PORT:
            events = f" {request.scheme}://{request.get_host().rsplit(':', 1)[0]}:{settings.CONGVU_EVENTS_PORT}"
        response.headers.setdefault(
            "Content-Security-Policy",
            "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
            f"frame-ancestors 'self'; connect-src 'self'{events}",
        )
        return response
