from contextlib import suppress

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from congvu.audit.rules import Ref
from congvu.notify import actions, queries
from congvu.notify.models import Mail, MessageTemplate, Notice
from congvu.notify.rules import MissingValue, Words
from tests.notify.factories import MONDAY_9AM, NoticeFactory, ReaderFactory

DOSSIER = Ref("dossier", "12", "H07.90-200427-0012")
CONTEXT = {
    "secret": "ABCD2345",
    "applicant": "Nguyễn Thị Mẫu",
    "procedure": "Đăng ký khai sinh",
    "code": "H07.90-200427-0012",
    "agency": "UBND xã Lộc Thuận",
    "due": "17:00 thứ Hai 27/04/2020",
}

pytestmark = pytest.mark.django_db


def send(**to):
    actions.send(
        template="dossier_accepted", context=CONTEXT, subject=DOSSIER, link="/dossiers/12/", now=MONDAY_9AM, **to
    )


def test_a_person_who_signs_in_gets_a_notice_and_a_mail():
    reader = ReaderFactory()

    send(to_user=reader)

    assert Notice.objects.get().user == reader
    assert Mail.objects.get().to_email == reader.email
    assert ProcrastinateJob.objects.get().task_name == "notify.send_mails"


def test_mails_of_one_transaction_share_a_job():
    for _ in range(3):
        send(to_user=ReaderFactory())

    assert Mail.objects.count() == 3
    assert ProcrastinateJob.objects.count() == 1


def test_a_part_that_is_taken_back_takes_its_job_along_and_the_next_mail_asks_anew():
    with suppress(ZeroDivisionError), transaction.atomic():
        send(to_user=ReaderFactory())
        raise ZeroDivisionError

    send(to_user=ReaderFactory())

    assert Mail.objects.count() == 1
    assert ProcrastinateJob.objects.count() == 1


def test_a_person_without_an_address_gets_no_mail():
    send(to_user=ReaderFactory(email=""))

    assert not Mail.objects.exists()
    assert Notice.objects.exists()


def test_an_address_alone_gets_a_mail_only():
    send(to_email="ai-do@example.vn", to_name="Ai Đó")

    assert Mail.objects.get().to_name == "Ai Đó"
    assert not Notice.objects.exists()


def test_the_words_name_the_code_and_the_due_day():
    send(to_user=ReaderFactory())

    notice = Notice.objects.get()
    assert CONTEXT["code"] in notice.title
    assert CONTEXT["due"] in notice.text


def test_a_missing_value_sends_nothing():
    with pytest.raises(MissingValue):
        actions.send(template="dossier_accepted", to_user=ReaderFactory(), context={}, subject=DOSSIER, now=MONDAY_9AM)

    assert not Notice.objects.exists()


def test_the_newest_words_are_used():
    words = Words("dossier_accepted", frozenset({"code"}), "Mới {code}", "Lời mới {code}")
    actions.publish_templates(words=queries.words_of_file())
    actions.publish_templates(words=[words])

    send(to_user=ReaderFactory())

    assert Notice.objects.get().template.version == 2


def test_publishing_the_same_words_twice_makes_one_version():
    actions.publish_templates(words=queries.words_of_file())

    assert actions.publish_templates(words=queries.words_of_file()) == 0
    assert MessageTemplate.objects.filter(version=2).count() == 0


def test_reading_twice_keeps_the_first_time():
    notice = NoticeFactory()
    actions.mark_read(notice_id=notice.pk, user=notice.user, now=MONDAY_9AM)

    later = MONDAY_9AM.replace(hour=9)
    actions.mark_read(notice_id=notice.pk, user=notice.user, now=later)

    notice.refresh_from_db()
    assert notice.read_at == MONDAY_9AM


def test_nobody_reads_for_another():
    notice = NoticeFactory()

    with pytest.raises(Notice.DoesNotExist):
        actions.mark_read(notice_id=notice.pk, user=ReaderFactory(), now=MONDAY_9AM)
