"""Registration of the app `audit` (nhật ký)."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "congvu.audit"
    label = "audit"
    verbose_name = "nhật ký"
    default_auto_field = "django.db.models.BigAutoField"
