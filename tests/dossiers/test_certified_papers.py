"""Several papers certified under one request: each its own sheet, signature, seal and number of the book."""

import subprocess
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from congvu.accounts.models import User
from congvu.dossiers.actions import results, returns, steps
from congvu.dossiers.models import Dossier
from congvu.dossiers.queries import desk_results as desk
from congvu.dossiers.queries.certified import further_copies, further_documents
from congvu.dossiers.refusals import CopyMissing
from congvu.dossiers.terms import ResultKind
from congvu.payments.actions import exempt_charge
from congvu.payments.queries import charges_of
from congvu.signing.refusals import DigestChanged
from congvu.signing.terms import DocumentState
from tests.dossiers.conftest import MORNING
from tests.dossiers.result_stories import seal_step, sealed, signed, to_signature
from tests.dossiers.stories import PDF, actor_of, run_jobs, waiting
from tests.dossiers.test_pages_results import PASSWORD, address, sign_in

CODE = "2.000815"  # the example has a diploma and a birth certificate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def words_of(file):
    """Return the text of the sheet, which is the last page."""
    run = subprocess.run(["pdftotext", "-f", "2", "-", "-"], input=file.read(), capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())


def paid(dossier):
    for charge in charges_of(dossier.ref):
        exempt_charge(charge_id=charge.pk, reason="Miễn", by=dossier.submitter.ref, now=MORNING)


def given_back(code=CODE):
    dossier, step, now = to_signature(code, now=MORNING)
    steps.send_back(step_id=step.pk, officer=actor_of(step, now=now), reason="Sai", now=now)
    dossier = Dossier.objects.get(pk=dossier.pk)
    return dossier, actor_of(waiting(dossier), now=now)


def test_every_paper_gets_the_next_number_of_the_book():
    dossier, _ = sealed(CODE, now=MORNING)

    assert dossier.result.number == "01"
    assert [(one.name, one.number) for one in further_copies(dossier.result)] == [("Giấy khai sinh", "02")]


def test_every_paper_is_signed_and_sealed_before_the_dossier_is_finished():
    dossier, _ = sealed(CODE, now=MORNING)

    documents = [dossier.result.document, *further_documents(dossier.result)]
    assert [document.state for document in documents] == [DocumentState.SEALED, DocumentState.SEALED]
    assert dossier.status == "finished"


def test_each_sheet_names_its_own_paper_and_pages_only():
    dossier, _ = sealed(CODE, now=MORNING)
    first, second = dossier.result.document, further_documents(dossier.result)[0]

    one, two = words_of(first.file), words_of(second.file)

    assert "Bằng tốt nghiệp trung học phổ thông" in one and "Giấy khai sinh" not in one
    assert "Giấy khai sinh" in two and "Bằng tốt nghiệp" not in two
    assert "Số trang: 01" in two and dossier.code in two
    with pikepdf.open(BytesIO(second.file.read())) as whole:
        assert len(whole.pages) == 2


def test_a_paper_without_its_copy_is_named():
    dossier, officer = given_back()
    dossier.result.more.all().delete()

    with pytest.raises(CopyMissing, match="thứ 2: Giấy khai sinh"):
        results.draft_result(
            dossier_id=dossier.pk, officer=officer, kind=ResultKind.GRANTED, values={}, reason="", now=MORNING
        )


def test_a_digest_is_approved_for_each_paper():
    dossier, step, now = to_signature(CODE, now=MORNING)
    digest, officer = dossier.result.document.file.sha256, actor_of(step, now=now)

    with pytest.raises(DigestChanged):
        results.approve_result(step_id=step.pk, officer=officer, digest=digest, method="password", now=now)

    assert desk.stage_of(desk.draft_of(dossier)) == desk.Stage.WAITING


def test_the_clerk_waits_until_every_paper_is_signed():
    dossier, _ = signed(CODE, now=MORNING)

    assert seal_step(dossier) is not None
    assert {document.state for document in further_documents(dossier.result)} == {DocumentState.SIGNED}


