"""Registration of the app `signing` (ký số)."""

from django.apps import AppConfig


class SigningConfig(AppConfig):
    name = "congvu.signing"
    label = "signing"
    verbose_name = "ký số"
    default_auto_field = "django.db.models.BigAutoField"
