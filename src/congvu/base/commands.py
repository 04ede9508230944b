"""What every command of the house shares: Vietnamese sentences, errors on standard error, exit codes 0, 1 and 2."""

import json
import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser


class HouseParser(CommandParser):
    """Says in Vietnamese what is wrong with the words of a command."""

    def error(self, message: str) -> NoReturn:
        """Leave with exit code 2."""
        sys.stderr.write(f"Lệnh chưa đúng ({message}).\n{self.format_usage()}")
        raise SystemExit(2)


class HouseCommand(BaseCommand):
    """A command whose answer people and machines read: 0 good, 1 "no" (refused, invalid), 2 wrong usage."""

    requires_system_checks: list[str] = []  # a command answers quickly; `congvu check` looks at the settings

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Return Django's parser with our way to say what is wrong."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.__class__ = HouseParser
        return parser

    def say(self, sentence: str) -> None:
        """Write one line on standard output."""
        self.stdout.write(sentence)

    def say_json(self, content: object) -> None:
        """Write one JSON document on standard output."""
        self.stdout.write(json.dumps(content, ensure_ascii=False, indent=2))

    def no(self, sentence: str) -> NoReturn:
        """Say why not on standard error and leave with exit code 1."""
        self.stderr.write(sentence)
        raise SystemExit(1)

    def wrong_usage(self, sentence: str) -> NoReturn:
        """Say what is wrong with the words of the command on standard error and leave with exit code 2."""
        self.stderr.write(sentence)
        raise SystemExit(2)
