"""The Vietnamese texts of sign-in are compiled as they are written."""

from pathlib import Path

import congvu.accounts
from scripts.build_texts import FOLDER, compiled


def test_the_compiled_texts_are_those_that_are_written():
    folder = Path(congvu.accounts.__file__).parent / "locale" / "vi" / "LC_MESSAGES"

    assert folder == FOLDER
    assert (folder / "django.mo").read_bytes() == compiled((folder / "django.po").read_text(encoding="utf-8"))
