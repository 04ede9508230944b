"""Registration of the app `dossiers` (hồ sơ)."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "congvu.dossiers"
    label = "dossiers"
    verbose_name = "hồ sơ"
    default_auto_field = "django.db.models.BigAutoField"
