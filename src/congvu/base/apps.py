"""Registration of the app `base` (nền chung)."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "congvu.base"
    label = "base"
    verbose_name = "nền chung"
    default_auto_field = "django.db.models.BigAutoField"
