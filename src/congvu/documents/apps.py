"""Registration of the app `documents` (văn bản)."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "congvu.documents"
    label = "documents"
    verbose_name = "văn bản"
    default_auto_field = "django.db.models.BigAutoField"
