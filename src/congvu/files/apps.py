"""Registration of the app `files` (tệp lưu)."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "congvu.files"
    label = "files"
    verbose_name = "tệp lưu"
    default_auto_field = "django.db.models.BigAutoField"
