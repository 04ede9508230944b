"""Vietnamese text: one normal form, search without marks, and the order of the dictionary."""

import re
import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_ORDER = {letter: chr(0x30 + 2 * place) for place, letter in enumerate(_LETTERS)}
_TONES = {"": "0", "\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def nfc(value: str) -> str:
    """Return the text in Unicode NFC, runs of white space made one space, the ends trimmed, without null characters."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", value.replace("\x00", ""))).strip()


def fold(value: str) -> str:
    """Return the text in lower case without any mark (đ becomes d), for search and comparison."""
    marks_apart = unicodedata.normalize("NFD", value.lower().replace("đ", "d"))
    return "".join(c for c in marks_apart if not unicodedata.combining(c))


def sort_key(value: str) -> str:
    """Return an ASCII-ordered key that sorts as a Vietnamese dictionary does: letters first, then tones."""
    letters, tones = [], []
    for character in unicodedata.normalize("NFC", value.lower()):
        apart = unicodedata.normalize("NFD", character)
        tone = "".join(c for c in apart if c in _TONES)
        letter = unicodedata.normalize("NFC", "".join(c for c in apart if c not in _TONES))
        letters.append(_ORDER.get(letter, letter if letter < "0" or letter.isdigit() else "\uffff" + letter))
        tones.append(_TONES.get(tone, "0"))
    return "".join(letters) + "\x01" + "".join(tones)
