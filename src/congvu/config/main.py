"""The command `congvu`: `congvu run` starts the house; every other command is one of Django's or of an app."""

import io
import os
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
# These read files or only the source; all others may need the database.
WITHOUT_DATABASE = frozenset(
    ("deadline", "verify", "edxml", "submission", "form", "help", "version", "--help", "-h", "--version", "check",
     "collectstatic", "makemigrations", "templates")
)  # fmt: skip


def main() -> None:
    """Run one command of the house under the settings of this installation (demo unless told otherwise)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congvu.config.settings.demo")  # noqa: TID251
    _speak_utf8()
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command == "run":
        _run(sys.argv[2:])
    elif command in WITHOUT_DATABASE or not is_known(command) or {"-h", "--help"} & set(sys.argv):
        execute()
    else:
        from congvu.config.alone import with_database

        with_database(execute)


def execute() -> None:
    """Hand the command line to the command that it names."""
    from congvu.config.program import Program

    Program(sys.argv).execute()


def is_known(command: str) -> bool:
    """Tell whether there is such a command; settings are loaded only for a name that is not ours."""
    if command in {path.stem for path in PACKAGE.glob("*/management/commands/*.py")}:
        return True
    import django
    from django.core.management import get_commands

    django.setup()
    return command in get_commands()


def _run(words: list[str]) -> None:
    if words:
        sys.stderr.write("congvu run không nhận thêm từ nào; đổi nơi chạy bằng các biến PORT và CONGVU_DATA.\n")
        sys.exit(2)
    from congvu.config.house import run

    sys.exit(run())


def _speak_utf8() -> None:
    """Write Vietnamese whatever the terminal claims to understand."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    main()
