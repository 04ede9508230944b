"""The command `congvu import_holidays`: bring the days off and swapped days into the national calendar."""

from pathlib import Path

from django.core.management.base import CommandParser

from congvu.base.commands import HouseCommand
from congvu.workdays import actions
from congvu.workdays.models import NATIONAL
from congvu.workdays.queries import HOLIDAYS_FILE
from congvu.workdays.rules.calendar_file import BadCalendarFile, parse


class Command(HouseCommand):
    """Make the national calendar hold the days of a file; its candidates stay out until they are announced."""

    help = "Nạp ngày nghỉ lễ, nghỉ bù, hoán đổi, làm bù vào lịch chung."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", default=str(HOLIDAYS_FILE), help="tệp YAML; bỏ trống: tệp đi kèm")

    def handle(self, *, file: str, **_: object) -> None:
        """Read, check and store; exit 1 when the file is wrong, 2 when it cannot be read."""
        try:
            content = parse(Path(file).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            self.wrong_usage(f"Không đọc được tệp {file}.")
        except BadCalendarFile as error:
            self.no(str(error))
        changed = actions.import_calendar(key=NATIONAL, name="Lịch chung của cơ quan nhà nước", content=content)
        self.say(f"Lịch chung: {len(content.days)} ngày, {changed} dòng thay đổi.")
