"""Tokens (mã truy cập) of outside systems, and which submission a repeated call means."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from congvu.accounts.models import User
from congvu.api.terms import Scope
from congvu.audit.rules import Ref
from congvu.dossiers.models import Dossier


class ApiToken(models.Model):
    """What a system shows to come in; only its hash is kept, it was readable once, when it was made."""

    system = models.ForeignKey(User, models.PROTECT, related_name="api_tokens", verbose_name="hệ thống")
    prefix = models.CharField("phần đầu của mã", max_length=12)
    digest = models.CharField("SHA-256 của mã", max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=24, choices=Scope), verbose_name="phạm vi")
    created_at = models.DateTimeField("cấp lúc")
    last_used_at = models.DateTimeField("dùng lần cuối", null=True, blank=True)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)

    class Meta:
        verbose_name = "mã truy cập"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["prefix"], name="api_token_prefix"),
            models.CheckConstraint(name="api_token_has_sha256", condition=Q(digest__regex="^[0-9a-f]{64}$")),
            models.CheckConstraint(name="api_token_has_scopes", condition=~Q(scopes=[])),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}… {self.system.full_name}"

    @property
    def ref(self) -> Ref:
        """The token as the audit names it."""
        return Ref("api_token", str(self.pk), str(self))


class Submission(models.Model):
    """One call that handed in a dossier; the same key of the same system finds the same dossier."""

    system = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="hệ thống")
    key = models.CharField("Idempotency-Key", max_length=100)
    digest = models.CharField("SHA-256 của nội dung", max_length=64)
    dossier = models.OneToOneField(Dossier, models.CASCADE, null=True, related_name="+", verbose_name="hồ sơ")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "lần nộp qua giao diện lập trình"
        constraints = [models.UniqueConstraint(fields=["system", "key"], name="api_submission_once")]

    def __str__(self) -> str:
        return self.key
