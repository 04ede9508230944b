"""`congvu import_org`: bring agencies, posts, codes, competences and places into the database."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from congvu.audit.rules import SYSTEM
from congvu.base import clock
from congvu.base.commands import HouseCommand
from congvu.org.actions import import_organisation
from congvu.org.refusals import BadFile
from congvu.org.rules.chart import FILES, build

DATA = Path(__file__).parents[2] / "data"

WORDS = {
    "place": "địa bàn",
    "placesuccession": "dòng kế thừa địa bàn",
    "agency": "cơ quan, đơn vị",
    "agencycode": "mã định danh",
    "agencysuccession": "dòng kế thừa cơ quan",
    "post": "chức danh",
    "function": "chức năng",
    "competence": "dòng thẩm quyền",
    "counter": "quầy",
}


class Command(HouseCommand):
    """Import the organisation from its data files; running it again changes only what differs."""

    help = "Nhập cơ quan, chức danh, mã định danh, địa bàn từ các tệp dữ liệu; chạy lại chỉ sửa chỗ khác."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=DATA, help="thư mục chứa các tệp dữ liệu")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise CommandError(f"Thiếu tệp: {', '.join(missing)}", returncode=2)
        try:
            chart = build({name: (folder / name).read_text(encoding="utf-8") for name in FILES})
        except (BadFile, UnicodeDecodeError) as refusal:
            raise CommandError(str(refusal)) from refusal
        changes = import_organisation(chart=chart, by=SYSTEM, now=clock.now())
        for line in changes.changed:
            self.stdout.write(f"sửa  {line}")
        for name, count in changes.added.items():
            if count:
                self.stdout.write(f"thêm {count} {WORDS.get(name, name)}")
        for name, count in changes.only_stored.items():
            if count:
                self.stdout.write(f"giữ  {count} {WORDS.get(name, name)} không có trong tệp")
        if not changes:
            self.stdout.write("Không có gì thay đổi.")
