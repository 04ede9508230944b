"""Registration of the app `accounts` (tài khoản)."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "congvu.accounts"
    label = "accounts"
    verbose_name = "tài khoản"
    default_auto_field = "django.db.models.BigAutoField"
