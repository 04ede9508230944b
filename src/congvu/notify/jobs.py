"""Jobs of messages: sending the mails that wait, asking again for lost ones."""

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from congvu.base import clock
from congvu.base.background import job, periodic, take_over
from congvu.notify import actions
from congvu.notify.models import Mail

MOST_IN_A_RUN = 50  # then the next run goes on, so that a worker can be stopped in between


@job(actions.SEND, queue="mail")
def send_mails(**_: object) -> None:
    """Send the mails that wait over one connection.

    May run twice, or beside another run: each mail is claimed by one, a sent one never again, and its Message-ID
    stays the same. One that fails is tried again by a later run and holds up no other.
    """
    take_over(actions.SEND)
    server = get_connection()
    try:
        for _place in range(MOST_IN_A_RUN):
            mail = actions.claim_mail(now=clock.now())
            if mail is None:
                return
            _send(mail, server)
        actions.send_on()
    finally:
        server.close()


def _send(mail: Mail, server: BaseEmailBackend) -> None:
    """Send a claimed mail and record how it went. Raises what keeps the server from being reached at all."""
    try:
        server.open()
    except Exception as error:
        actions.record_failure(mail_id=mail.pk, error=said_by(error), now=clock.now())
        raise
    try:
        server.send_messages([message_of(mail)])
    except Exception as error:  # about this mail alone; the next one starts over a new connection
        actions.record_failure(mail_id=mail.pk, error=said_by(error), now=clock.now())
        server.close()
    else:
        actions.record_sent(mail_id=mail.pk, now=clock.now())


def said_by(error: Exception) -> str:
    """Return the failure as the mail keeps it."""
    return f"{type(error).__name__}: {error}"


def message_of(mail: Mail) -> EmailMessage:
    """Return the mail as Django's mail backends take it, with the page's address below the words."""
    text = f"{mail.text}\n\n{settings.CONGVU_ADDRESS}{mail.link}\n" if mail.link else f"{mail.text}\n"
    return EmailMessage(
        subject=mail.title,
        body=text,
        to=[mail.to_email],
        headers={"Message-ID": f"<mail-{mail.pk}-{int(mail.asked_at.timestamp())}@{settings.CONGVU_MAIL_DOMAIN}>"},
    )


@periodic("notify.send_left_behind", cron="*/5 * * * *")
def send_left_behind() -> None:
    """Ask for a run when mails were left behind. May run twice: a mail in hand or sent is not claimed again."""
    actions.send_left_behind(now=clock.now())
