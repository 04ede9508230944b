"""Registration of the app `dossiers` (hồ sơ) and its subscriptions."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "congvu.dossiers"
    label = "dossiers"
    verbose_name = "hồ sơ"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from congvu.base.events import subscribe
        from congvu.dossiers import reactions
        from congvu.signing.events import DocumentApproved, DocumentSealed, DocumentSigned
        from congvu.workflow.events import StepClosed, StepOpened

        subscribe(StepOpened, reactions.open_step)
        subscribe(StepClosed, reactions.close_step)
        subscribe(DocumentApproved, reactions.result_approved)
        subscribe(DocumentSigned, reactions.result_signed)
        subscribe(DocumentSealed, reactions.result_sealed)
