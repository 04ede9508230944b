"""The demonstration's mail server: mails stay in the database and can be read on `/notices/outbox/`."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from congvu.base import clock
from congvu.notify import actions


class OutboxBackend(BaseEmailBackend):
    """Keep every mail instead of sending it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the mails and return how many they are."""
        for message in email_messages:
            actions.keep_in_outbox(
                sender=message.from_email,
                recipients=message.recipients(),
                title=str(message.subject),
                text=str(message.body),
                now=clock.now(),
            )
        return len(email_messages)
