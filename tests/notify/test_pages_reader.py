import pytest

from congvu.notify.models import Notice, OutboxMail
from tests.notify.factories import MONDAY_9AM, NoticeFactory, ReaderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    reader = ReaderFactory()
    client.force_login(reader, backend="congvu.accounts.web.sessions.Backend")
    return reader


@pytest.fixture
def kept():
    return OutboxMail.objects.create(
        sender="congvu@localhost",
        recipients="mau@example.vn",
        title="Hồ sơ",
        at=MONDAY_9AM,
        text="Xem http://localhost:8000/dossiers/12/ <b>nhé</b>",
    )


def test_strangers_are_sent_to_sign_in(client):
    response = client.get("/notices/")

    assert response.status_code == 302


def test_my_notices_are_listed_and_others_are_not(client, reader):
    mine, other = NoticeFactory(user=reader), NoticeFactory()

    page = client.get("/notices/").content.decode()

    assert mine.title in page
    assert other.title not in page


def test_an_empty_list_says_so(client, reader):
    assert "chưa có thông báo nào" in client.get("/notices/").content.decode()


def test_many_notices_come_in_pages(client, reader):
    NoticeFactory.create_batch(21, user=reader)

    assert "Trang 2 / 2" in client.get("/notices/?page=2").content.decode()
    assert client.get("/notices/?page=khong").status_code == 200


def test_opening_a_notice_marks_it_read_and_goes_there(client, reader):
    notice = NoticeFactory(user=reader)

    response = client.post(f"/notices/{notice.pk}/open/")

    assert (response.status_code, response["Location"]) == (303, "/dossiers/track/")
    assert Notice.objects.get().read_at is not None


def test_a_notice_never_leads_out_of_the_house(client, reader):
    notice = NoticeFactory(user=reader, link="https://example.com/")

    assert client.post(f"/notices/{notice.pk}/open/")["Location"] == "/notices/"


def test_a_notice_of_another_is_not_found(client, reader):
    assert client.post(f"/notices/{NoticeFactory().pk}/open/").status_code == 404


def test_all_can_be_marked_read(client, reader):
    NoticeFactory.create_batch(2, user=reader)

    response = client.post("/notices/read-all/")

    assert response.status_code == 303
    assert not Notice.objects.filter(read_at=None).exists()


def test_htmx_gets_the_part_only(client, reader):
    page = client.get("/notices/", headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in page


def test_the_outbox_is_absent_outside_a_demonstration(client, kept):
    assert client.get("/notices/outbox/").status_code == 404
    assert client.get(f"/notices/outbox/{kept.pk}/").status_code == 404


def test_anybody_reads_the_outbox_of_a_demonstration(client, kept, settings):
    settings.CONGVU_MODE = "demo"

    assert "mau@example.vn" in client.get("/notices/outbox/?q=mau@").content.decode()
    assert "Không có thư nào" in client.get("/notices/outbox/?q=khac%00").content.decode()


def test_links_in_a_kept_mail_work_and_markup_does_not(client, kept, settings):
    settings.CONGVU_MODE = "demo"

    page = client.get(f"/notices/outbox/{kept.pk}/").content.decode()

    assert 'href="http://localhost:8000/dossiers/12/"' in page
    assert "<b>nhé</b>" not in page


def test_the_frame_says_how_many_notices_are_unread(client, reader):
    NoticeFactory.create_batch(3, user=reader)

    assert '3<span class="govuk-visually-hidden"> chưa đọc</span>' in client.get("/procedures/").content.decode()


def test_a_frame_without_unread_notices_shows_no_number(client, reader):
    assert "chưa đọc" not in client.get("/procedures/").content.decode()


def test_very_many_unread_notices_are_not_counted_to_the_end(client, reader):
    NoticeFactory.create_batch(105, user=reader)

    assert '99+<span class="govuk-visually-hidden"> chưa đọc</span>' in client.get("/procedures/").content.decode()
