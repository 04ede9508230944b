import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from congvu.accounts.models import User
from congvu.dossiers.models import Dossier
from congvu.dossiers.terms import Status
from tests.dossiers.citizens import PDF, answer_all, begin, birth_2020, people_of
from tests.dossiers.conftest import at

pytestmark = pytest.mark.django_db
MORNING = at("2020-04-27T08:00")


@pytest.fixture(autouse=True)
def demonstration_day():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def mother(client):
    user = User.objects.get(import_key="cd01")
    client.force_login(user)
    return user


def test_a_mother_registers_a_birth_page_by_page(client, mother):
    key = begin(client, "1.001193")
    answer_all(client, key, birth_2020())
    client.post(f"/dossiers/{key}/people/", people_of(mother))
    given = client.post(
        f"/dossiers/{key}/papers/birth_proof_file/", {"files": SimpleUploadedFile("chung-sinh.pdf", PDF)}
    )

    handed_in = client.post(f"/dossiers/{key}/check/", {"declared": "on"})

    assert (given.status_code, handed_in.status_code) == (303, 303)
    assert handed_in.url == f"/dossiers/{key}/sent/"
    dossier = Dossier.objects.get(key=key)
    assert dossier.status == Status.SUBMITTED
    receipt = client.get(handed_in.url).content.decode()
    assert dossier.request_number in receipt
    assert dossier.secret in receipt
    assert "<svg" in receipt
