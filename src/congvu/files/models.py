"""Stored files (tệp lưu): who brought which bytes under which name; the bytes lie under their SHA-256."""

from typing import BinaryIO, cast

from django.core.files.storage import default_storage
from django.db import models

from congvu.files.rules import path_of


class StoredFile(models.Model):
    """One upload; equal uploads share their bytes, which are never rewritten."""

    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    size = models.PositiveBigIntegerField("số byte")
    media_type = models.CharField("loại tệp", max_length=120)
    name = models.CharField("tên tệp", max_length=200)
    by_kind = models.CharField("loại người đưa lên", max_length=40)
    by_id = models.CharField("mã người đưa lên", max_length=80)
    by_name = models.CharField("tên người đưa lên", max_length=300)
    stored_at = models.DateTimeField("thời điểm lưu")
    kept_at = models.DateTimeField("thời điểm giữ lại", null=True, blank=True)

    class Meta:
        verbose_name = "tệp lưu"
        constraints = [
            models.CheckConstraint(name="stored_file_has_bytes", condition=models.Q(size__gt=0)),
            models.CheckConstraint(name="stored_file_has_sha256", condition=models.Q(sha256__regex="^[0-9a-f]{64}$")),
        ]
        indexes = [
            models.Index(name="stored_file_loose", fields=["stored_at"], condition=models.Q(kept_at=None)),
        ]

    def __str__(self) -> str:
        return self.name

    def open(self) -> BinaryIO:
        """Open the bytes for reading; close it after use."""
        return cast(BinaryIO, default_storage.open(path_of(self.sha256), "rb"))  # Django's File reads like one

    def read(self) -> bytes:
        """Return all the bytes."""
        with self.open() as content:
            return content.read()
