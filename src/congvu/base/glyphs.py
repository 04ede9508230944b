"""Which letters the font of our papers can print, and what becomes of text that holds others.

Standard: OpenType `cmap`, formats 4 and 12; PDF/A-2a refuses a page with a letter that has no glyph.
"""

import importlib.util
import struct
import unicodedata
from functools import cache
from pathlib import Path

STAND_IN = "?"

# Drawn by the second font inside typst: Greek and Cyrillic letters of foreign names and formulas.
_BORROWED = frozenset(
    [*range(0x391, 0x3A2), *range(0x3A3, 0x3AA), *range(0x3B1, 0x3CA), *range(0x410, 0x450), 0x401, 0x451]
)


@cache
def font_folder() -> Path:
    """Return the folder of TeX Gyre Termes (metrics of Times New Roman), found without importing its package."""
    spec = importlib.util.find_spec("rinoh_typeface_texgyretermes")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("rinoh-typeface-texgyretermes")
    return Path(next(iter(spec.submodule_search_locations)))


def printable(text: str) -> str:
    """Return the text in NFC with line ends of one kind, invisible controls dropped and unknown letters replaced."""
    if _covered().issuperset(text) and unicodedata.is_normalized("NFC", text):
        return text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).replace("\t", " ")
    return "".join(_shown(letter) for letter in text)


def _shown(letter: str) -> str:
    if letter == "\n" or letter in _covered():
        return letter
    if unicodedata.category(letter) in ("Cc", "Cf", "Mn", "Me"):
        return ""
    return " " if letter.isspace() else STAND_IN


@cache
def _covered() -> frozenset[str]:
    """Return the letters that both the regular and the bold face can print."""
    faces = [_code_points(font_folder() / f"texgyretermes-{face}.otf") for face in ("regular", "bold", "italic")]
    controls = {*range(0x20), *range(0x7F, 0xA0), 0xAD, *range(0x200B, 0x2010), *range(0x2028, 0x202F), 0xFEFF}
    private = set(range(0xE000, 0xF900))
    return frozenset(map(chr, frozenset.intersection(*faces) - controls - private | _BORROWED))


def _code_points(font: Path) -> frozenset[int]:
    data = font.read_bytes()
    (tables,) = struct.unpack_from(">H", data, 4)
    entries = {data[12 + 16 * n : 16 + 16 * n]: struct.unpack_from(">I", data, 20 + 16 * n)[0] for n in range(tables)}
    start = entries[b"cmap"]
    (maps,) = struct.unpack_from(">H", data, start + 2)
    found: set[int] = set()
    for n in range(maps):
        (offset,) = struct.unpack_from(">I", data, start + 8 + 8 * n)
        (form,) = struct.unpack_from(">H", data, start + offset)
        if form == 4:
            found |= _segments(data, start + offset)
        elif form == 12:
            found |= _groups(data, start + offset)
    return frozenset(found)


def _segments(data: bytes, at: int) -> set[int]:
    (twice,) = struct.unpack_from(">H", data, at + 6)
    ends = struct.unpack_from(f">{twice // 2}H", data, at + 14)
    starts = struct.unpack_from(f">{twice // 2}H", data, at + 16 + twice)
    return {code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1) if code < 0xFFFF}


def _groups(data: bytes, at: int) -> set[int]:
    (groups,) = struct.unpack_from(">I", data, at + 12)
    pairs = [struct.unpack_from(">II", data, at + 16 + 12 * n) for n in range(groups)]
    return {code for first, last in pairs for code in range(first, last + 1)}
