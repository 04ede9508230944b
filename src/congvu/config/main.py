"""The command `congvu`: every command of the house, with Django's own."""

import os
import sys


def main() -> None:
    """Run one command of the house under the settings of this installation (demo unless told otherwise)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congvu.config.settings.demo")  # noqa: TID251
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
