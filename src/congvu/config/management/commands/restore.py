"""`congvu restore FILE.tar`: bring an installation back from a backup."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandParser
from django.db import connection

from congvu.base.commands import HouseCommand
from congvu.config.backups import BackupFailed, read_backup


class Command(HouseCommand):
    """Put a backup in the place of what is here; nobody else may use the database meanwhile."""

    help = "Lấy lại hệ thống từ một bản sao lưu; hệ thống phải đang dừng."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.tar", help="tệp do `congvu backup` tạo ra")
        parser.add_argument("--replace", action="store_true", help="thay cả dữ liệu đang có ở đây")

    def handle(self, *, file: Path, replace: bool, **_: object) -> None:
        """Check that nothing is lost by mistake, then read; exit 1 when it must not or cannot be done."""
        if not file.is_file():
            self.wrong_usage(f"Không có tệp {file}.")
        others, tables, server = self._look()
        if others:
            self.no(f"Có {others} kết nối khác đang dùng cơ sở dữ liệu; hãy dừng hệ thống trước khi lấy lại.")
        if tables and not replace:
            self.no("Ở đây đã có dữ liệu. Nếu chắc chắn muốn thay bằng bản sao lưu, hãy thêm --replace.")
        connection.close()
        try:
            manifest = read_backup(
                file,
                database=connection.settings_dict,
                data=Path(settings.DATA),
                files=Path(settings.MEDIA_ROOT),
                server=server,
            )
        except BackupFailed as error:
            self.no(str(error))
        self.say(f"Đã lấy lại bản sao lưu ngày {manifest['made_at'][:10]} (phiên bản {manifest['version']}).")
        self.say("Hãy chạy `congvu prepare` rồi `congvu doctor --all` để kiểm tra.")

    def _look(self) -> tuple[int, int, int]:
        """Return how many other connections the database has, how many tables, and the server's version."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            others = cursor.fetchone()[0]
            cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
            tables = cursor.fetchone()[0]
            cursor.execute("SHOW server_version_num")
            return others, tables, int(cursor.fetchone()[0])
