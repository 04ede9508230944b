"""Sending messages: a notice for the person who signs in, a mail by job where an address is known."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from congvu.accounts.models import User
from congvu.audit.rules import Ref
from congvu.base.background import defer
from congvu.base.statements import add
from congvu.notify import queries
from congvu.notify.models import Mail, MessageTemplate, Notice, OutboxMail
from congvu.notify.rules import Words, check_words, fill, may_claim, state_after_failure, title_of
from congvu.notify.terms import MailState


def send(
    *,
    template: str,
    to_user: User | None = None,
    to_email: str = "",
    to_name: str = "",
    context: Mapping[str, str],
    subject: Ref,
    link: str = "",
    now: datetime,
) -> None:
    """Tell one person: in the house when `to_user` is given, by mail when an address is known. Raises MissingValue.

    `link` is a path of this house. Which values the words need stands in data/templates.yaml; more are welcome.
    """
    words = _template(template)
    said: dict[str, Any] = {
        "template": words,
        "subject_kind": subject.kind,
        "subject_id": subject.id,
        "title": title_of(words.subject, context),
        "text": fill(words.text, context),
        "link": link,
    }
    with transaction.atomic(savepoint=False):
        if to_user is not None:
            add(Notice(user=to_user, sent_at=now, **said))
        address = to_email or (to_user.email if to_user else "")
        if address:
            name = to_name or (to_user.full_name if to_user else "")
            mail = add(Mail(to_email=address, to_name=name, asked_at=now, **said))
            defer("notify.send_mail", mail_id=mail.pk)


def _template(key: str) -> MessageTemplate:
    """Return the template in force; words that came with the package count as imported. Raises KeyError."""
    found = queries.template_in_force(key)
    if found is None:
        shipped = {words.key: words for words in queries.words_of_file()}
        found, _ = MessageTemplate.objects.get_or_create(
            key=key, version=1, defaults={"subject": shipped[key].subject, "text": shipped[key].text}
        )
    return found


@transaction.atomic
def publish_templates(*, words: Sequence[Words]) -> int:
    """Store each template whose words changed as its next version; return how many did. Raises BadTemplates."""
    changed = 0
    for one in words:
        check_words(one)
        last = queries.template_in_force(one.key)
        if last is None or (last.subject, last.text) != (one.subject, one.text):
            version = last.version + 1 if last else 1
            MessageTemplate.objects.create(key=one.key, version=version, subject=one.subject, text=one.text)
            changed += 1
    return changed


@transaction.atomic
def claim_mail(*, mail_id: int, now: datetime) -> Mail | None:
    """Take the mail for sending; None when it is sent, given up, gone, or in another run's hands."""
    mail = Mail.objects.select_for_update().filter(pk=mail_id).first()
    if mail is None or not may_claim(mail.state, claimed_at=mail.claimed_at, now=now):
        return None
    mail.state, mail.claimed_at, mail.attempts = MailState.CLAIMED, now, mail.attempts + 1
    mail.save(update_fields=["state", "claimed_at", "attempts"])
    return mail


@transaction.atomic
def record_sent(*, mail_id: int, now: datetime) -> None:
    """Note that the mail has left."""
    Mail.objects.filter(pk=mail_id).exclude(state=MailState.SENT).update(state=MailState.SENT, sent_at=now, error="")


@transaction.atomic
def record_failure(*, mail_id: int, error: str) -> None:
    """Note that the mail could not be sent: it waits again, or is given up after many attempts."""
    mail = Mail.objects.select_for_update().get(pk=mail_id)
    if mail.state == MailState.CLAIMED:
        mail.state, mail.error = state_after_failure(mail.attempts), error[:1000]
        mail.save(update_fields=["state", "error"])


@transaction.atomic
def send_left_behind(*, now: datetime) -> int:
    """Ask again for the mails whose job seems lost; return how many."""
    left = list(queries.mails_left_behind(now).values_list("pk", flat=True)[:500])
    for mail_id in left:
        defer("notify.send_mail", mail_id=mail_id)
    return len(left)


@transaction.atomic
def mark_read(*, notice_id: int, user: User, now: datetime) -> Notice:
    """Note that the person has read a notice; reading again changes nothing. Raises Notice.DoesNotExist."""
    notice = queries.notices_of(user).select_for_update().get(pk=notice_id)
    if notice.read_at is None:
        notice.read_at = now
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def mark_all_read(*, user: User, now: datetime) -> int:
    """Note that the person has read everything; return how many notices that were."""
    return queries.notices_of(user).filter(read_at=None).update(read_at=now)


def keep_in_outbox(*, sender: str, recipients: Sequence[str], title: str, text: str, now: datetime) -> None:
    """Keep a mail for the demonstration's outbox page instead of sending it."""
    OutboxMail.objects.create(
        sender=sender[:320], recipients=", ".join(recipients), title=title[:400], text=text, at=now
    )
