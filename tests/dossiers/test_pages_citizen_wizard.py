import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from congvu.accounts.models import User
from congvu.dossiers.models import Dossier, PaperFile
from congvu.dossiers.terms import Status
from tests.dossiers.citizens import (
    PDF,
    all_paths,
    answer_all,
    begin,
    birth_2020,
    filled_draft,
    form_of,
    people_of,
    posted,
)
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


def step_fields(key, step):
    form = form_of(Dossier.objects.get(key=key).version)
    return next(one.fields for one in form.steps if one.key == step)


def give(client, key, *files, paper="birth_proof_file"):
    return client.post(f"/dossiers/{key}/papers/{paper}/", {"files": list(files)})


def test_a_mother_registers_a_birth_page_by_page(client, mother):
    key = begin(client, "1.001193")
    answer_all(client, key, birth_2020())
    client.post(f"/dossiers/{key}/people/", people_of(mother))
    given = give(client, key, SimpleUploadedFile("chung-sinh.pdf", PDF))

    handed_in = client.post(f"/dossiers/{key}/check/", {"declared": "on"})

    assert (given.status_code, handed_in.status_code) == (303, 303)
    assert handed_in.url == f"/dossiers/{key}/sent/"
    dossier = Dossier.objects.get(key=key)
    assert dossier.status == Status.SUBMITTED
    receipt = client.get(handed_in.url).content.decode()
    assert dossier.request_number in receipt
    assert dossier.secret in receipt
    assert "<svg" in receipt


def test_a_mother_who_asks_herself_does_not_type_herself_again(client, mother):
    key = begin(client, "1.001193")
    asks = {"relation": "mother", **posted({"requester": birth_2020()["requester"]})}

    client.post(f"/dossiers/{key}/form/who_asks/", {**asks, "asked": all_paths(step_fields(key, "who_asks"))})

    page = client.get(f"/dossiers/{key}/form/mother/").content.decode()
    data = Dossier.objects.get(key=key).data
    assert {name: data["mother"][name] for name in ("full_name", "birth_date", "id_number", "residence")} == {
        name: data["requester"][name] for name in ("full_name", "birth_date", "id_number", "residence")
    }
    assert f'value="{data["requester"]["full_name"]}"' in page
    assert "full_name" not in data.get("father", {})


def test_the_turned_receipt_brings_the_count_of_notices_along_and_other_pages_do_not(client, mother):
    key = filled_draft(client, mother)
    give(client, key, SimpleUploadedFile("chung-sinh.pdf", PDF))
    turning = {"HX-Request": "true", "HX-Target": "noi-dung"}

    check = client.post(f"/dossiers/{key}/papers/", headers=turning).content.decode()
    receipt = client.post(f"/dossiers/{key}/check/", {"declared": "on"}, headers=turning).content.decode()

    assert 'id="bell"' not in check
    assert 'id="bell" hx-swap-oob="true"' in receipt
    assert '1<span class="govuk-visually-hidden"> chưa đọc</span>' in receipt


def test_a_second_click_finds_the_same_dossier(client, mother):
    key = filled_draft(client, mother)
    give(client, key, SimpleUploadedFile("chung-sinh.pdf", PDF))
    client.post(f"/dossiers/{key}/check/", {"declared": "on"})
    number = Dossier.objects.get(key=key).request_number

    again = client.post(f"/dossiers/{key}/check/", {"declared": "on"})

    assert again.url == f"/dossiers/{key}/sent/"
    assert Dossier.objects.get(key=key).request_number == number


def test_who_is_not_signed_in_signs_in_first(client):
    answer = client.get("/dossiers/new/1.001193/")

    assert answer.status_code == 302
    assert answer.url == "/accounts/login/?next=/dossiers/new/1.001193/"


def test_the_commune_of_the_account_is_chosen_beforehand(client, mother):
    page = client.get("/dossiers/new/1.001193/").content.decode()

    assert '<option value="bd20-long-hoa-ubnd" selected>' in page


def test_another_place_than_the_lawful_ones_is_said_with_422(client, mother):
    answer = client.post("/dossiers/new/1.001193/", {"committee": "bd20-ubnd"})

    assert answer.status_code == 422
    assert "Nơi này không nhận thủ tục bạn chọn" in answer.content.decode()


def test_what_was_typed_is_kept_even_when_it_is_wrong(client, mother):
    key = begin(client, "1.001193")

    answer = client.post(f"/dossiers/{key}/form/who_asks/", {"requester.full_name": "Phạm Thị Mới"})

    assert answer.status_code == 422
    assert Dossier.objects.get(key=key).data["requester"]["full_name"] == "Phạm Thị Mới"


