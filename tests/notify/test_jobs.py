"""The job that sends mails: what it sends once, what it tries again, and what it leaves to other runs."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from importlib import import_module
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail as outgoing
from django.db import IntegrityError, connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from congvu.audit.rules import Ref
from congvu.base import clock
from congvu.notify import actions, jobs
from congvu.notify.models import Mail, OutboxMail
from congvu.notify.rules import MOST_ATTEMPTS, seconds_to_next_try, state_after_failure
from tests.notify.factories import MONDAY_9AM, MailFactory, MessageTemplateFactory, ReaderFactory
from tests.notify.mail_server import HANGS_UP, REFUSED, MailServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    with MailServer() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


@pytest.fixture
def committed(transactional_db):
    """Let transactions end; emptying the tables of models afterwards leaves out procrastinate's."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.fixture
def no_server(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9


def send_one():
    words = MessageTemplateFactory(subject="Lời", text="Lời")
    subject = Ref("dossier", "1", "H07.90-200427-0012")
    actions.send(template=words.key, to_user=ReaderFactory(), context={}, subject=subject, now=MONDAY_9AM)


def test_a_second_run_finds_the_mail_sent():
    MailFactory()

    jobs.send_mails()
    jobs.send_mails()

    assert len(outgoing.outbox) == 1
    assert Mail.objects.get().state == "sent"


def test_the_mail_ends_with_the_address_of_the_page():
    MailFactory()

    jobs.send_mails()

    assert outgoing.outbox[0].body.endswith("http://localhost:8000/dossiers/track/\n")


def test_the_message_keeps_its_id_when_it_goes_out_again():
    mail = MailFactory()

    ids = {jobs.message_of(mail).message()["Message-ID"] for _ in range(2)}

    assert len(ids) == 1


def test_a_run_without_mails_is_no_error():
    jobs.send_mails(later_added="x")

    assert not outgoing.outbox


def test_all_mails_go_over_one_connection(server):
    MailFactory.create_batch(5)

    jobs.send_mails()

    assert (len(server.kept), server.connections) == (5, 1)
    assert set(Mail.objects.values_list("state", "attempts")) == {("sent", 1)}


def test_a_server_out_of_reach_costs_one_mail_one_attempt_and_the_run_comes_back(no_server):
    mail, untouched = MailFactory(), MailFactory()

    with pytest.raises(OSError):
        jobs.send_mails()

    mail.refresh_from_db()
    untouched.refresh_from_db()
    assert (mail.state, mail.attempts) == ("waiting", 1)
    assert "refused" in mail.error
    assert (untouched.state, untouched.attempts) == ("waiting", 0)


@pytest.mark.parametrize("address", [REFUSED, HANGS_UP])
def test_a_mail_that_fails_holds_up_no_other(server, address):
    MailFactory(to_email="truoc@example.vn")
    failing = MailFactory(to_email=address)
    MailFactory(to_email="sau@example.vn")

    jobs.send_mails()

    failing.refresh_from_db()
    assert server.kept == ["truoc@example.vn", "sau@example.vn"]
    assert (failing.state, failing.attempts) == ("waiting", 1)
    assert ("550" in failing.error) or SMTPServerDisconnected.__name__ in failing.error


def is_in_seconds(moment, seconds, *, since):
    return since <= moment - timedelta(seconds=seconds) <= timezone.now()


def test_a_mail_that_failed_asks_for_a_later_run_of_its_own(server):
    MailFactory(to_email=REFUSED)
    began = timezone.now()

    jobs.send_mails()

    later = ProcrastinateJob.objects.get()
    assert (later.task_name, later.status) == ("notify.send_mails", "todo")
    assert is_in_seconds(later.scheduled_at, 4, since=began)  # three, and one for clocks that differ


def test_a_mail_that_failed_is_left_alone_until_its_next_try():
    mail = MailFactory(state="claimed", attempts=2, claimed_at=MONDAY_9AM)
    actions.record_failure(mail_id=mail.pk, error="450", now=MONDAY_9AM)

    assert actions.claim_mail(now=MONDAY_9AM + timedelta(seconds=8)) is None
    assert actions.claim_mail(now=MONDAY_9AM + timedelta(seconds=9)) == mail


def test_a_mail_is_given_up_after_many_attempts():
    mail = MailFactory(state="claimed", attempts=MOST_ATTEMPTS, claimed_at=MONDAY_9AM)

    actions.record_failure(mail_id=mail.pk, error="550", now=MONDAY_9AM)

    mail.refresh_from_db()
    assert mail.state == "failed"
    assert not ProcrastinateJob.objects.exists()


def test_a_mail_server_that_stands_still_over_a_weekend_costs_no_mail():
    waits = [seconds_to_next_try(attempts) for attempts in range(1, MOST_ATTEMPTS)]

    assert max(waits) == 3600
    assert sum(waits) > timedelta(days=2, hours=20).total_seconds()
    assert state_after_failure(MOST_ATTEMPTS - 1) == "waiting"


def test_a_mail_in_another_runs_hands_is_left_alone():
    mail = MailFactory()

    assert actions.claim_mail(now=MONDAY_9AM) == mail
    assert actions.claim_mail(now=MONDAY_9AM + timedelta(minutes=4)) is None


def test_a_mail_whose_run_died_is_claimed_again():
    mail = MailFactory()
    actions.claim_mail(now=MONDAY_9AM)

    again = actions.claim_mail(now=MONDAY_9AM + timedelta(minutes=5))

    assert (again, again.attempts) == (mail, 2)


def test_a_mail_of_a_machine_whose_clock_is_ahead_is_sent_at_once():
    MailFactory(asked_at=clock.now() + timedelta(minutes=1))

    jobs.send_mails()

    assert len(outgoing.outbox) == 1


def test_two_runs_at_once_send_each_mail_once(server, committed):
    MailFactory.create_batch(20)

    def run(_):
        try:
            jobs.send_mails()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, range(2)))

    assert (len(server.kept), server.connections) == (20, 2)
    assert set(Mail.objects.values_list("state", "attempts")) == {("sent", 1)}


