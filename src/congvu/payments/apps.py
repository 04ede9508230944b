"""Registration of the app `payments` (phí, lệ phí)."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "congvu.payments"
    label = "payments"
    verbose_name = "phí, lệ phí"
    default_auto_field = "django.db.models.BigAutoField"
