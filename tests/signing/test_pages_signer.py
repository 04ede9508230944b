import pytest

from congvu.signing.models import Approval
from congvu.signing.terms import DocumentState
from tests.accounts.factories import PASSWORD, CitizenFactory
from tests.signing.factories import SignableDocumentFactory, clerk, leader, reread, sealed, specialist

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def sign_in(client, officer):
    from congvu.accounts.models import User

    client.force_login(User.objects.get(pk=officer.user_id))
    return client


def tick(document):
    return f"{document.pk}:{document.file.sha256}"


def test_the_signer_sees_what_waits(client):
    SignableDocumentFactory()

    answer = sign_in(client, leader()).get("/signing/")

    assert "Giấy chứng nhận" in answer.text


def test_with_the_password_the_ticked_paper_is_approved(client):
    document = SignableDocumentFactory()

    answer = sign_in(client, leader()).post("/signing/approve/", {"document": tick(document), "password": PASSWORD})

    assert answer.status_code == 303
    assert reread(document).state == DocumentState.APPROVED


def test_with_a_wrong_password_nothing_is_approved(client):
    document = SignableDocumentFactory()

    answer = sign_in(client, leader()).post("/signing/approve/", {"document": tick(document), "password": "sai"})

    assert answer.status_code == 422
    assert not Approval.objects.exists()


def test_one_paper_that_fails_stops_no_other(client):
    first, second = SignableDocumentFactory(), SignableDocumentFactory()
    ticks = [f"{first.pk}:{'0' * 64}", tick(second)]

    sign_in(client, leader()).post("/signing/approve/", {"document": ticks, "password": PASSWORD})

    assert [reread(first).state, reread(second).state] == [DocumentState.PREPARED, DocumentState.APPROVED]


@pytest.mark.parametrize("value", ["", "abc", "1", "99999999999999999999:" + "a" * 64, "1:short"])
def test_ticks_that_are_none_are_asked_for_again(client, value):
    SignableDocumentFactory()

    answer = sign_in(client, leader()).post("/signing/approve/", {"document": value, "password": PASSWORD})

    assert answer.status_code == 422


def test_another_site_is_not_gone_to_afterwards(client):
    document = SignableDocumentFactory()
    form = {"document": tick(document), "password": PASSWORD, "next": "https://elsewhere.example/"}

    answer = sign_in(client, leader()).post("/signing/approve/", form)

    assert answer.headers["Location"] == "/signing/"


def test_signer_and_clerk_may_open_the_paper_and_others_not(client):
    from tests.org.factories import AgencyFactory

    address = f"/signing/{SignableDocumentFactory().pk}/paper/"
    stranger = clerk(AgencyFactory(key="bd20-long-hoa-ubnd"))

    answers = [sign_in(client, officer).get(address).status_code for officer in (leader(), clerk(), stranger)]

    assert answers == [200, 200, 404]


def test_a_specialist_of_the_committee_opens_papers_from_their_dossiers_only(client):
    document = SignableDocumentFactory()

    assert sign_in(client, specialist()).get(f"/signing/{document.pk}/paper/").status_code == 404


def test_a_citizen_has_no_signing_table(client):
    client.force_login(CitizenFactory().user)

    assert client.get("/signing/").status_code == 403


def test_the_page_of_a_paper_tells_what_was_done(client):
    document = sealed()

    answer = sign_in(client, clerk()).get(f"/signing/{document.pk}/")

    assert "Chữ ký của cơ quan (dấu điện tử)" in answer.text
    assert document.check_code in answer.text


def test_only_the_signer_is_asked_for_a_password(client):
    address = f"/signing/{SignableDocumentFactory().pk}/"

    asked = ["sign-password" in sign_in(client, officer).get(address).text for officer in (leader(), clerk())]

    assert asked == [True, False]
