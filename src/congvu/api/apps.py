"""Registration of the app `api` (giao diện lập trình)."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "congvu.api"
    label = "api"
    verbose_name = "giao diện lập trình"
    default_auto_field = "django.db.models.BigAutoField"
