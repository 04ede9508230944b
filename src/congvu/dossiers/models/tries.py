"""Failed tries to open a dossier without signing in, kept for a day to slow down guessing."""

from django.db import models


class TrackingTry(models.Model):
    """One failed try; `source` is the hash of a network address or of a code, never the thing itself."""

    source = models.CharField("nguồn", max_length=64)
    at = models.DateTimeField("lúc")

    class Meta:
        indexes = [models.Index(fields=["source", "at"], name="tracking_try_of_source")]

    def __str__(self) -> str:
        return f"{self.source[:8]} {self.at}"