def test_typing_is_kept_on_the_way_without_being_judged(client, mother):
    key = begin(client, "1.001193")

    answer = client.post(f"/dossiers/{key}/form/who_asks/", {"requester.full_name": "Phạm Thị Dở", "keep": "1"})

    assert answer.status_code == 200
    assert "Đã lưu lúc" in answer.content.decode()
    assert Dossier.objects.get(key=key).data["requester"]["full_name"] == "Phạm Thị Dở"


def test_everything_that_lacks_is_said_before_submission(client, mother):
    key = begin(client, "1.001193")

    seen = client.get(f"/dossiers/{key}/check/").content.decode()
    refused = client.post(f"/dossiers/{key}/check/", {"declared": "on"})

    assert "Chưa ghi chủ hồ sơ và người nộp" in seen
    assert "Chưa có giấy tờ: Giấy chứng sinh" in seen
    assert refused.status_code == 422
    assert Dossier.objects.get(key=key).status == Status.DRAFT


def test_nothing_is_handed_in_without_the_declaration(client, mother):
    key = filled_draft(client, mother)
    give(client, key, SimpleUploadedFile("chung-sinh.pdf", PDF))

    answer = client.post(f"/dossiers/{key}/check/", {})

    assert answer.status_code == 422
    assert "đánh dấu vào lời cam đoan" in answer.content.decode()


def test_a_changed_answer_leads_back_to_the_check(client, mother):
    key = filled_draft(client, mother)

    answer = client.post(
        f"/dossiers/{key}/change/result/", {"copies.wanted": "no", "asked": ["copies.quantity", "health_facility"]}
    )

    assert answer.url == f"/dossiers/{key}/check/"


def test_acting_for_another_asks_for_the_authorisation(client, mother):
    key = filled_draft(client, mother)
    other = {"acts": "another", "owner_id_number": "099041900504", "owner_name": "Dương Hoa Cúc Họa Mi"}
    mine = {"submitter_name": mother.full_name, "submitter_id_number": "099194900501"}

    client.post(f"/dossiers/{key}/people/", people_of(mother) | other | mine)

    assert "Văn bản ủy quyền nộp hồ sơ" in client.get(f"/dossiers/{key}/papers/").content.decode()


def test_a_bad_file_is_refused_with_a_sentence_and_the_good_one_stays(client, mother):
    key = filled_draft(client, mother)

    answer = give(
        client, key, SimpleUploadedFile("tốt.pdf", PDF), SimpleUploadedFile("xấu.pdf", b"MZ\x90\x00 not a paper")
    )

    assert answer.status_code == 422
    assert "xấu.pdf: Loại tệp này không nhận được" in answer.content.decode()
    assert PaperFile.objects.filter(paper__dossier__key=key).count() == 1


@pytest.mark.parametrize("content", [b"", PDF + b"0" * (20 * 1024 * 1024)])
def test_an_empty_or_huge_file_is_refused(client, mother, content):
    key = filled_draft(client, mother)

    answer = give(client, key, SimpleUploadedFile("giấy.pdf", content))

    assert answer.status_code == 422
    assert not PaperFile.objects.filter(paper__dossier__key=key).exists()


def test_a_script_gets_the_row_of_the_paper_with_all_its_files(client, mother):
    key = filled_draft(client, mother)
    give(client, key, SimpleUploadedFile("mặt trước.pdf", PDF))
    script = {"HX-Request": "true", "HX-Target": "paper-birth_proof_file"}
    files = {"files": [SimpleUploadedFile("mặt sau.pdf", PDF + b"2")]}

    row = client.post(f"/dossiers/{key}/papers/birth_proof_file/", files, headers=script).content.decode()

    assert row.count("<li") == 1
    assert '<li id="paper-birth_proof_file">' in row
    assert '<div id="give-failures"></div>' in row
    assert row.index("mặt trước.pdf") < row.index("mặt sau.pdf")


def test_nobody_gives_a_file_to_the_draft_of_another(client, mother):
    key = filled_draft(client, mother)
    client.force_login(User.objects.filter(kind="citizen").exclude(pk=mother.pk).first())

    assert give(client, key, SimpleUploadedFile("giấy.pdf", PDF)).status_code == 404
    assert not PaperFile.objects.filter(paper__dossier__key=key).exists()


