import pytest
import time_machine

from congvu.dossiers.actions import drafts, receive
from congvu.dossiers.queries.plans import form_errors, places_for
from congvu.dossiers.refusals import WrongPlace
from congvu.dossiers.terms import Status
from congvu.org.models import Agency
from congvu.procedures.queries import published
from tests.dossiers.conftest import at
from tests.dossiers.stories import draft_of, valid_data

DEMO_DAY = at("2020-04-27T08:00")
OLD_HOME = {"province": "Tỉnh Bến Tre", "district": "Huyện Bình Đại", "ward": "Xã Long Hòa", "detail": "Ấp Ví Dụ"}


def for_a_child() -> dict:
    """Return a correction of civil status about somebody under 14, which the commune decided in 2020."""
    data = valid_data("1.004859")
    data["requester"] |= {"residence": OLD_HOME, "id_issued_on": "2018-05-10"}
    data["relation"] = "mother"
    child = {"birth_date": "2010-05-06", "residence": OLD_HOME, "id_type": "other", "id_number": "GKS 12"}
    data["subject"] = {k: v for k, v in data["subject"].items() if not k.startswith("id_")} | child
    data["previous"]["registered_on"] = "2010-06-01"
    data["minor_consent"] = data["parents_consent"] = True
    return data


@pytest.mark.django_db
def test_the_places_of_a_special_case_are_offered_too():
    keys = [committee.key for committee in places_for(published("1.004859", DEMO_DAY.date()), on=DEMO_DAY.date())]

    assert keys[0] == "bd20-ubnd" and "bd20-long-hoa-ubnd" in keys and len(keys) == 21


@pytest.mark.django_db
def test_a_case_of_the_commune_is_not_taken_by_the_district():
    dossier = draft_of("1.004859", now=DEMO_DAY, committee="bd20-ubnd", data=for_a_child())

    with pytest.raises(WrongPlace):
        receive.submit_dossier(dossier_id=dossier.pk, submitter=dossier.submitter, now=DEMO_DAY)


@pytest.mark.django_db
def test_the_draft_can_be_sent_to_the_right_place():
    dossier = draft_of("1.004859", now=DEMO_DAY, committee="bd20-ubnd", data=for_a_child())

    commune = Agency.objects.get(key="bd20-long-hoa-ubnd")
    drafts.choose_place(dossier_id=dossier.pk, committee=commune, by=dossier.submitter.ref, now=DEMO_DAY)
    receive.submit_dossier(dossier_id=dossier.pk, submitter=dossier.submitter, now=DEMO_DAY)

    dossier.refresh_from_db()
    assert dossier.status == Status.SUBMITTED


@pytest.mark.django_db
def test_the_declaration_about_a_child_is_right():
    dossier = draft_of("1.004859", now=DEMO_DAY, committee="bd20-ubnd", data=for_a_child())
    dossier.refresh_from_db()

    assert [str(error) for error in form_errors(dossier, on=DEMO_DAY.date())] == []


@pytest.mark.django_db
def test_the_page_of_the_draft_says_so_and_leads_to_the_right_place(client):
    dossier = draft_of("1.004859", now=DEMO_DAY, committee="bd20-ubnd", data=for_a_child())
    client.force_login(dossier.submitter, backend="congvu.accounts.web.sessions.Backend")

    with time_machine.travel(DEMO_DAY, tick=False):
        before = client.get(f"/dossiers/{dossier.key}/check/").content.decode()
        answer = client.post(f"/dossiers/{dossier.key}/place/", {"committee": "bd20-long-hoa-ubnd"})
        after = client.get(f"/dossiers/{dossier.key}/check/").content.decode()

    assert "do Ủy ban nhân dân cấp xã giải quyết" in before
    assert answer.status_code == 303
    assert "do Ủy ban nhân dân cấp xã giải quyết" not in after and "xã Long Hòa" in after
