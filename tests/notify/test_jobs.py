from datetime import timedelta

import pytest
from django.core import mail as outgoing
from django.db import IntegrityError
from procrastinate.contrib.django.models import ProcrastinateJob

from congvu.base import clock
from congvu.notify import actions, jobs
from congvu.notify.models import Mail, OutboxMail
from tests.notify.factories import MONDAY_9AM, MailFactory

pytestmark = pytest.mark.django_db


def test_a_second_run_finds_the_mail_sent():
    mail = MailFactory()

    jobs.send_mail(mail_id=mail.pk)
    jobs.send_mail(mail_id=mail.pk)

    assert len(outgoing.outbox) == 1
    assert Mail.objects.get().state == "sent"


def test_the_mail_ends_with_the_address_of_the_page():
    jobs.send_mail(mail_id=MailFactory().pk)

    assert outgoing.outbox[0].body.endswith("http://localhost:8000/dossiers/track/\n")


def test_the_message_keeps_its_id_when_it_goes_out_again():
    mail = MailFactory()

    ids = {jobs.message_of(mail).message()["Message-ID"] for _ in range(2)}

    assert len(ids) == 1


def test_a_mail_that_is_gone_is_no_error():
    jobs.send_mail(mail_id=0, later_added="x")

    assert not outgoing.outbox


def test_a_failure_is_kept_and_the_mail_waits_again(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    mail = MailFactory()

    with pytest.raises(OSError):
        jobs.send_mail(mail_id=mail.pk)

    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("waiting", 1)
    assert "refused" in mail.error


def test_a_mail_is_given_up_after_many_attempts():
    mail = MailFactory(state="claimed", attempts=8, claimed_at=MONDAY_9AM)

    actions.record_failure(mail_id=mail.pk, error="550")

    mail.refresh_from_db()
    assert mail.state == "failed"


def test_a_mail_in_another_runs_hands_is_left_alone():
    mail = MailFactory(state="claimed", claimed_at=MONDAY_9AM)

    assert actions.claim_mail(mail_id=mail.pk, now=MONDAY_9AM + timedelta(minutes=4)) is None


def test_a_mail_whose_run_died_is_claimed_again():
    mail = MailFactory(state="claimed", claimed_at=MONDAY_9AM)

    assert actions.claim_mail(mail_id=mail.pk, now=MONDAY_9AM + timedelta(minutes=5)) is not None


def test_lost_mails_are_asked_for_again():
    lost = MailFactory()
    MailFactory(asked_at=clock.now())

    jobs.send_left_behind()

    assert ProcrastinateJob.objects.get().args == {"mail_id": lost.pk}


def test_a_sent_mail_must_have_its_time():
    with pytest.raises(IntegrityError):
        MailFactory(state="sent")


def test_the_outbox_keeps_mails(settings):
    settings.EMAIL_BACKEND = "congvu.notify.outbox.OutboxBackend"

    jobs.send_mail(mail_id=MailFactory().pk)

    assert OutboxMail.objects.get().recipients == "mau@example.vn"
