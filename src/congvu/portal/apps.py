"""Registration of the app `portal` (cổng dịch vụ)."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "congvu.portal"
    label = "portal"
    verbose_name = "cổng dịch vụ"
    default_auto_field = "django.db.models.BigAutoField"
