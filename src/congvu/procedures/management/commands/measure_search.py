"""The command that measures the search and writes what it found."""

from pathlib import Path

from django.core.management.base import CommandParser

from congvu.base.commands import HouseCommand
from congvu.procedures import data
from congvu.procedures.rules.search_report import report

WANTED = 0.9


class Command(HouseCommand):
    """Measure the search fivefold over the shipped words and keep the figures as a page of the reference."""

    help = "Đo việc tìm thủ tục trên các cụm từ chưa thấy (năm phần) và ghi docs/reference/search.md."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say where the page goes."""
        parser.add_argument("--output", type=Path, default=Path("docs/reference/search.md"), help="tệp sẽ ghi")

    def handle(self, *, output: Path, **options: object) -> None:
        """Measure, show, write; fail when fewer than nine of ten are found."""
        procedures = [(data.catalogue(code), data.form(code)) for code in data.codes()]
        measured = report(procedures, data.words())
        self.write_to(output, measured.page)
        self.say(measured.table)
        if measured.share < WANTED:
            self.no(f"Chỉ tìm đúng {measured.share:.1%}, cần ít nhất {WANTED:.0%}.")
