"""Reading messages: the words in force, a person's notices, mails on their way, the demonstration's outbox."""

from datetime import datetime
from pathlib import Path

from django.db import connection
from django.db.models import Q, QuerySet

from congvu.accounts.models import User
from congvu.base.statements import Question
from congvu.notify.models import Mail, MessageTemplate, Notice, OutboxMail
from congvu.notify.rules import CLAIM_LASTS, Words, parse
from congvu.notify.terms import MailState

MANY_UNREAD = 100
TEMPLATES_FILE = Path(__file__).parent / "data" / "templates.yaml"


def words_of_file(path: Path = TEMPLATES_FILE) -> list[Words]:
    """Return the words that a file of templates holds. Raises BadTemplates."""
    return parse(path.read_text(encoding="utf-8"))


_TEMPLATE = Question(lambda key: MessageTemplate.objects.filter(key=key).order_by("-version")[:1], key="key")


def template_in_force(key: str) -> MessageTemplate | None:
    """Return the newest version of the template, None when it was never imported."""
    return _TEMPLATE.first(key=key)


def notices_of(user: User) -> QuerySet[Notice]:
    """Return the notices of one person, newest first."""
    return Notice.objects.filter(user=user)


_UNREAD = f"""
SELECT count(*) FROM (SELECT FROM notify_notice WHERE user_id = %s AND read_at IS NULL LIMIT {MANY_UNREAD}) AS unread
"""


def unread_count(user: User) -> int:
    """Return how many notices the person has not read, counted up to a ceiling: pages say "99+" from there on."""
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD, [user.pk])
        (found,) = cursor.fetchone()
    return int(found)


def mails_left_behind(now: datetime) -> QuerySet[Mail]:
    """Return mails that no run takes: unsent long after they could have been."""
    missed = Q(next_try_at=None, asked_at__lt=now - 2 * CLAIM_LASTS) | Q(next_try_at__lt=now - CLAIM_LASTS)
    return Mail.objects.filter(missed, state__in=[MailState.WAITING, MailState.CLAIMED]).order_by("id")


def mails_of(subject_kind: str, subject_id: str) -> QuerySet[Mail]:
    """Return the mails about one subject, newest first."""
    return Mail.objects.filter(subject_kind=subject_kind, subject_id=subject_id)


def outbox(found: str) -> QuerySet[OutboxMail]:
    """Return the mails that the demonstration kept, newest first, whose address, title or text holds `found`."""
    mails = OutboxMail.objects.all()
    if not found:
        return mails
    return mails.filter(Q(recipients__icontains=found) | Q(title__icontains=found) | Q(text__icontains=found))
