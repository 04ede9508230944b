import copy

import pytest
import time_machine

from congvu.audit.models import Line
from congvu.dossiers.actions import drafts, receive
from congvu.dossiers.models import Dossier
from congvu.dossiers.refusals import NotComplete, WrongStatus
from congvu.dossiers.terms import LetterKind, Status
from congvu.procedures.queries import form_of
from tests.accounts.factories import CitizenFactory
from tests.dossiers.citizens import all_paths, birth_2020, posted
from tests.dossiers.conftest import at
from tests.dossiers.stories import actor_of, submitted, waiting

pytestmark = pytest.mark.django_db
MORNING = at("2020-04-27T08:00")


@pytest.fixture(autouse=True)
def demonstration_day():
    with time_machine.travel(MORNING, tick=False):
        yield


def sent_back_for_completion() -> Dossier:
    dossier = submitted("1.001193", now=MORNING, committee="bd20-long-hoa-ubnd", data=birth_2020())
    step = waiting(dossier)
    receive.ask_completion(
        step_id=step.pk, officer=actor_of(step, now=MORNING), items=["Sửa họ tên trẻ"], reason="Sai", now=MORNING
    )
    dossier.refresh_from_db()
    return dossier


def renamed(dossier) -> dict:
    data = copy.deepcopy(dossier.data)
    data["child"]["full_name"] = "Nguyễn Thị Đã Sửa"
    return data


def correct(dossier, data):
    return drafts.correct_answers(dossier_id=dossier.pk, data=data, by=dossier.submitter.ref, now=MORNING)


def complete(dossier, note=""):
    return receive.complete_dossier(dossier_id=dossier.pk, by=dossier.submitter.ref, note=note, now=MORNING)


def test_a_corrected_declaration_becomes_a_paper_beside_the_first():
    dossier = sent_back_for_completion()

    correct(dossier, renamed(dossier))
    complete(dossier)

    assert dossier.letters.filter(kind=LetterKind.DECLARATION).count() == 2
    assert Dossier.objects.get(pk=dossier.pk).status == Status.SUBMITTED


def test_the_audit_trail_names_what_was_corrected():
    dossier = sent_back_for_completion()

    correct(dossier, renamed(dossier))

    line = Line.objects.get(subject_id=str(dossier.pk), verb="dossier.correct_answers")
    assert line.details == {"fields": ["child"]}


def test_a_declaration_left_as_it_is_is_not_set_again():
    dossier = sent_back_for_completion()

    correct(dossier, dossier.data)
    complete(dossier, note="Đã xem lại")

    assert dossier.letters.filter(kind=LetterKind.DECLARATION).count() == 1


def test_a_correction_that_leaves_something_out_is_not_taken():
    dossier = sent_back_for_completion()
    data = renamed(dossier)
    del data["child"]["birth_date"]

    correct(dossier, data)

    with pytest.raises(NotComplete):
        complete(dossier)


def test_a_dossier_that_is_being_checked_is_not_corrected():
    dossier = submitted("1.001193", now=MORNING, committee="bd20-long-hoa-ubnd", data=birth_2020())

    with pytest.raises(WrongStatus):
        correct(dossier, renamed(dossier))


def test_the_applicant_corrects_one_page_and_sees_it(client):
    dossier = sent_back_for_completion()
    client.force_login(dossier.submitter)
    step = next(one for one in form_of(dossier.version).steps if any(field.key == "child" for field in one.fields))
    keys = {field.key for field in step.fields}
    page = posted({key: value for key, value in renamed(dossier).items() if key in keys})

    answer = client.post(f"/dossiers/{dossier.key}/correct/{step.key}/", {**page, "asked": all_paths(step.fields)})

    assert answer.status_code == 303
    assert "Nguyễn Thị Đã Sửa" in client.get(answer.url).content.decode()


def test_a_page_with_an_error_changes_nothing(client):
    dossier = sent_back_for_completion()
    client.force_login(dossier.submitter)
    address = f"/dossiers/{dossier.key}/correct/"
    step = client.get(address).content.decode().split(address)[1].split("/")[0]

    answer = client.post(f"{address}{step}/", {})

    assert answer.status_code == 422 and Dossier.objects.get(pk=dossier.pk).data == dossier.data


def test_somebody_elses_declaration_is_not_found(client):
    dossier = sent_back_for_completion()
    client.force_login(CitizenFactory().user)

    assert client.get(f"/dossiers/{dossier.key}/correct/").status_code == 404
