"""`congvu submission check CODE --data FILE`: what a submission of this procedure's form gets. Needs no database.

Exit 0: nothing is wrong; 1: there are errors; 2: wrong usage (no such procedure, no such file, no JSON object in it).
"""

import argparse
import json
from datetime import date
from pathlib import Path

from django.core.management.base import CommandParser

from congvu.base import clock
from congvu.base.commands import HouseCommand, HouseParser
from congvu.procedures import data
from congvu.procedures.rules.forms.compiler import compile_form


class Command(HouseCommand):
    """Check a submission against the form that ships for its procedure."""

    help = "Kiểm tra dữ liệu nộp theo biểu mẫu của một thủ tục."

    def add_arguments(self, parser: CommandParser) -> None:
        """Describe `check CODE --data FILE [--today DAY] [--json]`."""
        actions = parser.add_subparsers(dest="action", required=True, metavar="check", parser_class=HouseParser)
        check = actions.add_parser("check", help="liệt kê mọi lỗi của dữ liệu")
        check.add_argument("code", metavar="CODE", help="mã thủ tục, ví dụ 1.001193")
        check.add_argument("--data", required=True, type=Path, metavar="FILE.json", help="tệp JSON, mã hóa UTF-8")
        check.add_argument("--today", type=_day, default=None, metavar="DAY", help="ngày kiểm tra, ví dụ 2026-11-23")
        check.add_argument("--json", action="store_true", help='in {"errors": ["đường dẫn:mã", ...]}')

    def handle(self, *args: object, **options: object) -> None:
        """Print the errors, and end with 1 when there are any."""
        code, path, today = str(options["code"]), Path(str(options["data"])), options["today"]
        try:
            form = compile_form(data.form(code), data.form_library())
        except data.UnknownCode:
            self.wrong_usage(f"Không có thủ tục nào mang mã {code}.")
        errors = form.check(self._read(path), today=today if isinstance(today, date) else clock.today())
        if options["json"]:
            self.stdout.write(json.dumps({"errors": sorted(str(error) for error in errors)}, ensure_ascii=False))
        else:
            lines = [f"{error}  {error.message}" for error in errors]
            self.stdout.write("\n".join(lines) or "Dữ liệu đúng theo biểu mẫu.")
        if errors:
            raise SystemExit(1)

    def _read(self, path: Path) -> dict[str, object]:
        try:
            found = json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_no_constant)
        except OSError:
            self.wrong_usage(f"Không đọc được tệp {path}.")
        except (ValueError, RecursionError):
            self.wrong_usage(f"Tệp {path} không phải JSON mã hóa UTF-8.")
        if not isinstance(found, dict):
            self.wrong_usage(f"Tệp {path} phải chứa một đối tượng JSON.")
        return found


def _no_constant(word: str) -> object:
    raise ValueError(f"{word} is no JSON")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} không phải một ngày, ví dụ 2026-11-23") from None
