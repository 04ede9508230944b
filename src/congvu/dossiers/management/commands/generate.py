"""The command `congvu generate`: fill an installation with made-up dossiers, to measure at size."""

import time
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.management.base import CommandParser

from congvu.base import clock
from congvu.base.commands import HouseCommand
from congvu.base.formats import day as vn_day
from congvu.base.loading import look_again
from congvu.dossiers.actions.made_up import make_up_dossiers
from congvu.dossiers.queries.roads import applicants, roads_on
from congvu.dossiers.rules.made_up import A_DAY, LONGEST_DAYS, Minutes, days_for
from congvu.org.queries import regime_on
from congvu.workdays.queries import calendar_of

AHEAD = 400  # working days after today, for limits that are still to come


class Command(HouseCommand):
    """Never in service: made-up people would stand beside real ones."""

    help = "Tạo hồ sơ giả để đo hiệu năng: bước xử lý, thời hạn, giấy tờ, kết quả và nhật ký như hồ sơ thật."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dossiers", type=int, required=True, help="số hồ sơ")
        parser.add_argument("--seed", type=int, default=1, help="hạt giống; cùng hạt giống thì cùng hồ sơ")
        parser.add_argument(
            "--days",
            type=int,
            help=f"trải ra trong bao nhiêu ngày trước hôm nay (bình thường: {A_DAY} hồ sơ một ngày làm việc)",
        )

    def handle(self, *, dossiers: int, seed: int, days: int | None, **_: object) -> None:
        """Find the roads of today, then write."""
        if settings.CONGVU_MODE == "prod":
            self.no("Không tạo hồ sơ giả trong hệ thống đang phục vụ.")
        days = days_for(dossiers) if days is None else days
        if not 1 <= dossiers <= 20_000_000 or not 1 <= days <= LONGEST_DAYS:
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
        make_up_dossiers(
            roads=roads,
            people=applicants(),
            count=dossiers,
            seed=seed,
            minutes=minutes,
            now_minute=end,
            now=now,
            written=self._progress(dossiers),
        )
        look_again()
        a_day = round(dossiers * minutes.a_day / end)
        often = f"khoảng {a_day} hồ sơ" if a_day else "chưa đến một hồ sơ"
        self.say(
            f"Đã tạo {dossiers} hồ sơ giả trên {len(roads)} đường đi của thủ tục, nộp từ ngày {vn_day(first)},"
            f" {often} một ngày làm việc."
        )

    def _progress(self, dossiers: int) -> Callable[[int], None]:
        """Return what tells on standard error, at each twentieth, how many there are and how long it will take."""
        began, told = time.monotonic(), 0

        def written(count: int) -> None:
            nonlocal told
            if count * 20 // dossiers == told:
                return
            told = count * 20 // dossiers
            left = (time.monotonic() - began) / count * (dossiers - count)
            self.stderr.write(f"Đã ghi {count} / {dossiers} hồ sơ, còn khoảng {round(left)} giây.")

        return written
