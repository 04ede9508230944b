"""Pages of certified papers: what was declared is held against the copy, the sheet names what the copy really has."""

from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from congvu.dossiers.actions import results
from congvu.dossiers.models import PaperFile, Result
from congvu.dossiers.queries import desk_results as desk
from congvu.dossiers.terms import ResultKind
from congvu.files.actions import store_file
from tests.dossiers.conftest import MORNING
from tests.dossiers.result_stories import to_signature
from tests.dossiers.stories import actor_of
from tests.dossiers.test_certified_papers import given_back, words_of
from tests.dossiers.test_pages_results import address, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def pdf(pages):
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(595, 842))
        out = BytesIO()
        made.save(out)
        return out.getvalue()


def upload(name, *, pages):
    return SimpleUploadedFile(name, pdf(pages), content_type="application/pdf")


def drafted_page(client, **files):
    """Draft the certification of two papers declared with one page each; return the page afterwards."""
    dossier, officer = given_back()
    sign_in(client, officer)
    answer = client.post(address("draft", dossier), {"kind": "granted", **files})
    assert answer.status_code == 303
    return dossier, client.get(address("draft", dossier)).content.decode()


def test_copies_with_the_declared_pages_are_not_remarked_upon(client):
    _, page = drafted_page(client, copy=upload("a.pdf", pages=1), copy_2=upload("b.pdf", pages=1))

    assert "tờ khai ghi" not in page


def test_a_copy_with_other_pages_than_declared_is_named_with_what_to_do(client):
    _, page = drafted_page(client, copy_2=upload("b.pdf", pages=3))

    assert "Giấy khai sinh: tệp có 3 trang, tờ khai ghi 1 trang." in page
    assert "đính kèm tệp đúng và lập lại dự thảo" in page
    assert "Phí đã tính theo số trang khai" in page
    assert "Bằng tốt nghiệp trung học phổ thông: tệp có" not in page


def test_the_signer_is_told_too_and_the_sheet_names_the_pages_of_the_copy(client):
    dossier, step, now = to_signature("2.001035", now=MORNING)
    sign_in(client, actor_of(step, now=now))

    page = client.get(address("sign", dossier)).content.decode()

    assert "Văn bản giao dịch: tệp có 1 trang, tờ khai ghi 5 trang." in page and "trả lại để sửa" in page
    assert "Phí đã tính" not in page
    words = words_of(dossier.result.document.file)
    assert "Số trang: 01" in words and "Giao dịch này gồm 1 trang" in words


def test_a_refusal_is_not_held_against_pages(client):
    dossier, officer = given_back("2.001035")
    sign_in(client, officer)

    client.post(address("draft", dossier), {"kind": "negative", "reason": "Thiếu", "legal_ground": "Điều 25"})

    assert "tờ khai ghi" not in client.get(address("draft", dossier)).content.decode()


def test_pictures_that_the_applicant_gave_for_an_only_paper_are_its_pages():
    dossier, officer = given_back("2.000992")
    Result.objects.filter(dossier=dossier).update(copy=None)
    paper = dossier.papers.get(key="translation_file")
    paper.files.all().delete()
    for number in (1, 2):
        picture = BytesIO()
        Image.new("RGB", (30, 40), (number, 0, 0)).save(picture, "PNG")
        file = store_file(content=picture.getvalue(), name=f"{number}.png", by=officer.ref, now=MORNING)
        PaperFile.objects.create(paper=paper, file=file, added_at=MORNING, added_by="Người nộp")
    values = dossier.result.values

    results.draft_result(
        dossier_id=dossier.pk, officer=officer, kind=ResultKind.GRANTED, values=values, reason="", now=MORNING
    )

    assert desk.draft_of(dossier).copy_pages == 2
