"""Registration of the app `procedures` (thủ tục hành chính)."""

from typing import Any

from django.apps import AppConfig
from django.template import engines


class ProceduresConfig(AppConfig):
    name = "congvu.procedures"
    label = "procedures"
    verbose_name = "thủ tục hành chính"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give the templates of Jinja2 the parts of forms by the names that they have in Django's."""
        from congvu.procedures.templatetags import form_pages  # models are there only now

        drawing: Any = engines["jinja2"]  # Any: the engines have no common type
        drawing.env.globals |= {
            "form_step": form_pages.form_step,
            "form_errors": form_pages.form_errors,
            "form_answers": form_pages.form_answers,
        }