def test_a_mail_written_while_a_run_works_keeps_its_own_job_and_goes_out(server, committed):
    MailFactory()

    def write():
        server.after_each = lambda: None
        send_one()
        connection.close()

    server.after_each = write

    jobs.send_mails()

    assert len(server.kept) == 2
    assert ProcrastinateJob.objects.get().status == "todo"


def test_a_run_does_the_work_of_all_that_wait_and_leaves_those_of_later():
    actions.send_on()
    connection.run_on_commit.clear()  # as if the transaction had ended
    actions.send_on()
    failing, began = MailFactory(state="claimed", attempts=1), timezone.now()
    actions.record_failure(mail_id=failing.pk, error="450", now=clock.now())

    jobs.send_mails()

    assert is_in_seconds(ProcrastinateJob.objects.get().scheduled_at, 4, since=began)


def test_a_run_with_very_many_mails_leaves_the_rest_to_the_next():
    MailFactory.create_batch(jobs.MOST_IN_A_RUN + 1)

    jobs.send_mails()

    assert len(outgoing.outbox) == jobs.MOST_IN_A_RUN
    assert ProcrastinateJob.objects.get().task_name == "notify.send_mails"


def test_lost_mails_are_asked_for_again():
    MailFactory()

    jobs.send_left_behind()

    assert ProcrastinateJob.objects.get().task_name == "notify.send_mails"


def test_mails_that_wait_for_their_time_are_not_lost():
    MailFactory(asked_at=clock.now())
    MailFactory(attempts=5, next_try_at=clock.now() + timedelta(minutes=4))

    jobs.send_left_behind()

    assert not ProcrastinateJob.objects.exists()


def test_a_job_that_an_older_version_asked_for_sends_its_mail():
    mail = MailFactory()
    app.configure_task("notify.send_mail", queue="mail", allow_unknown=True).defer(mail_id=mail.pk)

    with connection.cursor() as cursor:
        cursor.execute(import_module("congvu.notify.migrations.0003_jobs_of_one_mail_each").RENAME)

    waiting = ProcrastinateJob.objects.get()
    assert (waiting.task_name, waiting.queue_name, waiting.args) == ("notify.send_mails", "mail", {})


def test_a_sent_mail_must_have_its_time():
    with pytest.raises(IntegrityError):
        MailFactory(state="sent")


def test_the_outbox_keeps_mails(settings):
    settings.EMAIL_BACKEND = "congvu.notify.outbox.OutboxBackend"
    MailFactory()

    jobs.send_mails()

    assert OutboxMail.objects.get().recipients == "mau@example.vn"
