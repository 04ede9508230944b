"""One submission as a browser makes it: from the filled first page to the receipt, with two papers of 1 MB."""

import multiprocessing
import os
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import pikepdf
from browser import Browser, Fields
from house import House

from congvu.procedures.data import form as form_file
from congvu.procedures.data import form_library
from congvu.procedures.rules.forms.compiler import compile_form
from tests.dossiers.citizens import all_paths, birth_2020, posted

CODE, COMMITTEE = "1.001193", "bd20-long-hoa-ubnd"
PEOPLE = [
    ("acts", "myself"),
    ("owner_name", "Nguyễn Thị Đo"),
    ("owner_id_number", "099194900501"),
    ("owner_address", "Ấp Diễn Tập 2, Xã Long Hòa"),
    ("owner_phone", "0100100001"),
    ("owner_email", ""),
    ("result_wanted", "online"),
]
DAY = date(2020, 4, 27)
CLIENTS = 8
PAGE_BEHIND = re.compile(r'<template>\s*<div class="cv-page[^"]*" data-address="([^"]+)"')
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Script:
    """What is typed: the fields of each page of the form, the two papers, and their bytes but for the last line."""

    pages: dict[str, Fields]
    papers: tuple[str, str]
    paper: bytes


def script() -> Script:
    """Return the declaration of a birth, as the person of the demonstration fills it in."""
    form, fields = compile_form(form_file(CODE), form_library()), posted(birth_2020())
    pages: dict[str, Fields] = {}
    for step in form.steps:
        wanted = {field.key for field in step.fields}
        typed = [(name, str(value)) for name, value in fields.items() if re.split(r"[.\[]", name)[0] in wanted]
        pages[step.key] = [*typed, *(("asked", path) for path in all_paths(step.fields))]
    asked = [paper.key for paper in form.papers_asked(birth_2020(), today=DAY) if not paper.is_shown]
    return Script(pages, (asked[0], asked[-1]), one_megabyte())


def one_megabyte() -> bytes:
    """Return a scanned page of 1 MB that does not compress, less room for a line that makes each copy differ."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].obj["/Scan"] = pdf.make_stream(os.urandom(MEGABYTE - 2000))
        pdf.save(out)
    return out.getvalue()


def different(paper: bytes) -> bytes:
    """Return the paper with a last line nobody has sent before, exactly 1 MB long."""
    line = b"\n%" + secrets.token_hex(16).encode()
    return paper + line + b" " * (MEGABYTE - len(paper) - len(line))


def typed_on(text: Script, address: str) -> Fields:
    """Return what is typed on the page at this address: one of the form, or that of the people."""
    if "/form/" not in address:
        return PEOPLE
    key = address.split("/")[4]
    return [*text.pages[key], ("page", key)]


def submit(browser: Browser, text: Script) -> str:
    """Go from the filled first page to the receipt; return its address."""
    address = browser.turn(f"/dossiers/new/{CODE}/", [("committee", COMMITTEE)])
    while "/form/" in address:
        together = [address, *PAGE_BEHIND.findall(browser.page)]  # a script sends them with the last of them
        address = browser.turn(together[-1], [field for one in together for field in typed_on(text, one)])
    for paper in text.papers:
        sent = browser.upload(
            f"{address}{paper}/",
            target="give-papers",
            field="files",
            name=f"{paper}.pdf",
            content=different(text.paper),
        )
        assert sent.status == 200, sent
    address = browser.turn(address, [])
    receipt = browser.turn(address, [("declared", "on")])
    assert receipt.endswith("/sent/"), receipt
    return receipt


def signed_in(house: House, count: int = CLIENTS) -> list[Browser]:
    """Return browsers of different people, all signed in."""
    logins = house.ask("SELECT username FROM accounts_user WHERE kind = 'citizen' AND is_active ORDER BY username")
    browsers = []
    for place in range(count):
        browser = Browser(house.port)
        browser.sign_in(str(logins[place % len(logins)][0]), house.password)
        browsers.append(browser)
    return browsers


def per_second(browsers: list[Browser], text: Script, *, seconds: float) -> float:
    """Return how many submissions a second the clients bring through, each in a process of its own."""

    for browser in browsers:
        browser.hang_up()

    def client(place: int) -> Callable[[], None]:
        def once() -> None:
            submit(browsers[place], text)

        return once

    return in_processes([client(place) for place in range(len(browsers))], seconds=seconds)


def in_processes(works: list[Callable[[], None]], *, seconds: float) -> float:
    """Return how often a second all processes together do their work, counting whole pieces over the time they took."""
    context = multiprocessing.get_context("fork")
    start, counts = context.Barrier(len(works) + 1), context.Queue()

    def run(work: Callable[[], None]) -> None:
        work()
        start.wait(120)
        began, done = time.perf_counter(), 0
        while time.perf_counter() - began < seconds:
            work()
            done += 1
        counts.put((done, time.perf_counter() - began))

    processes = [context.Process(target=run, args=(work,)) for work in works]
    for process in processes:
        process.start()
    start.wait(120)
    results = [counts.get(timeout=seconds * 20 + 120) for _ in processes]
    for process in processes:
        process.join()
    return sum(done / took for done, took in results)
