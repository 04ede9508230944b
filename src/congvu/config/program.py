"""The list of commands and what is said of one that does not exist, over Django's own program."""

import sys
from difflib import get_close_matches
from importlib.metadata import version

from django.core.management import ManagementUtility, get_commands
from django.core.management.base import BaseCommand

from congvu.base.commands import speak_vietnamese


class Program(ManagementUtility):
    """Django's program in Vietnamese: an unknown command is wrong usage (2), the version is Công Vụ's."""

    def execute(self) -> None:
        """Run the command, or tell the version."""
        if self.argv[1:] in (["version"], ["--version"]):
            sys.stdout.write(f"Công Vụ {version('congvu')}\n")
        else:
            super().execute()

    def fetch_command(self, subcommand: str) -> BaseCommand:
        """Return the command; leave with 2 when there is none of that name, with 1 when settings are refused."""
        known = get_commands()
        if subcommand in known:
            return speak_vietnamese(super().fetch_command(subcommand), name=subcommand)
        if self.settings_exception is not None:  # without settings only Django's own commands are known
            sys.stderr.write(f"Thiết lập chưa dùng được: {self.settings_exception}\n")
            sys.exit(1)
        alike = get_close_matches(subcommand, [*known, "run"], n=1)
        meant = f" Có phải là “{alike[0]}”?" if alike else ""
        sys.stderr.write(f"Không có lệnh “{subcommand}”.{meant} Xem các lệnh: congvu help.\n")
        sys.exit(2)

    def main_help_text(self, commands_only: bool = False) -> str:
        """Return the names of all commands, ours first."""
        known = get_commands()
        ours = sorted({name for name, app in known.items() if str(app).startswith("congvu.")} | {"run"})
        others = sorted(set(known) - set(ours))
        if commands_only:
            return "\n".join([*ours, *others])
        return "\n".join(
            [
                "Cách dùng: congvu LỆNH [từ của lệnh]",
                "Xem một lệnh: congvu LỆNH --help",
                "",
                "Lệnh của Công Vụ:",
                *(f"    {name}" for name in ours),
                "",
                "Lệnh của Django và các thư viện:",
                *(f"    {name}" for name in others),
            ]
        )
