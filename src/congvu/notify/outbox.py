"""The demonstration's mail server: mails stay here and can be read on a page."""

from django.core.mail.backends.locmem import EmailBackend as OutboxBackend

__all__ = ["OutboxBackend"]