def test_a_page_sent_without_a_file_says_so(client, mother):
    key = filled_draft(client, mother)

    assert "Bạn chưa chọn tệp nào" in give(client, key).content.decode()


def test_a_file_is_opened_and_taken_away_again(client, mother):
    key = filled_draft(client, mother)
    give(client, key, SimpleUploadedFile("giấy.pdf", PDF))
    given = PaperFile.objects.get(paper__dossier__key=key)

    opened = client.get(f"/dossiers/{key}/files/{given.pk}/")
    removed = client.post(f"/dossiers/{key}/files/{given.pk}/remove/")

    assert opened.content == PDF
    assert removed.status_code == 303
    assert not PaperFile.objects.filter(paper__dossier__key=key).exists()


@pytest.mark.parametrize("page", ["form/khong-co/", "change/khong-co/", "files/999999/"])
def test_an_unknown_page_of_a_draft_is_not_found(client, mother, page):
    key = begin(client, "1.001193")

    assert client.get(f"/dossiers/{key}/{page}").status_code == 404


@pytest.mark.parametrize("paper", ["khong-co", "identity", "abandoned_record"])
def test_a_paper_that_is_not_asked_for_takes_no_file(client, mother, paper):
    key = filled_draft(client, mother)

    assert give(client, key, SimpleUploadedFile("giấy.pdf", PDF), paper=paper).status_code == 422


def test_a_form_from_elsewhere_is_refused(mother):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(mother)

    assert careful.post("/dossiers/new/1.001193/", {"committee": "bd20-long-hoa-ubnd"}).status_code == 403


def test_an_unknown_procedure_is_said_in_a_sentence(client, mother):
    answer = client.get("/dossiers/new/9.999999/")

    assert 400 <= answer.status_code < 500


def test_rubbish_in_the_fields_never_breaks_the_page(client, mother):
    key = begin(client, "1.001193")
    rubbish = {
        "requester.full_name": "x" * 20000,
        "requester.birth_date.day": "９９",
        "requester": "\x00",
        "add": "a[9]",
    }

    answers = [
        client.post(f"/dossiers/{key}/form/who_asks/", rubbish),
        client.post(f"/dossiers/{key}/form/who_asks/", {"requester.full_name": "\x00Hoa\x00", "keep": "1"}),
        client.get("/dossiers/new/1.001193%00/"),
        client.post(f"/dossiers/{key}/people/", {"acts": "\x00", "owner_name": "\x00"}),
        client.post("/dossiers/track/", {"code": "\x00", "secret": "\x00"}),
    ]

    assert all(answer.status_code < 500 for answer in answers)


def test_a_submitted_dossier_is_no_longer_filled(client, mother):
    key = filled_draft(client, mother)
    give(client, key, SimpleUploadedFile("chung-sinh.pdf", PDF))
    client.post(f"/dossiers/{key}/check/", {"declared": "on"})

    answer = client.post(f"/dossiers/{key}/form/who_asks/", {"relation": "mother"})

    assert answer.status_code == 409
    assert "Hồ sơ đã nộp nên không sửa được nữa" in answer.content.decode()


def test_a_draft_is_thrown_away_after_a_question(client, mother):
    key = filled_draft(client, mother)
    give(client, key, SimpleUploadedFile("chung-sinh.pdf", PDF))

    asked = client.get(f"/dossiers/{key}/discard/").content.decode()
    gone = client.post(f"/dossiers/{key}/discard/")

    assert "Xóa hồ sơ nháp này?" in asked
    assert gone.url == "/dossiers/"
    assert not Dossier.objects.filter(key=key).exists()


def test_a_page_of_the_form_asks_the_database_a_fixed_number_of_questions(
    client, mother, django_assert_max_num_queries
):
    key = begin(client, "1.001193")
    client.get(f"/dossiers/{key}/form/child/")

    with django_assert_max_num_queries(9):
        client.get(f"/dossiers/{key}/form/child/")


def test_a_business_begins_with_what_its_account_knows(client):
    business = User.objects.get(phone="0100200001")
    client.force_login(business)

    key = begin(client, "1.001612", committee="bd20-ubnd")

    people = client.get(f"/dossiers/{key}/people/").content.decode()
    assert "Lâm Hoa Súng Tím" in people
    assert Dossier.objects.get(key=key).data["owner"]["id_number"] == "099085900506"


def test_an_officer_files_nothing_from_the_office(client):
    client.force_login(User.objects.filter(kind="officer").first())

    assert client.get("/dossiers/new/1.001193/").status_code == 403
