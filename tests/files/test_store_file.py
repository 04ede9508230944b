import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction

from congvu.files import actions, jobs, queries
from congvu.files.models import StoredFile
from congvu.files.refusals import EmptyFile, Infected, ScannerUnreachable, TooLarge, WrongType
from congvu.files.rules import DOCX, path_of
from congvu.files.systems.store import folder
from tests.files.clamd_fake import EICAR, scanner
from tests.files.factories import MONDAY_9AM, docx_bytes, pdf_bytes, picture_bytes, store

pytestmark = pytest.mark.django_db


def where(file):
    return Path(settings.MEDIA_ROOT) / path_of(file.sha256)


def test_the_bytes_come_back_whole():
    file = store(pdf_bytes("một"))

    assert file.read() == pdf_bytes("một")
    assert file.size == len(pdf_bytes("một"))


def test_an_upload_may_be_an_open_file():
    assert store(io.BytesIO(pdf_bytes("tệp mở"))).read() == pdf_bytes("tệp mở")


def test_equal_uploads_share_their_bytes_and_keep_their_names():
    first, second = store(pdf_bytes("hai"), name="a.pdf"), store(pdf_bytes("hai"), name="b.pdf")

    assert where(first) == where(second)
    assert (first.name, second.name) == ("a.pdf", "b.pdf")


def test_stored_bytes_are_never_rewritten():
    file = store(pdf_bytes("ba"))
    before = where(file).stat()

    store(pdf_bytes("ba"))

    assert where(file).stat().st_ino == before.st_ino
    assert oct(before.st_mode)[-3:] == "440"


def test_an_empty_upload_is_refused():
    with pytest.raises(EmptyFile):
        store(b"")


def test_a_large_upload_is_refused_without_reading_it_all(tmp_path):
    (tmp_path / "lớn").write_bytes(bytes(5000))

    with (tmp_path / "lớn").open("rb") as content:
        with pytest.raises(TooLarge):
            store(content, limit_bytes=1000)

        assert content.tell() == 1001


def test_a_large_upload_in_memory_is_refused():
    with pytest.raises(TooLarge):
        store(io.BytesIO(bytes(5000)), limit_bytes=1000)


def test_the_name_is_not_trusted():
    with pytest.raises(WrongType):
        store(b"MZ\x90\x00 not a pdf", name="don.pdf")


def test_a_type_that_was_not_asked_for_is_refused_by_name():
    with pytest.raises(WrongType, match="DOCX"):
        store(picture_bytes(), allowed=frozenset({DOCX}))


def test_an_office_document_is_taken_where_it_is_asked_for():
    assert store(docx_bytes(), name="tờ trình", allowed=frozenset({DOCX})).name == "tờ trình.docx"


def test_an_infected_upload_is_refused_and_nothing_is_stored(settings, tmp_path):
    with scanner(tmp_path) as settings.CONGVU_CLAMD, pytest.raises(Infected):
        store(pdf_bytes(EICAR))

    assert not StoredFile.objects.exists()


def test_a_clean_upload_passes_the_scanner(settings, tmp_path):
    with scanner(tmp_path) as settings.CONGVU_CLAMD:
        assert store(pdf_bytes("sạch " + "x" * 200_000)).pk


def test_nothing_is_taken_while_the_scanner_is_away(settings, tmp_path):
    settings.CONGVU_CLAMD = str(tmp_path / "khong-co.sock")

    with pytest.raises(ScannerUnreachable):
        store()


@pytest.mark.parametrize("address", ["khong-co-cong", "127.0.0.1:9"])
def test_a_scanner_on_a_wrong_address_is_away(settings, address):
    settings.CONGVU_CLAMD = address

    with pytest.raises(ScannerUnreachable):
        store()


def test_a_scanner_that_says_something_else_is_away(settings, tmp_path):
    answer = b"INSTREAM size limit exceeded. ERROR\0"

    with scanner(tmp_path, says=answer) as settings.CONGVU_CLAMD, pytest.raises(ScannerUnreachable):
        store()


@pytest.mark.parametrize(("field", "value"), [("size", 0), ("sha256", "A" * 64)])
def test_a_row_must_describe_real_bytes(field, value):
    file = store()

    with pytest.raises(IntegrityError):
        StoredFile.objects.filter(pk=file.pk).update(**{field: value})


def test_an_upload_nobody_used_goes_after_two_days():
    file = store(pdf_bytes("bỏ"))

    assert not actions.drop_loose_file(file_id=file.pk, now=MONDAY_9AM + timedelta(days=1))
    assert actions.drop_loose_file(file_id=file.pk, now=MONDAY_9AM + timedelta(days=3))
    assert not default_storage.exists(path_of(file.sha256))


def test_bytes_stay_while_another_upload_shares_them():
    first = store(pdf_bytes("chung"))
    store(pdf_bytes("chung"), now=MONDAY_9AM + timedelta(days=3))

    assert actions.drop_loose_file(file_id=first.pk, now=MONDAY_9AM + timedelta(days=3))
    assert default_storage.exists(path_of(first.sha256))


def test_a_kept_upload_stays():
    file = store(pdf_bytes("giữ"))
    actions.keep_file(file_id=file.pk, now=MONDAY_9AM)

    assert not actions.drop_loose_file(file_id=file.pk, now=MONDAY_9AM + timedelta(days=30))


def test_bytes_of_a_rolled_back_upload_are_swept():
    with pytest.raises(RuntimeError), transaction.atomic():
        lost = store(pdf_bytes("hoàn tác"))
        raise RuntimeError
    kept = store(pdf_bytes("còn"))

    assert lost.sha256 in folder.digests()
    jobs.sweep()
    jobs.sweep()

    assert lost.sha256 not in folder.digests()
    assert kept.read()


def test_the_doctor_finds_nothing_in_a_whole_store():
    store(pdf_bytes("lành"))

    assert queries.problems_in_all() == queries.problems_in_sample() == []


def test_the_doctor_finds_missing_and_changed_bytes():
    missing, changed = store(pdf_bytes("mất")), store(pdf_bytes("sửa"))
    where(missing).unlink()
    where(changed).chmod(0o640)
    where(changed).write_bytes(b"khac")

    found = queries.problems_in_all()

    assert len(found) == 2
    assert {"mã băm" in sentence for sentence in found} == {True, False}


def test_the_cleaning_job_runs_twice():
    store(pdf_bytes("hai lần"))

    jobs.drop_loose()
    jobs.drop_loose()

    assert not StoredFile.objects.exists()


def upload(_):
    try:
        return store(pdf_bytes("cùng lúc")).sha256
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_equal_uploads_at_once_all_succeed():
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(upload, range(16)))) == 1

    assert StoredFile.objects.count() == 16
    assert queries.problems_in_all() == []
