"""The closed vocabularies of messages."""

from django.db import models


class MailState(models.TextChoices):
    """Where one mail stands on its way out."""

    WAITING = "waiting", "Chờ gửi"
    CLAIMED = "claimed", "Đang gửi"
    SENT = "sent", "Đã gửi"
    FAILED = "failed", "Không gửi được"
