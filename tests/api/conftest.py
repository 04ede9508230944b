"""Callers of the machines' door, in the demonstration's world; the clock stands at 2026-11-25 08:00 unless moved."""

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from congvu.api.actions import make_token
from congvu.api.terms import Scope
from tests.dossiers.conftest import at, standing_in
from tests.dossiers.stories import PDF, valid_data

MORNING = at("2026-11-25T08:00")
COMMUNE = "vl25-binh-dai-ubnd"


@pytest.fixture(scope="module", autouse=True)
def world(world_database, django_db_blocker):
    """Give every module the world to stand in."""
    with django_db_blocker.unblock():
        room = standing_in(world_database)
        room.__enter__()
    yield
    with django_db_blocker.unblock():
        room.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def morning(db):
    cache.clear()
    with time_machine.travel(MORNING, tick=False):
        yield


class Caller:
    """An outside system with its token."""

    def __init__(self, *scopes: Scope, key: str = "lien-thong") -> None:
        self.token, self.secret = make_token(key=key, name="Trục liên thông", scopes=scopes, now=MORNING)
        self.client = Client(headers={"Authorization": f"Bearer {self.secret}"})
        self.get = self.client.get

    def post(self, address, content, **headers):
        return self.client.post(address, content, content_type="application/json", headers=headers)

    def leave_file(self, content=PDF, name="giấy tờ.pdf"):
        from django.core.files.uploadedfile import SimpleUploadedFile

        return self.client.post("/api/v1/files", {"file": SimpleUploadedFile(name, content)})

    def submission(self, code="1.001193", **changes):
        """Return a whole submission with its files left."""
        papers = self.get(f"/api/v1/procedures/{code}").json()["papers"]
        wanted = [row["key"] for row in papers if row["key"] and row["handed_in"] == "file" and not row["condition"]]
        return {
            "procedure": code,
            "committee": COMMUNE,
            "data": valid_data(code),
            "owner": {
                "name": "Nguyễn Văn Mẫu",
                "id_number": "099 090 000 001",
                "address": "Ấp Một, xã Bình Đại",
                "phone": "0100 100 001",
                "email": "mau@nguoidan.example",
            },
            "papers": {key: [self.leave_file().json()["id"]] for key in wanted},
            **changes,
        }


@pytest.fixture
def system():
    return Caller(*Scope)
