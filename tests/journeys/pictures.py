"""Pictures that the stories leave behind, for people who read the README."""

import os
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Page, TimeoutError

FOLDER = Path(os.environ.get("CONGVU_PICTURES", Path(__file__).resolve().parents[2] / "build" / "pictures"))


def picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page as it is now."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with suppress(TimeoutError):  # Chromium's viewer of PDFs does not always come to rest
        page.wait_for_load_state("networkidle", timeout=4000)
    page.screenshot(path=FOLDER / f"{name}-{page.viewport_size['width']}.png", full_page=True)
