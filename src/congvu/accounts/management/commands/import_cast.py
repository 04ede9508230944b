"""`congvu import_cast`: bring officers, citizens and businesses into the database."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from congvu.accounts.actions import import_cast
from congvu.accounts.refusals import BadCast
from congvu.audit.rules import SYSTEM
from congvu.base import clock
from congvu.base.commands import HouseCommand
from congvu.org.refusals import BadFile
from congvu.org.rules.sheets import Row, read_yaml, rows

DATA = Path(__file__).parents[2] / "data" / "cast"
OFFICERS = "officers*.yaml"


def read_cast(folder: Path, pattern: str) -> list[Row]:
    """Return the people of the files of this name, file after file; only officers have to be there. Raises BadFile."""
    found = []
    for path in sorted(folder.glob(pattern)):
        found += rows(read_yaml(path.name, path.read_text(encoding="utf-8")), name=path.name)
    if not found and pattern == OFFICERS:
        raise BadFile(f"{folder}: không có tệp {pattern}.")
    return found


class Command(HouseCommand):
    """Import people from their data files; running it again changes only what differs."""

    help = "Nhập cán bộ, công dân, hộ kinh doanh từ các tệp dữ liệu; chạy lại chỉ sửa chỗ khác."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=DATA, help="thư mục chứa các tệp dữ liệu")
        parser.add_argument("--password", help="mật khẩu đặt cho mọi người trong tệp; không ghi thì giữ nguyên")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"Không có thư mục {folder}.", returncode=2)
        try:
            changes = import_cast(
                officers=read_cast(folder, OFFICERS),
                citizens=read_cast(folder, "citizens*.yaml"),
                businesses=read_cast(folder, "businesses*.yaml"),
                password=options["password"],
                by=SYSTEM,
                now=clock.now(),
            )
        except (BadFile, BadCast, UnicodeDecodeError) as refusal:
            raise CommandError(str(refusal)) from refusal
        for line in changes.changed:
            self.stdout.write(f"sửa  {line}")
        if changes.added:
            self.stdout.write(f"thêm {changes.added} người và bổ nhiệm")
        if changes.passwords:
            self.stdout.write(f"đặt mật khẩu cho {changes.passwords} người")
        if not changes:
            self.stdout.write("Không có gì thay đổi.")
