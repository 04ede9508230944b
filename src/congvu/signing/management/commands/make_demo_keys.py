"""`congvu make_demo_keys`: trial keys for every signing post and committee; refused in real service."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from congvu.base import clock
from congvu.base.commands import HouseCommand
from congvu.signing import actions, queries
from congvu.signing.refusals import DemonstrationOnly
from congvu.signing.systems.keys.trial import issue_into


class Command(HouseCommand):
    help = "Làm CA thử nghiệm và khóa ký cho người ký, cơ quan của bản trình diễn (không dùng được khi vận hành thật)."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.CONGVU_MODE == "prod":
            raise CommandError(DemonstrationOnly.sentence, returncode=1)
        now = clock.now()
        made = 0
        for holder in queries.signing_holders(on=clock.today()):
            if queries.key_in_use(holder, now=now) is None:
                issued = issue_into(queries.vault(), name=holder.name, agency=holder.agency_name, now=now)
                actions.register_key(issued, holder=holder, now=now)
                made += 1
        self.stdout.write(f"Đã làm {made} khóa thử nghiệm.")
