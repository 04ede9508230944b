import pytest
import time_machine

from congvu.dossiers.models import Dossier
from congvu.dossiers.terms import PaperState, Status
from tests.dossiers.counter import CENTRE, COMMUNE, DISTRICT, begun, dossier_at, sign_in, typed

pytestmark = pytest.mark.django_db
DESKS = pytest.mark.parametrize("desk", [COMMUNE, DISTRICT, CENTRE], ids=["commune 2020", "district 2020", "2025"])


@pytest.fixture
def on_the_day():
    with time_machine.travel(COMMUNE[0], tick=False):
        yield


@DESKS
def test_every_desk_takes_a_dossier_in_and_shows_its_code_and_promise(client, desk):
    day, officer = desk
    with time_machine.travel(day, tick=False):
        sign_in(client, officer)
        address = begun(client)

        answer = client.post(address, typed(client, address, day, accept="1"), follow=True)

    dossier = dossier_at(address)
    assert dossier.code in answer.text
    assert dossier.due_at
    assert dossier.status == Status.ACCEPTED


def test_a_second_click_finds_the_dossier_accepted(client, on_the_day):
    sign_in(client, COMMUNE[1])
    address = begun(client)
    post = typed(client, address, COMMUNE[0], accept="1")

    first, second = client.post(address, post), client.post(address, post)

    assert first.headers["Location"] == second.headers["Location"]
    assert Dossier.objects.filter(code__isnull=False).count() == 1


def test_papers_on_the_table_are_noted(client, on_the_day):
    sign_in(client, COMMUNE[1])
    address = begun(client)

    client.post(address, typed(client, address, COMMUNE[0], accept="1"))

    assert dossier_at(address).papers.get().state == PaperState.SHOWN
