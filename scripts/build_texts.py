"""Compile the Vietnamese texts of sign-in (django.po) into the form that Django reads (django.mo).

Run `python scripts/build_texts.py` after a change; a test says when it was forgotten. GNU gettext is not needed.
"""

import ast
import re
import struct
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "src" / "congvu" / "accounts" / "locale" / "vi" / "LC_MESSAGES"


def entries(text: str) -> dict[str, str]:
    """Return the texts by their key: context, singular and plural joined as the format wants."""
    found = {}
    for part in text.split("\n\n"):
        words: dict[str, str] = {}
        name = ""
        for line in part.splitlines():
            start = re.match(r'(msg\w+(?:\[0\])?) (".*")$', line)
            if start:
                name = start[1]
                words[name] = ast.literal_eval(start[2])
            elif line.startswith('"'):
                words[name] += ast.literal_eval(line)
        if "msgid" in words:
            key = words["msgid"]
            key = f"{words['msgctxt']}\x04{key}" if "msgctxt" in words else key
            key = f"{key}\x00{words['msgid_plural']}" if "msgid_plural" in words else key
            found[key] = words.get("msgstr", words.get("msgstr[0]", ""))
    return found


def compiled(text: str) -> bytes:
    """Return the content of the .mo file: header, tables of lengths and offsets, texts in the order of their keys."""
    rows = sorted((key.encode(), value.encode()) for key, value in entries(text).items())
    count = len(rows)
    start = 28 + 16 * count
    tables: list[list[int]] = [[], []]
    body = b""
    for column in (0, 1):
        for row in rows:
            tables[column] += [len(row[column]), start + len(body)]
            body += row[column] + b"\x00"
    head = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, start)
    return head + struct.pack(f"<{4 * count}I", *tables[0], *tables[1]) + body


if __name__ == "__main__":
    (FOLDER / "django.mo").write_bytes(compiled((FOLDER / "django.po").read_text(encoding="utf-8")))
