"""Every request leaves one line in the log and one measurement, both without personal data; a defect gets a number.

Deliberately absent: addresses with their parameters, names, cookies, forms. The route's name says what was asked for.
"""

import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Histogram

Next = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("congvu.web")
ANSWERS = Counter("congvu_answers_total", "Answers of the pages", ["route", "method", "status"])
SECONDS = Histogram(
    "congvu_answer_seconds", "Time to an answer", ["route"], buckets=(0.01, 0.03, 0.1, 0.2, 0.5, 1, 2, 5, 10)
)


class Trace:
    """Give each request a number, log how it ended and count it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began, number = time.monotonic(), uuid.uuid4().hex[:12]
        request.META["congvu.trace"] = number
        with structlog.contextvars.bound_contextvars(trace=number):
            response = self.get_response(request)
            took, route = time.monotonic() - began, route_of(request)
            method = request.method if request.method in ("GET", "HEAD", "POST", "PUT", "DELETE") else "other"
            ANSWERS.labels(route, method, str(response.status_code)).inc()
            SECONDS.labels(route).observe(took)
            say = log.error if response.status_code >= 500 else log.info
            say("web.answer", route=route, method=method, status=response.status_code, ms=round(took * 1000))
        response.headers["X-Trace"] = number
        return response


def route_of(request: HttpRequest) -> str:
    """Return the pattern of the address, never the address itself: it may hold a dossier's code or a search."""
    match = request.resolver_match
    return match.route if match and match.route else "none"


def trace_number(request: HttpRequest) -> str:
    """Return the number under which the log knows this request."""
    return str(request.META.get("congvu.trace", ""))
