"""Registration of the app `org` (cơ quan, đơn vị)."""

from django.apps import AppConfig


class OrgConfig(AppConfig):
    name = "congvu.org"
    label = "org"
    verbose_name = "cơ quan, đơn vị"
    default_auto_field = "django.db.models.BigAutoField"
