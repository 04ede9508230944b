"""Handing stored bytes to a browser: never sniffed, never run, under their Vietnamese name.

Who may have them is decided by the view of the app that owns the subject; it loads the file and calls `download`
or `preview`.
"""

from typing import BinaryIO, Protocol
from urllib.parse import quote

from django.http import HttpResponse

from congvu.base.text import fold

_SHOWN = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp", "text/plain"})
_LOCKED = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; sandbox"
# Browsers' own PDF viewers do not start in a sandbox; a PDF gets no right to load or run anything instead.
_LOCKED_PDF = "default-src 'none'; object-src 'self'; frame-ancestors 'self'"


class Servable(Protocol):
    """What can be handed out: a stored file, or anything that looks like one."""

    name: str
    media_type: str

    def open(self) -> BinaryIO:
        """Open the bytes for reading."""
        ...


def download(file: Servable) -> HttpResponse:
    """Answer with the bytes as a download."""
    return _answer(file, disposition="attachment")


def preview(file: Servable) -> HttpResponse:
    """Answer with the bytes to be shown in the page where that is safe, else as a download."""
    return _answer(file, disposition="inline" if file.media_type in _SHOWN else "attachment")


def _answer(file: Servable, *, disposition: str) -> HttpResponse:
    with file.open() as content:
        response = HttpResponse(content.read(), content_type=file.media_type)
    response.headers["Content-Disposition"] = f"{disposition}; {filename_parameters(file.name)}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    shown_pdf = disposition == "inline" and file.media_type == "application/pdf"
    response.headers["Content-Security-Policy"] = _LOCKED_PDF if shown_pdf else _LOCKED
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def filename_parameters(name: str) -> str:
    """Return the name for a Content-Disposition header: without marks for old programs, whole by RFC 5987."""
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\;%' else "_" for c in _without_marks(name))
    return f"filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _without_marks(name: str) -> str:
    """Return the name in ASCII letters of the same case."""
    return "".join(fold(c).upper() if c.isupper() else fold(c) for c in name)
