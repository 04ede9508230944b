"""Registration of the app `procedures` (thủ tục hành chính)."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "congvu.procedures"
    label = "procedures"
    verbose_name = "thủ tục hành chính"
    default_auto_field = "django.db.models.BigAutoField"
