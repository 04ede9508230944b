"""`congvu demo`: fills a demonstration with its fictional people and agencies; a second run changes nothing."""

import hashlib
import io
import secrets
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import CommandError

from congvu.accounts.models import User
from congvu.accounts.queries import holders_of
from congvu.base import clock
from congvu.base.commands import HouseCommand

# Importers of the apps, in the order in which they need each other; each is idempotent by itself.
STEPS = (
    ("import_holidays", "Lịch làm việc"),
    ("import_org", "Cơ quan, đơn vị"),
    ("import_cast", "Cán bộ, công dân, doanh nghiệp hư cấu"),
    ("import_catalogue", "Danh mục thủ tục"),
    ("publish_processes", "Quy trình"),
    ("import_templates", "Mẫu thông báo"),
    ("make_demo_keys", "Khóa ký trình diễn"),
)
# One chain of hands, of a commune and of its superior, in each of the two regimes; posts without a holder are left out.
SHOWN = (
    ("bd20-long-hoa-ubnd/tu-phap-ho-tich", "tiếp nhận, thụ lý ở xã Long Hòa"),
    ("bd20-long-hoa-ubnd/van-phong-thong-ke", "văn thư, trả kết quả ở xã Long Hòa"),
    ("bd20-long-hoa-ubnd/chu-tich", "lãnh đạo, người ký ở xã Long Hòa"),
    ("bd20-mc/can-bo-tiep-nhan", "tiếp nhận ở huyện Bình Đại"),
    ("bd20-tp/chuyen-vien", "thụ lý ở huyện Bình Đại"),
    ("bd20-tp/truong-phong", "trưởng phòng ở huyện Bình Đại"),
    ("bd20-ubnd/pho-chu-tich-vx", "lãnh đạo, người ký ở huyện Bình Đại"),
    ("bd20-vp/van-thu", "văn thư ở huyện Bình Đại"),
    ("vl25-chau-hung-hcc/tiep-nhan", "tiếp nhận ở xã Châu Hưng"),
    ("vl25-chau-hung-vp/tu-phap", "thụ lý ở xã Châu Hưng"),
    ("vl25-chau-hung-vp/chanh-van-phong", "trưởng đơn vị ở xã Châu Hưng"),
    ("vl25-chau-hung-ubnd/chu-tich", "lãnh đạo, người ký ở xã Châu Hưng"),
    ("vl25-chau-hung-vp/van-thu", "văn thư ở xã Châu Hưng"),
)


class Command(HouseCommand):
    help = "Nạp dữ liệu trình diễn hư cấu (không làm gì nếu đã có và không đổi)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every importer whose data or code is new here. Refused in a real installation."""
        if settings.CONGVU_MODE not in ("demo", "test"):
            raise CommandError("Dữ liệu trình diễn không được nạp vào hệ thống thật.")
        stamp, wanted = Path(settings.DATA) / "demo-seed", fingerprint()
        if stamp.exists() and stamp.read_text() == wanted and User.objects.exists():
            return
        known, password = get_commands(), demonstration_password()
        for command, label in STEPS:
            if command in known:
                self.stdout.write(f"• Nạp dữ liệu trình diễn: {label}")
                self.stdout.flush()
                given = {"password": password} if command == "import_cast" else {}
                call_command(command, stdout=io.StringIO(), **given)
        listed = Path(settings.DATA) / "demo-accounts.txt"
        listed.touch(mode=0o600)
        listed.write_text(
            "\n".join(["Tài khoản trình diễn (mật khẩu chung: " + password + ")", *accounts(clock.today())])
        )
        stamp.write_text(wanted)


def demonstration_password() -> str:
    """Return the one password of the fictional people here, made at the first run and kept for this account only."""
    path = Path(settings.DATA) / "demo-password"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text("-".join(secrets.token_hex(2) for _ in range(3)))
    return path.read_text()


def accounts(on: date) -> Iterator[str]:
    """Yield a line for each account worth trying on that day: a citizen, then officers along one chain of hands."""
    for user in User.objects.filter(email="muoigio.pham@nguoidan.example"):
        yield f"  {user.username:<18}{user.full_name:<26}công dân"
    for post_key, says in SHOWN:
        for acting in holders_of(post_key, on)[:1]:
            user = User.objects.get(pk=acting.user_id)
            yield f"  {user.username:<18}{user.full_name:<26}{says}"


def fingerprint() -> str:
    """Return one hash over the seed data and the importers."""
    total = hashlib.sha256()
    files = [*settings.SOURCE.glob("*/data/**/*"), *settings.SOURCE.glob("*/management/commands/*.py")]
    for path in sorted(path for path in files if path.is_file()):
        total.update(str(path.relative_to(settings.SOURCE)).encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
