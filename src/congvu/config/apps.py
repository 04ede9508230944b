"""Registration of the wiring, so that its commands are found."""

from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "congvu.config"
    label = "config"
    verbose_name = "vận hành"
