"""The command `congvu doctor`: look whether what is stored is whole."""

from django.core.management.base import CommandParser
from django.db import connection
from django.utils.module_loading import autodiscover_modules

from congvu.base import doctor
from congvu.base.commands import HouseCommand


class Command(HouseCommand):
    """Run the checks of all apps; exit 1 when one of them finds something."""

    help = "Kiểm tra dữ liệu có toàn vẹn không; thoát với mã 1 khi có điều sai."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json", help="trả lời bằng JSON")
        parser.add_argument("--all", action="store_true", dest="everything", help="kiểm tra hết, không lấy mẫu")

    def handle(self, *, as_json: bool, everything: bool, **_: object) -> None:
        """Run, tell, and leave with 0 or 1."""
        connection.ensure_connection()  # without a database there is one thing to say, not one a check
        autodiscover_modules("checks")
        findings = list(doctor.run_whole() if everything else doctor.run_quick())
        if as_json:
            checks = [{"name": finding.name, "problems": list(finding.problems)} for finding in findings]
            self.say_json({"checks": checks, "ok": not any(finding.problems for finding in findings)})
        else:
            for finding in findings:
                count = len(finding.problems)
                self.say(f"{finding.name}: {f'có {count} điều sai' if count else 'tốt'}")
                for problem in finding.problems:
                    self.say(f"  - {problem}")
        if any(finding.problems for finding in findings):
            raise SystemExit(1)
