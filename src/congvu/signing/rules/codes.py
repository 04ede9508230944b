"""The code under the seal with which anybody can look a document up."""

import re

# Without I, L, O, U: nobody has to guess a letter from a print.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
_CONFUSED = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


def code_from(number: int, *, year: int) -> str:
    """Return the code for a random number below 2**40, such as 7K4M-9QXR-20."""
    letters = ""
    for _ in range(LENGTH):
        number, place = divmod(number, len(LETTERS))
        letters += LETTERS[place]
    return f"{letters[:4]}-{letters[4:]}-{year % 100:02d}"


def typed_code(text: str) -> str:
    """Return what somebody typed as a code is written; an empty text when it cannot be one."""
    letters = re.sub(r"[\s\-–—.]", "", text.upper()).translate(_CONFUSED)
    if not re.fullmatch(rf"[{LETTERS}]{{{LENGTH}}}\d\d", letters):
        return ""
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"
