"""The public check (/check/): anybody hands in a PDF or types the code of a paper. Files are read and forgotten."""

import hashlib
import threading

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from congvu.base import clock
from congvu.base.pace import count_call
from congvu.base.web import public, show
from congvu.signing import queries
from congvu.signing.refusals import CheckBusy, FileTooBig
from congvu.signing.rules.codes import typed_code
from congvu.signing.rules.findings import findings, headline, story

LIMIT_BYTES = 20 * 1024 * 1024
CHECKS_PER_MINUTE = 20
WAIT_SECONDS = 5
CHECK_SECONDS = 30  # by then every check of now has ended
# Each check is a process of its own; more at once would starve the pages.
_places = threading.BoundedSemaphore(2)


@public
@csrf_exempt  # changes nothing and belongs to nobody; so no upload is read before its size is known
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Show the two ways to check; answer a file with its verdict, a code with what the register says."""
    if request.method == "POST":
        return _answer_file(request)
    typed = request.GET.get("code", "").strip()[:40]
    if not typed:
        return show(request, "signing/check.html")
    _count(request)
    code = typed_code(typed)
    entry = queries.entry_by_code(code) if code else None
    context = {"typed": typed, "entry": entry, "code_error": "" if entry else _no_entry(code)}
    return show(request, "signing/check.html", context, status=200 if entry else 404 if code else 422)


def _answer_file(request: HttpRequest) -> HttpResponse:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LIMIT_BYTES + 64 * 1024:
        raise FileTooBig
    _count(request)
    upload = request.FILES.get("file")
    if upload is None or not upload.size:
        context: dict[str, object] = {"file_error": "Hãy chọn một tệp PDF.", "typed": request.POST.get("code", "")[:40]}
        return show(request, "signing/check.html", context, status=422)
    if upload.size > LIMIT_BYTES:
        raise FileTooBig
    content = upload.read()
    if not _places.acquire(timeout=WAIT_SECONDS):
        raise CheckBusy(wait_seconds=CHECK_SECONDS)
    try:
        verdict = queries.judged_here(content, roots=queries.trusted_roots(), now=clock.now())
    finally:
        _places.release()
    known = queries.known_signers(verdict)
    digest = hashlib.sha256(content).hexdigest()
    entry = queries.entry_by_sha256(digest)
    context = {
        "file_name": upload.name,
        "verdict": verdict,
        "headline": headline(verdict),
        "story": story(verdict, known=known),
        "findings": findings(verdict, known=known, entry=entry),
        "digest": digest,
        **_compared(typed_code(request.POST.get("code", "")), digest),
    }
    return show(request, "signing/check.html", context)


def _compared(code: str, digest: str) -> dict[str, object]:
    """Tell whether the file is the one that the typed code stands for."""
    entry = queries.entry_by_code(code) if code else None
    same = entry is not None and entry.sha256 == digest
    return {"entry": entry, "typed": code, "same": same, "compared": entry is not None}


def _no_entry(code: str) -> str:
    if not code:
        return "Mã gồm 8 chữ và số rồi đến 2 số của năm, ví dụ 7K4M-9QXR-20."
    return "Không có văn bản nào mang mã này. Hãy xem lại từng chữ trên bản in."


def _count(request: HttpRequest) -> None:
    """Let one address check so many times a minute. Raises CheckBusy."""
    wait = count_call(f"check:{request.META.get('REMOTE_ADDR', '')}", most=CHECKS_PER_MINUTE, now=clock.now())
    if wait:
        raise CheckBusy(wait_seconds=wait)
