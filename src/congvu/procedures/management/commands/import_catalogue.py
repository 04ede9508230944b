"""The command that takes in a catalogue of procedures from a folder of files."""

from datetime import date
from pathlib import Path

from django.core.management.base import CommandError, CommandParser

from congvu.audit.rules import Ref
from congvu.base import clock
from congvu.base.commands import HouseCommand
from congvu.base.formats import day
from congvu.procedures import actions, data, queries
from congvu.procedures.refusals import VersionOutOfOrder
from congvu.procedures.rules.catalogue_changes import Changes
from congvu.procedures.rules.catalogue_files import read_catalogue

FIRST_DAY = date(2020, 1, 1)  # the first regime of the shipped files is the law applied in 2020
BY = Ref(kind="command", id="import_catalogue", name="lệnh import_catalogue")


class Command(HouseCommand):
    """Take in procedures, forms, processes, results and words: all of them, or nothing when one line is wrong."""

    help = "Nạp danh mục thủ tục: thủ tục mới và thủ tục thay đổi thành bản mới; chạy lại không đổi gì."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say where the files lie and from which day the changes hold."""
        parser.add_argument("--folder", type=Path, default=Path(data.__file__).parent, help="thư mục chứa danh mục")
        parser.add_argument("--valid-from", type=date.fromisoformat, help="ngày bản mới có hiệu lực (YYYY-MM-DD)")
        parser.add_argument("--dry-run", action="store_true", help="chỉ cho xem sẽ thay đổi gì")

    def handle(self, *, folder: Path, valid_from: date | None, dry_run: bool, **options: object) -> None:
        """Read, compare, and publish unless it is a dry run."""
        catalogue, problems = read_catalogue(_texts(folder))
        if catalogue is None:
            for problem in problems:
                self.stderr.write(str(problem))
            raise CommandError(f"{len(problems)} lỗi trong danh mục; chưa nạp gì.")
        first = valid_from or (queries.first_day_of_next(clock.today()) if queries.anything_published() else FIRST_DAY)
        if dry_run:
            self._tell(queries.changes_in(catalogue), first=first, verb="Sẽ công bố")
            return
        try:
            found = actions.import_catalogue(catalogue=catalogue, valid_from=first, by=BY, now=clock.now())
        except VersionOutOfOrder as refusal:
            raise CommandError(f"{refusal.details['code']}: {refusal.sentence} Chưa nạp gì.") from refusal
        self._tell(found, first=first, verb="Đã công bố")

    def _tell(self, found: Changes, *, first: date, verb: str) -> None:
        for change in found.new:
            self.stdout.write(f"+ {change.code} {change.name}")
        for change in found.changed:
            self.stdout.write(f"~ {change.code} {change.name}: {', '.join(change.parts)}")
        for code in found.gone:
            self.stdout.write(f"? {code} không còn trong tệp; bản đang công bố giữ nguyên")
        if found.words_changed:
            self.stdout.write("~ từ ngữ để tìm")
        if found.nothing:
            self.stdout.write(f"Không có gì thay đổi ({len(found.unchanged)} thủ tục).")
            return
        counts = f"{len(found.new)} mới, {len(found.changed)} thay đổi, {len(found.unchanged)} giữ nguyên"
        self.stdout.write(f"{verb}: {counts}; có hiệu lực từ {day(first)}.")


def _texts(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        raise CommandError(f"Không có thư mục {folder}.", returncode=2)
    paths = sorted(folder.rglob("*.yaml"))
    if not paths:
        raise CommandError(f"Thư mục {folder} không có tệp .yaml nào.", returncode=2)
    try:
        return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    except UnicodeDecodeError as error:
        raise CommandError(f"Một tệp trong {folder} không phải UTF-8: {error}.") from error