def test_the_pages_ask_for_each_copy_sign_all_and_seal_all(client):
    dossier, officer = given_back()
    dossier.result.more.all().delete()
    sign_in(client, officer)
    asked = client.get(address("draft", dossier)).content.decode()

    sent = {"kind": "granted", "copy_2": SimpleUploadedFile("khai-sinh.pdf", PDF)}
    drafted = client.post(address("draft", dossier), sent)

    assert 'name="copy_2"' in asked and "2. Giấy khai sinh" in asked
    assert drafted.status_code == 303
    assert further_copies(desk.draft_of(dossier))[0].copy.name == "khai-sinh.pdf"


def frame_of(page):
    return html.fromstring(page).xpath("//iframe/@src")[0]


def test_every_paper_has_its_preview_before_it_is_signed(client):
    dossier, officer = given_back()
    sign_in(client, officer)
    client.post(address("draft", dossier), {"kind": "granted"})

    first = client.get(address("draft", dossier)).content.decode()
    second = client.get(address("draft", dossier), {"paper": "2"}).content.decode()

    assert "?paper=2#xem" in first and frame_of(first) != frame_of(second)
    preview = client.get(frame_of(second))
    assert preview.status_code == 200
    words = words_of(further_copies(desk.draft_of(dossier))[0].file)
    assert "Giấy khai sinh" in words and "cấp khi trình ký" in words


def test_the_signer_turns_from_paper_to_paper_and_sees_the_digest_of_each(client):
    dossier, step, now = to_signature(CODE, now=MORNING)
    sign_in(client, actor_of(step, now=now))

    second = client.get(address("sign", dossier), {"paper": "2"}).content.decode()
    unknown = client.get(address("sign", dossier), {"paper": "x"}).content.decode()

    digests = [one.file.sha256 for one in (dossier.result.document, *further_documents(dossier.result))]
    assert f'title="{digests[1]}"' in second and f'title="{digests[0]}"' in unknown


def test_the_page_of_the_dossier_lists_the_previews(client):
    dossier, officer = given_back()
    sign_in(client, officer)
    preview = further_copies(desk.draft_of(dossier))[0].file

    page = client.get(address("dossier", dossier)).content.decode()

    assert f"/files/{preview.pk}/" in page


def test_the_signer_sees_and_signs_all_papers_on_one_page(client):
    dossier, step, now = to_signature(CODE, now=MORNING)
    sign_in(client, actor_of(step, now=now))
    page = html.fromstring(client.get(address("sign", dossier)).content.decode())
    shown = {name: page.xpath(f"//input[@name='{name}']/@value") for name in ("digest", "further")}

    answer = client.post(address("sign", dossier), {**shown, "password": PASSWORD})
    run_jobs(now=now)

    assert answer.status_code == 303
    assert desk.stage_of(desk.draft_of(dossier)) == desk.Stage.SIGNED


def test_many_are_signed_at_once_with_all_their_papers(client):
    dossier, step, now = to_signature(CODE, now=MORNING)
    sign_in(client, actor_of(step, now=now))
    page = html.fromstring(client.get("/desk/sign/").content.decode())

    client.post("/desk/sign/", {"paper": page.xpath("//input[@name='paper']/@value"), "password": PASSWORD})
    run_jobs(now=now)

    assert desk.stage_of(desk.draft_of(dossier)) == desk.Stage.SIGNED


def test_the_applicant_downloads_every_paper(client):
    dossier, now = sealed(CODE, now=MORNING)
    paid(dossier)
    returns.receive_online(dossier_id=dossier.pk, submitter=dossier.submitter, now=now)
    client.force_login(User.objects.get(pk=dossier.submitter_id))
    page = client.get(f"/dossiers/{dossier.key}/").content.decode()

    second = client.get(f"/dossiers/{dossier.key}/result/?paper=2")

    assert "Giấy khai sinh, số chứng thực" in page
    assert second.status_code == 200
    assert client.get(f"/dossiers/{dossier.key}/result/?paper=9").status_code == 404
