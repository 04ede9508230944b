"""Registration of the app `workdays` (lịch làm việc)."""

from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    name = "congvu.workdays"
    label = "workdays"
    verbose_name = "lịch làm việc"
    default_auto_field = "django.db.models.BigAutoField"
