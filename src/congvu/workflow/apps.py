"""Registration of the app `workflow` (quy trình)."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "congvu.workflow"
    label = "workflow"
    verbose_name = "quy trình"
    default_auto_field = "django.db.models.BigAutoField"
