"""What every command of the house shares: Vietnamese sentences, errors on standard error, exit codes 0, 1 and 2."""

import json
import re
import sys
from argparse import Action, HelpFormatter
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
    DjangoHelpFormatter,
    SystemCheckError,
)
from django.db import DatabaseError, OperationalError, ProgrammingError

from congvu.base.refusals import Refusal

# What Python's argparse says, each with our words; its groups keep their numbers.
SAID = [
    (r"the following arguments are required: (.+)", r"thiếu \1"),
    (r"unrecognized arguments: (.+)", r"không hiểu \1"),
    (r"argument (.+?): expected (?:one argument|at least one argument|\d+ arguments?)", r"\1 cần có giá trị theo sau"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1 không nhận \2, chỉ nhận \3"),
    (r"argument (.+?): invalid \S+ value: (.+)", r"\1 không nhận giá trị \2"),
    (r"argument (.+?): ignored explicit argument (.+)", r"\1 không có giá trị theo sau, bỏ \2"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 không đi cùng \2"),
    (r"ambiguous option: (.+?) could match (.+)", r"\1 có thể là \2"),
    (r"one of the arguments (.+) is required", r"cần một trong \1"),
    (r"argument (.+?): (.+)", r"\1: \2"),
]


def in_vietnamese(message: str) -> str:
    """Return what argparse says about wrong words, in Vietnamese."""
    for pattern, words in SAID:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return found.expand(words)
    return message


def _sentence(error: Exception) -> str:
    """Return what an expected error says; databases speak English, so only what they are about is kept."""
    if isinstance(error, OperationalError):
        return "Không nối được với cơ sở dữ liệu. Hãy xem nó có đang chạy không, và biến DATABASE_URL."
    if isinstance(error, ProgrammingError):
        return "Cơ sở dữ liệu chưa có đủ bảng. Hãy chạy congvu prepare trước."
    if isinstance(error, DatabaseError):
        return f"Cơ sở dữ liệu không nhận dữ liệu này: {' '.join(str(error).split())}"
    return str(error)


class HouseParser(CommandParser):
    """Says in Vietnamese what is wrong with the words of a command."""

    def error(self, message: str) -> NoReturn:
        """Leave with exit code 2."""
        sys.stderr.write(f"Lệnh chưa đúng: {in_vietnamese(message).rstrip('.')}.\n{self.format_usage()}")
        raise SystemExit(2)

    def format_usage(self) -> str:
        """Return how the command is used, by its own words only: those of every Django command would drown them."""
        return self._usage().format_help()

    def format_help(self) -> str:
        """Return how the command is used, and what each of its own words means."""
        formatter, own = self._usage(), self._own()
        formatter.add_text(self.description)
        for title, group in (("Từ của lệnh", self._positionals), ("Tùy chọn", self._optionals)):
            formatter.start_section(title)
            formatter.add_arguments([action for action in group._group_actions if action in own])
            formatter.end_section()
        return formatter.format_help()

    def _usage(self) -> HelpFormatter:
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._own(), self._mutually_exclusive_groups, "Cách dùng: ")
        return formatter

    def _own(self) -> list[Action]:
        shared = DjangoHelpFormatter.show_last | {"-h"}
        return [action for action in self._actions if not shared & set(action.option_strings)]


def speak_vietnamese(command: BaseCommand, *, name: str) -> BaseCommand:
    """Return a library's command that says in Vietnamese what is wrong with its words, or that it did nothing and why.

    Why is told in the library's own words, below ours. A `HouseCommand` says both itself.
    """
    make, run = command.create_parser, command.execute

    def create_parser(prog_name: str, subcommand: str, **more: Any) -> CommandParser:
        parser = make(prog_name, subcommand, **more)
        parser.__class__ = HouseParser
        return parser

    def execute(*args: Any, **options: Any) -> str | None:
        try:
            return run(*args, **options)
        except CommandError as error:
            if options.get("traceback") or isinstance(error, SystemCheckError):
                raise
            command.stderr.write(f"Lệnh {name} chưa làm được. Xem cách dùng: congvu {name} --help. Thư viện nói:")
            command.stderr.write(f"{error}")
            raise SystemExit(error.returncode) from error

    command.create_parser = create_parser  # type: ignore[method-assign]  # of this one object
    command.execute = execute  # type: ignore[method-assign]
    return command


class HouseCommand(BaseCommand):
    """A command whose answer people and machines read: 0 good, 1 "no" (refused, invalid), 2 wrong usage."""

    requires_system_checks: list[str] = []  # a command answers quickly; `congvu check` looks at the settings

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Return Django's parser with our way to say what is wrong."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.__class__ = HouseParser
        return parser

    def get_version(self) -> str:
        """Return the version of Công Vụ, not of Django."""
        return f"Công Vụ {version('congvu')}"

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run; on the command line an expected "no" is one sentence, as is a database that does not answer."""
        try:
            return super().execute(*args, **options)
        except (CommandError, Refusal, DatabaseError) as error:
            if not getattr(self, "_called_from_command_line", False) or options.get("traceback"):
                raise
            self.stderr.write(_sentence(error))
            raise SystemExit(getattr(error, "returncode", 1)) from error

    def text_of(self, file: Path) -> str:
        """Return what a file says; one that cannot be read, or is no UTF-8, is wrong usage."""
        try:
            return file.read_text(encoding="utf-8")
        except OSError:
            self.wrong_usage(f"Không đọc được tệp {file}.")
        except UnicodeDecodeError:
            self.wrong_usage(f"Tệp {file} không phải văn bản mã hóa UTF-8.")

    def write_to(self, file: Path, text: str) -> None:
        """Write a file and the folders above it; where that cannot be is wrong usage."""
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        except OSError:
            self.wrong_usage(f"Không ghi được tệp {file}.")

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
