"""Publish the processes that come with the house; what did not change stays as it is."""

from pathlib import Path

from congvu.base import clock
from congvu.base.commands import HouseCommand
from congvu.workflow.actions import definitions

PROCESSES = Path(__file__).resolve().parents[2] / "processes"


class Command(HouseCommand):
    """May run at every start: an unchanged file makes no new version."""

    help = "Ban hành các quy trình có sẵn (tệp không đổi thì giữ nguyên phiên bản)."

    def handle(self, **_: object) -> None:
        """Publish every file of the folder."""
        now = clock.now()
        count = definitions.publish_folder(folder=PROCESSES, now=now)
        self.stdout.write(f"{count} quy trình")
