"""Papers as PDF: a typst template, the data it prints and an instant give bytes that never differ.

Standard: ISO 19005-2 level A (PDF/A-2a): tagged, text extractable, fonts inside. Data goes in as JSON and is never
part of the source, so no name or note can be read as typst code. A broken template is a defect and raises TypstError.
"""

import json
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst

from congvu.base.formats import day, moment
from congvu.base.glyphs import font_folder, printable

# From 45 letters on a template may break a word anywhere (`paper.typ`); it may write a few right beside a word of ours.
LONG_WORD = 40


@dataclass(frozen=True, slots=True)
class Place:
    """A named place that a template left open: pages count from 1, points from the lower left corner."""

    page: int
    left: float
    bottom: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Typeset:
    """A finished PDF with its number of pages and the places that its template marked, by name."""

    content: bytes
    pages: int
    places: Mapping[str, Place]


def typeset(template: Path, *, data: object, at: datetime, title: str) -> bytes:
    """Return the PDF of `template` with `data`; `at` is its date of creation, `title` its title for readers."""
    return _compile(_compiler(template), _inputs(data, title=title), at=at)


def typeset_with_places(template: Path, *, data: object, at: datetime, title: str) -> Typeset:
    """Return the PDF of `template` with the places left open for signatures and numbers."""
    compiler = _compiler(template)
    content = _compile(compiler, _inputs(data, title=title), at=at)
    marks = json.loads(compiler.query("<place>", field="value", format="json"))
    places = {
        mark["name"]: Place(
            page=mark["page"],
            left=round(mark["left"], 2),
            bottom=round(mark["paper"] - mark["top"] - mark["height"], 2),
            width=round(mark["width"], 2),
            height=round(mark["height"], 2),
        )
        for mark in marks
    }
    (last,) = json.loads(compiler.query("<last-page>", field="value", format="json"))
    return Typeset(content=content, pages=last, places=places)


def qr_picture(text: str) -> str:
    """Return a QR code as SVG text for the data of a template (error correction M, no border)."""
    return str(segno.make(text, error="m", micro=False).svg_inline(border=0, scale=1))


class _Kept(threading.local):
    """The compilers of one thread, by template: each has read its template, and none is used by two at once."""

    def __init__(self) -> None:
        self.compilers: dict[Path, typst.Compiler] = {}


_kept = _Kept()


def _compiler(template: Path) -> typst.Compiler:
    if template not in _kept.compilers:
        _kept.compilers[template] = typst.Compiler(input=template, root=template.parent, font_paths=_fonts())
    return _kept.compilers[template]


def _inputs(data: object, *, title: str) -> dict[str, str]:
    """Return what a template reads: the data, the title, and whether a word may be so long that it must be broken."""
    text = json.dumps(_plain(data), ensure_ascii=False, sort_keys=True)
    return {"data": text, "title": printable(title), "long-words": "yes" if _has_long_word(text) else ""}


def _has_long_word(text: str) -> bool:
    """Tell whether a string of this JSON holds a long word; a quotation mark in it is one of its letters."""
    words = text.replace('\\"', "'").replace('"', " ").split()
    return max(map(len, words)) >= LONG_WORD


def _compile(compiler: typst.Compiler, inputs: dict[str, str], *, at: datetime) -> bytes:
    stamp = at.astimezone(UTC).replace(microsecond=0)
    content = compiler.compile(format="pdf", pdf_standards="a-2a", timestamp=stamp, sys_inputs=inputs)
    if not isinstance(content, bytes):
        raise TypeError("typst gave no single file")
    return content


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[font_folder()])


def _plain(value: object) -> Any:  # Any: the shapes of JSON
    """Return the data as JSON shapes: texts printable, days and moments as they are written in Viet Nam."""
    if isinstance(value, str):
        return value if value.startswith("<svg ") else printable(value)
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, dict | Mapping):  # hundreds of values a paper: the kinds that are common come first
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return value
