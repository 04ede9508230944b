from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from congvu.signing.rules.codes import code_from, typed_code
from congvu.signing.web import check as page
from tests.signing import papers
from tests.signing.factories import sealed, signed
from tests.signing.test_rules_verify import draw_on_page, updated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture(autouse=True)
def fresh_minute():
    cache.clear()


def hand_in(client, content, **more):
    return client.post("/check/", {"file": SimpleUploadedFile("giay.pdf", content, "application/pdf"), **more})


def test_the_page_opens_for_anybody(client):
    answer = client.get("/check/")

    assert answer.status_code == 200
    assert "Kiểm tra văn bản ký số" in answer.text


def test_a_sealed_paper_of_ours_is_found_whole_competent_and_in_the_register(client):
    answer = hand_in(client, sealed().file.read())

    assert "Chữ ký thử nghiệm, nguyên vẹn" in answer.text
    assert "Người ký có thẩm quyền vào ngày ký" in answer.text
    assert "Khớp với sổ của cơ quan ban hành" in answer.text


def test_a_paper_changed_after_signing_is_not_to_be_used(client):
    answer = hand_in(client, updated(sealed().file.read(), draw_on_page))

    assert "Đừng dùng văn bản này" in answer.text


def test_a_paper_of_a_stranger_is_undetermined(client):
    answer = hand_in(client, papers.sealed())

    assert "Chưa xác định được văn bản này" in answer.text


@pytest.mark.parametrize("content", [b"hello", b"%PDF-1.7 broken", b"PK\x03\x04"])
def test_whatever_is_handed_in_gets_words(client, content):
    answer = hand_in(client, content)

    assert answer.status_code == 200
    assert "Chưa xác định được" in answer.text


def test_nothing_handed_in_is_asked_for(client):
    answer = client.post("/check/", {})

    assert answer.status_code == 422
    assert "Hãy chọn một tệp PDF." in answer.text


def test_a_file_over_the_limit_is_refused(client, monkeypatch):
    monkeypatch.setattr(page, "LIMIT_BYTES", 10)

    answer = hand_in(client, papers.sealed())

    assert answer.status_code == 413


def test_one_address_cannot_check_without_end(client, monkeypatch):
    monkeypatch.setattr(page, "CHECKS_PER_MINUTE", 2)

    with time_machine.travel(datetime(2020, 4, 27, 1, 0, 18, tzinfo=UTC), tick=False):
        answers = [client.get("/check/", {"code": "AAAA-BBBB-20"}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [404, 404, 429]
    assert answers[-1].headers["Retry-After"] == "42"


def test_a_code_shows_issuer_number_and_signers_and_nothing_of_the_content(client):
    document = sealed(number="31/2020")

    answer = client.get("/check/", {"code": document.check_code.lower().replace("-", " ")})

    assert answer.status_code == 200
    for words in ("Có văn bản này trong sổ", "31/2020", "Ủy ban nhân dân huyện Bình Đại", document.file.sha256):
        assert words in answer.text


def test_the_code_of_a_paper_without_seal_is_not_given_away(client):
    document = signed()

    assert client.get("/check/", {"code": document.check_code}).status_code == 404


def test_a_code_that_cannot_be_one_is_explained(client):
    answer = client.get("/check/", {"code": "<script>"})

    assert answer.status_code == 422
    assert "ví dụ 7K4M-9QXR-20" in answer.text


@pytest.mark.parametrize(("changed", "words"), [(False, "Trùng khớp."), (True, "Không trùng.")])
def test_a_file_is_compared_with_what_its_code_stands_for(client, changed, words):
    document = sealed()
    content = document.file.read() + (b"\n" if changed else b"")

    answer = hand_in(client, content, code=document.check_code)

    assert words in answer.text


def test_codes_are_read_as_people_type_them():
    code = code_from(2**39 + 12345, year=2020)

    assert typed_code(f"  {code.lower().replace('-', '')} ") == code
    assert typed_code("7K4M-9QXR") == ""
