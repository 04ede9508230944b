"""Jobs of messages: sending one mail, asking again for lost ones."""

from django.conf import settings
from django.core.mail import EmailMessage

from congvu.base import clock
from congvu.base.background import job, periodic
from congvu.notify import actions
from congvu.notify.models import Mail


@job("notify.send_mail", queue="mail")
def send_mail(*, mail_id: int, **_: object) -> None:
    """Send one mail. May run twice: a sent mail is not claimed again, and its Message-ID stays the same."""
    mail = actions.claim_mail(mail_id=mail_id, now=clock.now())
    if mail is None:
        return
    try:
        message_of(mail).send()
    except Exception as error:
        actions.record_failure(mail_id=mail.pk, error=f"{type(error).__name__}: {error}")
        raise
    actions.record_sent(mail_id=mail.pk, now=clock.now())


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
    """Ask again for mails whose job was lost. May run twice: a mail in hand or sent is not claimed again."""
    actions.send_left_behind(now=clock.now())
