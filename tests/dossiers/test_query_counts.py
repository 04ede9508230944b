"""How often pages ask the database: a ceiling for each page of a submission, and the same for few and many dossiers."""

import os
import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.accounts.models import User
from congvu.dossiers.actions import receive
from congvu.dossiers.models import Dossier
from tests.dossiers.citizens import PDF, all_paths, birth_2020, form_of, people_of, posted
from tests.dossiers.conftest import at
from tests.dossiers.stories import actor_of, submitted, waiting
from tests.dossiers.test_pages_officer import BIRTH, sign_in
from tests.dossiers.test_pages_officer_lists import copies

pytestmark = pytest.mark.django_db
MORNING = at("2020-04-27T08:00")
CEILINGS = {
    "post new": 9,
    "get form": 4,
    "post form": 3,
    "get people": 4,
    "post people": 6,
    "get papers": 4,
    "post paper": 10,
    "post papers": 2,
    "get check": 5,
    "post check": 23,
    "get sent": 4,
}
PAGE_BEHIND = re.compile(r'<template>\s*<div class="cv-page[^"]*" data-address="([^"]+)"')
WHOLE = 118  # one submission, savepoints of the test included
WHOLE_TURNED = 60  # the same with scripts, one paper; the receipt counts the notices once


class Turning:
    """A browser whose script turns the pages of the wizard, and counts what all of it asks the database."""

    def __init__(self, client):
        self.client, self.total, self.requests, self.behind = client, 0, 0, []

    def send(self, address, fields):
        is_file = "/papers/" in address and not address.endswith("/papers/")
        headers = {"HX-Request": "true", "HX-Target": "give-papers" if is_file else "noi-dung"}
        with CaptureQueriesContext(connection) as asked:
            answer = self.client.post(address, fields, headers=headers)
        assert answer.status_code == 200, answer.content.decode()[-2000:]
        self.total, self.requests = self.total + len(asked), self.requests + 1
        self.behind = re.findall(
            r'<template>\s*<div class="cv-page[^"]*" data-address="([^"]+)"', answer.content.decode()
        )
        return answer.headers.get("HX-Push-Url", address)


class Walk:
    """A browser without scripts that counts what each of its requests asks the database."""

    behind = ()

    def __init__(self, client):
        self.client, self.counts, self.total = client, {}, 0

    def ask(self, method, address, fields=None):
        parts = address.partition("#")[0].strip("/").split("/")
        kind = "new" if parts[1] == "new" else "paper" if len(parts) == 4 and parts[2] == "papers" else parts[2]
        with CaptureQueriesContext(connection) as asked:
            answer = getattr(self.client, method)(address, fields)
        name = f"{method} {kind}"
        self.counts[name] = max(self.counts.get(name, 0), len(asked))
        self.total += len(asked)
        return answer

    def send(self, address, fields):
        answer = self.ask("post", address, fields)
        assert answer.status_code == 303, answer.content.decode()[-2000:]
        page = self.ask("get", answer.url)
        assert page.status_code == 200
        return answer.url


def submit(walk, user):
    address = walk.send("/dossiers/new/1.001193/", {"committee": "bd20-long-hoa-ubnd"})
    form, fields = form_of(Dossier.objects.get(key=address.split("/")[2]).version), posted(birth_2020())
    while "/form/" in address:
        together, sent = [address, *walk.behind], {"asked": [], "page": []}
        for one in together:
            if "/form/" not in one:  # the page of people came along
                sent |= people_of(user)
                continue
            step = next(step for step in form.steps if step.key == one.split("/")[4])
            wanted = {field.key for field in step.fields}
            sent |= {name: value for name, value in fields.items() if re.split(r"[.\[]", name)[0] in wanted}
            sent["asked"] += all_paths(step.fields)
            sent["page"].append(step.key)
        address = walk.send(together[-1], sent)
    if address.endswith("/people/"):
        address = walk.send(address, people_of(user))
    for paper in [one.key for one in form.papers_asked(birth_2020(), today=MORNING.date()) if not one.is_shown]:
        upload = SimpleUploadedFile(f"{paper}.pdf", PDF + os.urandom(8).hex().encode())
        walk.send(f"{address}{paper}/", {"files": [upload]})
    return walk.send(walk.send(address, {}), {"declared": "on"})


