"""The officers' page of one dossier, through the client."""

import pytest
import time_machine
from django.urls import reverse

from congvu.accounts.models import Appointment
from congvu.dossiers.models import Dossier
from congvu.dossiers.terms import Status
from tests.dossiers.conftest import at
from tests.dossiers.stories import submitted, waiting

MORNING = at("2026-11-25T08:00")
BIRTH = "1.001193"


@pytest.fixture(autouse=True)
def frozen():
    with time_machine.travel(MORNING, tick=False):
        yield


def page_of(dossier: Dossier) -> str:
    return reverse("desk_dossiers:dossier", kwargs={"key": dossier.key})


def sign_in(client, post_key: str):
    user = Appointment.objects.filter(post__key=post_key).first().user
    client.force_login(user)
    return client


def desk_officer(client, dossier: Dossier):
    return sign_in(client, waiting(dossier).post.key)


def make(client, dossier: Dossier, move: str, **values):
    step = values.pop("step", None) or waiting(dossier)
    address = reverse("desk_dossiers:act", kwargs={"key": dossier.key, "move": move})
    return client.post(address, {"step": step.pk, **values})


@pytest.mark.django_db
def test_the_desk_accepts_and_hands_over_in_one_go(client):
    dossier = submitted(BIRTH, now=MORNING)
    desk_officer(client, dossier)

    answer = make(client, dossier, "accept-and-hand-over")

    dossier.refresh_from_db()
    assert answer.status_code == 303
    assert dossier.status == Status.PROCESSING
    assert waiting(dossier).node == "examine"
    page = client.get(answer["Location"])
    assert page.status_code == 200
