"""The command `congvu`: `congvu run` starts the house; every other command is one of Django's or of an app."""

import os
import sys

# These read files or only the source; all others may need the database.
WITHOUT_DATABASE = frozenset(
    ("deadline", "verify", "edxml", "submission", "form", "help", "version", "--help", "-h", "--version", "check",
     "collectstatic", "makemigrations", "templates")
)  # fmt: skip


def main() -> None:
    """Run one command of the house under the settings of this installation (demo unless told otherwise)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congvu.config.settings.demo")  # noqa: TID251
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command == "run":
        from congvu.config.house import run

        sys.exit(run())
    if command in WITHOUT_DATABASE:
        execute()
    else:
        from congvu.config.alone import with_database

        with_database(execute)


def execute() -> None:
    """Hand the command line to Django."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
