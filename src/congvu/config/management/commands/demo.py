"""`congvu demo`: fills a demonstration with its fictional people and agencies; a second run changes nothing."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError

from congvu.accounts.models import User

# Importers of the apps, in the order in which they need each other; each is idempotent by itself.
STEPS = (
    ("import_holidays", "Lịch làm việc"),
    ("import_org", "Cơ quan, đơn vị"),
    ("import_cast", "Cán bộ, công dân, doanh nghiệp hư cấu"),
    ("make_demo_keys", "Khóa ký trình diễn"),
    ("import_catalogue", "Danh mục thủ tục"),
    ("publish_processes", "Quy trình"),
    ("import_templates", "Mẫu thông báo"),
)


class Command(BaseCommand):
    help = "Nạp dữ liệu trình diễn hư cấu (không làm gì nếu đã có và không đổi)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every importer whose data or code is new here. Refused in a real installation."""
        if settings.CONGVU_MODE not in ("demo", "test"):
            raise CommandError("Dữ liệu trình diễn không được nạp vào hệ thống thật.")
        stamp, wanted = Path(settings.DATA) / "demo-seed", fingerprint()
        if stamp.exists() and stamp.read_text() == wanted and User.objects.exists():
            return
        known = get_commands()
        for command, label in STEPS:
            if command in known:
                self.stdout.write(f"• Nạp dữ liệu trình diễn: {label}")
                self.stdout.flush()
                call_command(command, verbosity=0)
        stamp.write_text(wanted)


def fingerprint() -> str:
    """Return one hash over the seed data and the importers."""
    total = hashlib.sha256()
    files = [*settings.SOURCE.glob("*/data/**/*"), *settings.SOURCE.glob("*/management/commands/*.py")]
    for path in sorted(path for path in files if path.is_file()):
        total.update(str(path.relative_to(settings.SOURCE)).encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
