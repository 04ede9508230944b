"""`congvu worker`: does the background work of every queue."""

from typing import Any

from django.core.management import call_command

from congvu.base.commands import HouseCommand
from congvu.config import env


class Command(HouseCommand):
    help = "Chạy việc nền cho đến khi được bảo dừng."

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until told to stop; finished jobs are removed after a week by a periodic job, not here."""
        concurrency = env.number("CONGVU_WORKER_CONCURRENCY", 2)
        call_command("procrastinate", "worker", "--concurrency", str(concurrency), "--shutdown-graceful-timeout", "5")