def test_a_submission_stays_under_its_ceilings(client):
    user = User.objects.get(import_key="cd01")
    client.force_login(user)
    with time_machine.travel(MORNING, tick=False):
        submit(Walk(client), user)  # what is read once a process is read here
        walk = Walk(client)

        submit(walk, user)

    assert {name: count for name, count in walk.counts.items() if count > CEILINGS[name]} == {}
    assert walk.total <= WHOLE


def test_a_submission_whose_pages_are_turned_takes_half_the_requests(client):
    user = User.objects.get(import_key="cd01")
    client.force_login(user)
    with time_machine.travel(MORNING, tick=False):
        submit(Walk(client), user)  # what is read once a process is read here
        turning = Turning(client)

        receipt = submit(turning, user)

    assert receipt.endswith("/sent/")
    assert turning.requests == 6
    assert turning.total <= WHOLE_TURNED


ACCEPTING = 50


def test_accepting_stays_under_its_ceiling():
    now = at("2026-11-25T08:00")
    for _ in range(2):
        step = waiting(submitted(BIRTH, now=now))
        officer = actor_of(step, now=now)
        with CaptureQueriesContext(connection) as asked:
            receive.accept_dossier(step_id=step.pk, officer=officer, now=now)

    assert len(asked) <= ACCEPTING


PAGES = [
    "/desk/",
    "/desk/dossiers/",
    "/desk/dossiers/?q=birth",
    "/desk/dossiers/{key}/",
    "/desk/dossiers/?status=submitted&order=due",
    "/dossiers/counter/",
    "/dossiers/counter/returns/",
    "/dossiers/counter/fees/",
    "/desk/dossiers/book/",
]


def asked_beside_few_and_many(dossier, ask):
    """Return how often the page asks the database beside five dossiers and beside fifty."""
    counts = []
    for first, more in ((0, 5), (5, 45)):
        copies(dossier, more, first=first)
        ask()  # what is read once a process is read here
        with CaptureQueriesContext(connection) as asked:
            answer = ask()
        assert answer.status_code == 200
        counts.append(len(asked))
    return counts


@pytest.mark.parametrize("page", PAGES)
def test_an_officers_page_asks_the_same_of_few_and_of_many(client, page):
    with time_machine.travel(at("2026-11-25T08:00"), tick=False):
        dossier = submitted(BIRTH, now=at("2026-11-25T08:00"))
        desk = sign_in(client, waiting(dossier).post.key)

        few, many = asked_beside_few_and_many(dossier, lambda: desk.get(page.format(key=dossier.key)))

    assert many == few


CITIZENS_PAGES = ["/", "/search/?q=khai+sinh", "/procedures/1.001193/", "/dossiers/", "/dossiers/new/1.001193/"]


@pytest.mark.parametrize("page", CITIZENS_PAGES)
def test_a_citizens_page_asks_the_same_of_few_and_of_many(client, page):
    with time_machine.travel(at("2026-11-25T08:00"), tick=False):
        dossier = submitted(BIRTH, now=at("2026-11-25T08:00"))
        client.force_login(dossier.submitter)

        few, many = asked_beside_few_and_many(dossier, lambda: client.get(page))

    assert many == few


def test_following_a_dossier_asks_the_same_beside_few_and_beside_many(client):
    with time_machine.travel(at("2026-11-25T08:00"), tick=False):
        dossier = submitted(BIRTH, now=at("2026-11-25T08:00"))
        both = {"code": dossier.request_number, "secret": dossier.secret}
        assert dossier.request_number in client.post("/dossiers/track/", both).content.decode()

        few, many = asked_beside_few_and_many(dossier, lambda: client.post("/dossiers/track/", both))

    assert many == few
