"""Every error under /api/ is a problem document (RFC 9457), whoever says it: this door, Django or a refusal."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from congvu.api.refusals import UnknownToken, UnreadableBody
from congvu.base.problems import NOT_FOUND, TOO_LARGE, WRONG_METHOD
from congvu.base.refusals import Refusal, TooOften
from congvu.files.refusals import TooLarge

MEDIA_TYPE = "application/problem+json"
NOT_VALID = "Yêu cầu có tham số không đúng. Hãy sửa các mục trong “errors” rồi gửi lại."
LARGEST_BODY = 21 * 1024 * 1024  # one file of 20 MB and the words around it


def problem(status: int, code: str, title: str, *, errors: Sequence[str] = ()) -> HttpResponse:
    """Answer with a problem document."""
    document: dict[str, object] = {"type": "about:blank", "title": title, "status": status, "code": code}
    if errors:
        document["errors"] = list(errors)
    return JsonResponse(document, status=status, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False})


def teach(api: NinjaAPI) -> None:
    """Tell the library how each kind of error is said."""
    api.add_exception_handler(Refusal, _refusal)  # type: ignore[arg-type]  # a handler may know its own error
    api.add_exception_handler(ValidationError, _not_valid)  # type: ignore[arg-type]
    api.add_exception_handler(AuthenticationError, _unknown_token)  # type: ignore[arg-type]
    api.add_exception_handler(Http404, lambda request, _: problem(404, NOT_FOUND.code, NOT_FOUND.title))
    api.add_exception_handler(HttpError, _http_error)  # type: ignore[arg-type]
    for too_large in (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        api.add_exception_handler(too_large, lambda request, _: problem(413, TOO_LARGE.code, TOO_LARGE.title))


def _refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    errors: Any = refusal.details.get("errors", ())
    status = 413 if isinstance(refusal, TooLarge) else refusal.status
    answer = problem(status, refusal.code, refusal.sentence, errors=errors)
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    if isinstance(refusal, TooOften):
        answer.headers["Retry-After"] = str(refusal.wait_seconds)
    return answer


def _unknown_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return _refusal(request, UnknownToken())


def _not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = sorted({f"{_path(row['loc'])}:{row['type']}" for row in error.errors})
    return problem(422, "not_valid", NOT_VALID, errors=errors)


def _path(location: Sequence[object]) -> str:
    """Return the path of a parameter without where it stands (body, query)."""
    parts = [str(part) for part in location[1:]]
    return ".".join(parts[1:] if parts[:1] == ["request"] else parts) or str(location[0])


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error.__cause__, RequestDataTooBig):
        return problem(413, TOO_LARGE.code, TOO_LARGE.title)
    return problem(error.status_code, UnreadableBody.code, UnreadableBody.sentence)


def not_found(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answer for an address under /api/ with nothing behind it."""
    return problem(404, NOT_FOUND.code, "Không có gì ở địa chỉ này của giao diện lập trình.")


def guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a view of the library to callers without a session, and turn its plain errors into problem documents."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
            return problem(413, TOO_LARGE.code, TOO_LARGE.title)
        found = view(request, *args, **kwargs)
        if found.status_code == 405:
            allowed = found.headers["Allow"]
            found = problem(405, WRONG_METHOD.code, "Địa chỉ này không nhận phương thức đó.")
            found.headers["Allow"] = allowed
        return found

    answer.login_required = False  # type: ignore[attr-defined]  # tokens, not sessions
    answer.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie is looked at
    return answer
