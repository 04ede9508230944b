"""The command `congvu deadline`: when a time limit ends and why. It needs no database."""

from datetime import datetime, time
from pathlib import Path

from django.core.management.base import CommandParser

from congvu.base.clock import LOCAL, local
from congvu.base.commands import HouseCommand
from congvu.workdays.queries import national_of_file
from congvu.workdays.rules.calendar import NoWorkingTime, WorkingCalendar, years_known
from congvu.workdays.rules.calendar_file import BadCalendarFile, parse
from congvu.workdays.rules.deadlines import BadLimit, Deadline, deadline
from congvu.workdays.terms import Mode, StepKind, Unit


class Command(HouseCommand):
    """Count one time limit and explain every day of it."""

    help = "Tính hạn trả kết quả và giải thích từng ngày."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--received", default="", help="thời điểm tiếp nhận, ví dụ 2020-04-29T10:00")
        parser.add_argument("--amount", default="", help="thời hạn, số nguyên dương; trong ngày thì không cần")
        parser.add_argument("--unit", default=Unit.WORKING_DAYS.value, help=" | ".join(Unit.values))
        parser.add_argument("--mode", default=Mode.DAY.value, help=" | ".join(Mode.values))
        parser.add_argument("--pause", action="append", default=[], help="TỪ/ĐẾN, ghi nhiều lần được")
        parser.add_argument("--cut-off", default="15:00", help="giờ chốt nhận trong ngày")
        parser.add_argument("--calendar", default="", help="tệp lịch khác (YAML hoặc JSON)")
        parser.add_argument("--json", action="store_true", dest="as_json", help="trả lời bằng JSON")

    def handle(
        self,
        *,
        received: str,
        amount: str,
        unit: str,
        mode: str,
        pause: list[str],
        cut_off: str,
        calendar: str,
        as_json: bool,
        **_: object,
    ) -> None:
        """Answer with the due time and its steps; exit 2 for wrong words, 1 when nothing can be counted."""
        if not received:
            self.wrong_usage("Thiếu thời điểm tiếp nhận: --received 2020-04-29T10:00.")
        if unit not in Unit.values:
            self.wrong_usage(f"Đơn vị “{unit}” không có. Chọn một trong: {', '.join(Unit.values)}.")
        if mode not in Mode.values:
            self.wrong_usage(f"Cách tính “{mode}” không có. Chọn một trong: {', '.join(Mode.values)}.")
        start, count = self._moment(received), self._amount(amount, unit)
        pauses, closes_at, days = [self._pause(raw) for raw in pause], self._time(cut_off), self._calendar(calendar)
        try:
            found = deadline(start, amount=count, unit=unit, mode=mode, calendar=days, pauses=pauses, cut_off=closes_at)
        except BadLimit as error:
            self.wrong_usage(str(error))
        except NoWorkingTime as error:
            self.no(str(error))
        except OverflowError:
            self.no("Hạn vượt quá lịch tính được.")
        self._warn(found, days)
        if as_json:
            self.say_json(_document(found))
        else:
            self.say(next(step.note for step in found.steps if step.kind == StepKind.DUE))
            for step in found.steps[:-1]:
                self.say(f"  {step.note}")

    def _moment(self, raw: str) -> datetime:
        """Read an instant, Vietnamese time unless it says otherwise."""
        try:
            found = datetime.fromisoformat(raw.strip())
            return local(found) if found.tzinfo else found.replace(tzinfo=LOCAL)
        except (ValueError, OverflowError):
            self.wrong_usage(f"Không hiểu thời điểm “{raw}”. Hãy viết như 2020-04-29T10:00.")

    def _pause(self, raw: str) -> tuple[datetime, datetime]:
        start, mark, end = raw.partition("/")
        if not mark:
            self.wrong_usage(f"Không hiểu lần tạm dừng “{raw}”. Hãy viết như 2020-05-05T17:00/2020-05-07T17:00.")
        return self._moment(start), self._moment(end)

    def _amount(self, raw: str, unit: str) -> int:
        if unit == Unit.SAME_DAY and not raw:
            return 1
        if not raw.isascii() or not raw.isdigit() or len(raw) > 6:
            self.wrong_usage("Thời hạn phải là số nguyên dương, ví dụ --amount 3.")
        return int(raw)

    def _time(self, raw: str) -> time:
        try:
            return time.fromisoformat(raw).replace(tzinfo=None)
        except ValueError:
            self.wrong_usage(f"Không hiểu giờ “{raw}”. Hãy viết như 15:00.")

    def _calendar(self, file: str) -> WorkingCalendar:
        if not file:
            return national_of_file()
        try:
            return parse(Path(file).read_text(encoding="utf-8")).calendar()
        except (OSError, UnicodeDecodeError):
            self.wrong_usage(f"Không đọc được tệp lịch {file}.")
        except (BadCalendarFile, NoWorkingTime) as error:
            self.no(str(error))

    def _warn(self, found: Deadline, calendar: WorkingCalendar) -> None:
        """Say on standard error when the calendar knows nothing about a year that was counted."""
        years = range(found.steps[0].at.year, found.due_at.year + 1)
        unknown = [str(year) for year in years if year not in years_known(calendar)]
        if unknown:
            self.stderr.write(f"Lịch chưa có ngày nghỉ của năm {', '.join(unknown)}; chỉ bỏ thứ Bảy, Chủ nhật.")


def _document(found: Deadline) -> dict[str, object]:
    """Return the answer as other programs read it: local times without zone, to the minute."""
    return {
        "due_at": _written(found.due_at),
        "steps": [{"at": _written(step.at), "kind": step.kind.value, "note": step.note} for step in found.steps],
    }


def _written(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(timespec="minutes")
