"""Sending messages: a notice for the person who signs in, a mail by job where an address is known."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from congvu.accounts.models import User
from congvu.audit.rules import Ref
from congvu.base.background import defer_later, defer_once
from congvu.base.statements import Change, add
from congvu.notify import queries
from congvu.notify.models import Mail, MessageTemplate, Notice, OutboxMail
from congvu.notify.rules import (
    CLAIM_LASTS,
    Words,
    check_words,
    fill,
    seconds_to_next_try,
    state_after_failure,
    title_of,
)
from congvu.notify.terms import MailState

SEND = "notify.send_mails"  # the job that sends every mail it finds


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
            add(Mail(to_email=address, to_name=name, asked_at=now, **said))
            defer_once(SEND)


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


_COLUMNS = [field.attname for field in Mail._meta.concrete_fields]
_CLAIM = f"""
UPDATE notify_mail SET state = 'claimed', claimed_at = %s, next_try_at = %s, attempts = attempts + 1
WHERE id = (
    SELECT id FROM notify_mail WHERE state IN ('waiting', 'claimed') AND (next_try_at IS NULL OR next_try_at <= %s)
    ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING {", ".join(_COLUMNS)}
"""


def claim_mail(*, now: datetime) -> Mail | None:
    """Take the mail for sending that has waited longest, None when there is none; runs at once get different ones.

    Should the run that has it die, the mail can be taken again after a while.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [now, now + CLAIM_LASTS, now])
        found = cursor.fetchone()
    return Mail.from_db(connection.alias, _COLUMNS, found) if found else None


_UNSENT = Change(lambda mail: Mail.objects.filter(pk=mail).exclude(state=MailState.SENT), mail=-1)


def record_sent(*, mail_id: int, now: datetime) -> None:
    """Note that the mail has left."""
    _UNSENT.make({"state": MailState.SENT, "sent_at": now, "error": ""}, mail=mail_id)


@transaction.atomic
def record_failure(*, mail_id: int, error: str, now: datetime) -> None:
    """Note that the mail could not be sent: it is tried again later, each time later, or given up at last."""
    mail = Mail.objects.select_for_update().get(pk=mail_id)
    if mail.state == MailState.CLAIMED:
        wait = seconds_to_next_try(mail.attempts)
        mail.state, mail.error = state_after_failure(mail.attempts), error[:1000]
        mail.next_try_at = now + timedelta(seconds=wait)
        mail.save(update_fields=["state", "error", "next_try_at"])
        if mail.state == MailState.WAITING:
            defer_later(SEND, seconds=wait + 1)  # the clocks of two machines never agree quite


@transaction.atomic
def send_on() -> None:
    """Ask for another run, for mails that this one leaves to it."""
    defer_once(SEND)


@transaction.atomic
def send_left_behind(*, now: datetime) -> bool:
    """Ask for a run when mails wait whose job seems lost; tell whether there are any."""
    found = queries.mails_left_behind(now).exists()
    if found:
        defer_once(SEND)
    return found


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
    add(OutboxMail(sender=sender[:320], recipients=", ".join(recipients), title=title[:400], text=text, at=now))
