"""The command `congvu generate`: fill an installation with made-up dossiers, to measure at size."""

from datetime import timedelta

from django.conf import settings
from django.core.management.base import CommandParser

from congvu.base import clock
from congvu.base.commands import HouseCommand
from congvu.dossiers.actions.made_up import make_up_dossiers
from congvu.dossiers.queries.roads import roads_on
from congvu.dossiers.rules.made_up import Minutes
from congvu.org.queries import regime_on
from congvu.workdays.queries import calendar_of

AHEAD = 400  # working days after today, for limits that are still to come


class Command(HouseCommand):
    """Never in service: made-up people would stand beside real ones."""

    help = "Tạo hồ sơ giả để đo hiệu năng: bước xử lý, thời hạn, giấy tờ, kết quả và nhật ký như hồ sơ thật."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dossiers", type=int, required=True, help="số hồ sơ")
        parser.add_argument("--seed", type=int, default=1, help="hạt giống; cùng hạt giống thì cùng hồ sơ")
        parser.add_argument("--days", type=int, default=330, help="trải ra trong bao nhiêu ngày trước hôm nay")

    def handle(self, *, dossiers: int, seed: int, days: int, **_: object) -> None:
        """Find the roads of today, then write."""
        if settings.CONGVU_MODE == "prod":
            self.no("Không tạo hồ sơ giả trong hệ thống đang phục vụ.")
        if not 1 <= dossiers <= 20_000_000 or not 1 <= days <= 3_000:
            self.wrong_usage("Số hồ sơ từ 1 đến 20 triệu, số ngày từ 1 đến 3.000.")
        now = clock.local(clock.now())
        roads = roads_on(now.date())
        if not roads:
            self.no("Chưa có thủ tục nào được ban hành. Hãy chạy congvu demo trước.")
        first = now.date() - timedelta(days=days)
        while regime_on(first) != regime_on(now.date()):
            first += timedelta(days=1)
        minutes = Minutes(first, days=days + AHEAD, calendar=calendar_of(None))
        end = minutes.passed(now)
        made = make_up_dossiers(roads=roads, count=dossiers, seed=seed, minutes=minutes, now_minute=end, now=now)
        self.say(f"Đã tạo {made} hồ sơ giả trên {len(roads)} đường đi của thủ tục.")
