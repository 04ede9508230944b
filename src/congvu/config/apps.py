"""Registration of the wiring, so that its commands are found."""

from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "congvu.config"
    label = "config"
    verbose_name = "vận hành"

    def ready(self) -> None:
        """Let `congvu check` look at the pages' files too."""
        import congvu.config.pages  # noqa: F401
