"""What a story in a browser stands on: one running demonstration (`house`), Chromium (`browser`), tabs (`page`, `tab`).

A story asks for `page`, or for `tab` when several people take part: `nurse = login(tab(), "damdoi.phan")`. The house is
the real `congvu run` on 2020-04-27, one for all stories of a run, so a story makes its own dossiers and leaves other
people's alone. Whatever uses the house is marked `browser`.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.config.running import Running
from tests.journeys.visiting import House

PROJECT = Path(__file__).resolve().parents[2]
CLOCK = "2020-04-27T07:30"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-background-networking"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the house, and keep it on one worker, so that a run starts one house only."""
    for item in items:
        if "house" in getattr(item, "fixturenames", ()) and item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One demonstration for all stories of the run; its clock says 2020-04-27 07:30 when it starts."""
    subprocess.run([sys.executable, PROJECT / "scripts" / "build_pages.py"], check=True)
    running = Running(
        tmp_path_factory.mktemp("house") / "data",
        DJANGO_SETTINGS_MODULE="congvu.config.settings.demo",
        CONGVU_CLOCK=CLOCK,
    )
    try:
        running.start()
        yield House(running)
        running.stop()
    finally:
        running.wipe()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window; one a module, for Playwright's loop and Django's database do not share a thread."""
    program = next((found for found in map(shutil.which, PROGRAMS) if found), None)
    assert program, "Chromium is not here: `make tools` installs it."
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def tab(browser: Browser, house: House) -> Iterator[Callable[..., Page]]:
    """Open tabs, each of a person of their own (`tab(width=390)` is a phone); addresses are relative to the house.

    At the end no script may have failed and no answer may have been a defect.
    """
    opened, wrong = [], []

    def open_one(*, width: int = 1280, **more: object) -> Page:
        viewport = {"width": width, "height": 900 if width > 600 else 844}
        context = browser.new_context(base_url=house.url, locale="vi-VN", viewport=viewport, **more)
        opened.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.house = house
        page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
        page.on("response", lambda got: wrong.append(f"{got.status} {got.url}") if got.status >= 500 else None)
        return page

    yield open_one
    for context in opened:
        context.close()
    assert wrong == []


@pytest.fixture
def page(tab: Callable[..., Page]) -> Page:
    """One tab at 1280 px."""
    return tab()
