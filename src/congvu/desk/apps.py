"""Registration of the app `desk` (bàn làm việc)."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "congvu.desk"
    label = "desk"
    verbose_name = "bàn làm việc"
    default_auto_field = "django.db.models.BigAutoField"
