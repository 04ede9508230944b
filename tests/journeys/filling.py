"""Filling pages as people do: a value for each field by its name, then the button that goes on."""

import re
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.visiting import next_page

GO_ON = re.compile("^(Tiếp tục|Lưu và tiếp tục)$")


def fill(page: Page, answers: Mapping[str, str]) -> None:
    """Type, choose or tick each field that the page shows; days are written as 27/04/2020."""
    for name, value in answers.items():
        day = page.locator(f"[name='{name}.day']")
        if day.count() and day.first.is_visible():
            for part, text in zip(("day", "month", "year"), value.split("/"), strict=True):
                page.fill(f"[name='{name}.{part}']", text)
            continue
        field = page.locator(f"[name='{name}']")
        kind = field.first.get_attribute("type") or field.first.evaluate("e => e.tagName.toLowerCase()")
        if kind in ("radio", "checkbox"):
            page.locator(f"[name='{name}'][value='{value}']").check()
        elif kind == "select":
            field.select_option(value)
        elif kind == "file":
            field.set_input_files(value)
        else:
            field.fill(value)


def go_on(page: Page, answers: Mapping[str, str] | None = None) -> None:
    """Fill the page and press the button that goes on."""
    fill(page, answers or {})
    with next_page(page):
        page.get_by_role("button", name=GO_ON).last.click()


def heading(page: Page) -> str:
    """Return the words of the page's main heading."""
    return page.locator("h1:visible").first.inner_text()


def a_scan(folder: Path, name: str) -> Path:
    """Return a one-page PDF as a scanner would give it."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (827, 1169), "white")
    ImageDraw.Draw(picture).text((80, 80), name, fill="black")
    path = folder / f"{name}.pdf"
    picture.save(path, "PDF", resolution=100)
    return path
