"""`congvu prepare`: everything between new code and a house that may open its doors; quick when nothing is new."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from congvu.base import clock
from congvu.base.commands import HouseCommand
from congvu.config.pages import NOT_BUILT, missing_files

OLDEST_POSTGRESQL = 15


class Command(HouseCommand):
    help = "Đưa bảng dữ liệu, tệp của các trang và dữ liệu trình diễn lên bản hiện tại."

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, collect the pages' files and, in a demonstration, seed it."""
        if missing_files():
            raise CommandError(NOT_BUILT)
        check_database()
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            self.stdout.write(f"• Dựng bảng dữ liệu ({len(waiting)} bước)")
            call_command("migrate", verbosity=0, interactive=False)
        self._collect_pages()
        if settings.CONGVU_MODE == "demo":
            clock.set_demonstration_day()
            call_command("demo", stdout=self.stdout)

    def _collect_pages(self) -> None:
        stamp, wanted = Path(settings.STATIC_ROOT) / ".collected", fingerprint()
        if stamp.exists() and stamp.read_text() == wanted:
            return
        self.stdout.write("• Sắp xếp tệp của các trang")
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(wanted)


def check_database() -> None:
    """Refuse a database that does not answer or is too old. Raises CommandError with one sentence."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version_num")
            major = int(cursor.fetchone()[0]) // 10_000
    except DatabaseError as error:
        reason = " ".join(str(error).split())
        raise CommandError(f"Không nối được với cơ sở dữ liệu (DATABASE_URL): {reason}") from error
    if major < OLDEST_POSTGRESQL:
        raise CommandError(f"Cần PostgreSQL {OLDEST_POSTGRESQL} trở lên; máy chủ này là bản {major}.")


def fingerprint() -> str:
    """Return one hash over the names, sizes and times of every file that pages may load."""
    rows = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            rows.append((name, status.st_size, status.st_mtime_ns))
    return hashlib.sha256(json.dumps(sorted(rows)).encode()).hexdigest()
