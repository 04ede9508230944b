"""Registration of the app `notify` (thông báo)."""

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "congvu.notify"
    label = "notify"
    verbose_name = "thông báo"
    default_auto_field = "django.db.models.BigAutoField"
