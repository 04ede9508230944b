"""The command `congvu write_states FILE`: write the reference page of states and moves."""

from pathlib import Path

from django.core.management.base import CommandParser

from congvu.base.commands import HouseCommand
from congvu.dossiers.rules.state_page import state_page


class Command(HouseCommand):
    """For whoever changes the life cycle; a test compares the page with the table."""

    help = "Viết trang tham khảo về trạng thái của hồ sơ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="docs/reference/dossier-states.md")

    def handle(self, *, file: Path, **_: object) -> None:
        """Write the page."""
        self.write_to(file, state_page())
        self.say(f"Đã viết {file}.")
