"""QR codes on pages: a drawing that fills its box, with words for those who do not see it.

Under one mask, codes of texts of one length are linear: what a letter changes, it changes beside any other letters. So
letters are coded once a process each, at their place, and a code is put together from them.
"""

import re
from functools import lru_cache
from math import isqrt

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

MASK = 0  # any of the eight can be read; to weigh them against each other takes far longer than all the rest
BORDER = 2


def qr_drawing(address: str, *, title: str) -> SafeString:
    """Return the code of an address as SVG for a page (error correction M, border of two modules)."""
    modules = _modules(address)
    size = isqrt(modules.bit_length())  # the first module, a corner, is dark in every code
    dark, width = f"{modules:b}", size + 2 * BORDER
    lines = [
        f"M{run.start() + BORDER} {row + BORDER}.5h{run.end() - run.start()}"
        for row in range(size)
        for run in re.finditer("1+", dark[row * size : (row + 1) * size])
    ]
    return format_html(
        '<svg viewBox="0 0 {} {}" role="img"><title>{}</title><path stroke="#000" d="{}"/></svg>',
        width,
        width,
        title,
        "".join(lines),
    )


def _modules(address: str) -> int:
    """Return the modules of the code of a text row by row, each a bit, the dark ones set."""
    if not address.isascii():
        return _coded(address)  # a letter of several bytes has no place of its own
    found = _coded(" " * len(address))
    for place, letter in enumerate(address):
        found ^= _change(len(address), place, letter)
    return found


@lru_cache(maxsize=8192)
def _change(length: int, place: int, letter: str) -> int:
    """Return the modules that turn when the letter stands at this place of a text of blanks."""
    return _coded(" " * length) ^ _coded(letter.rjust(place + 1).ljust(length))


@lru_cache(maxsize=8)
def _coded(text: str) -> int:
    code = segno.make(text, error="m", micro=False, mask=MASK, mode="byte")
    return int("".join(str(module) for row in code.matrix for module in row), 2)
