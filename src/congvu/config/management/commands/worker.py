"""`congvu worker`: does the background work of every queue."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management import call_command

from congvu.base.commands import HouseCommand
from congvu.config import env

GIVES_WAY = 10  # steps of niceness: what somebody waits for at a screen goes before what is done meanwhile


class Command(HouseCommand):
    help = "Chạy việc nền cho đến khi được bảo dừng."

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until told to stop; finished jobs are removed after a week by a periodic job, not here."""
        _give_way()
        concurrency = env.number("CONGVU_WORKER_CONCURRENCY", 2)
        call_command("procrastinate", "worker", "--concurrency", str(concurrency), "--shutdown-graceful-timeout", "5")


def _give_way() -> None:
    """Lower this process beside others; Linux weighs whole sessions against each other where it groups them so."""
    os.nice(GIVES_WAY)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(GIVES_WAY))
