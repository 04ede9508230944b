"""`congvu backup FILE.tar`: the whole installation in one file, while it runs."""

from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandParser
from django.db import connection

from congvu.base import clock
from congvu.base.commands import HouseCommand
from congvu.config.backups import BackupFailed, write_backup


class Command(HouseCommand):
    """Write database, stored files and keys into one file; people may go on working meanwhile."""

    help = "Sao lưu cơ sở dữ liệu, tệp lưu và khóa vào một tệp .tar; hệ thống vẫn chạy."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.tar", help="tệp sẽ ghi; phải là tệp chưa có")

    def handle(self, *, file: Path, **_: object) -> None:
        """Write and tell the size; exit 1 when it fails, 2 when the file is there already."""
        if file.exists():
            self.wrong_usage(f"{file} đã có; hãy chọn tên khác.")
        data, files = Path(settings.DATA), Path(settings.MEDIA_ROOT)
        try:
            size = write_backup(
                file,
                database=connection.settings_dict,
                data=data,
                files=files,
                version=version("congvu"),
                now=clock.now(),
            )
        except BackupFailed as error:
            self.no(str(error))
        except OSError as error:
            self.no(f"Không ghi được {file}: {error.strerror}.")
        self.say(f"Đã sao lưu vào {file} ({size / 1e6:.1f} MB).")
        self.say("Tệp có cả khóa ký: hãy cất ở nơi chỉ người quản trị mở được.")
