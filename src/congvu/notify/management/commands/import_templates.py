"""The command `congvu import_templates`: bring the words of the messages into the database, as new versions."""

from pathlib import Path

from django.core.management.base import CommandParser

from congvu.base.commands import HouseCommand
from congvu.notify import actions
from congvu.notify.queries import TEMPLATES_FILE, words_of_file
from congvu.notify.rules import BadTemplates


class Command(HouseCommand):
    """Import a file of message templates; texts that did not change keep their version."""

    help = "Nạp mẫu thông báo; mẫu nào đổi lời thì thành phiên bản mới."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", default=str(TEMPLATES_FILE), help="tệp YAML; bỏ trống: tệp đi kèm")

    def handle(self, *, file: str, **_: object) -> None:
        """Read, check and store the templates; exit 1 when the file is wrong, 2 when it cannot be read."""
        try:
            words = words_of_file(Path(file))
        except (OSError, UnicodeDecodeError):
            self.wrong_usage(f"Không đọc được tệp {file}.")
        except BadTemplates as error:
            self.no(str(error))
        changed = actions.publish_templates(words=words)
        self.say(f"Mẫu thông báo: {len(words)} mẫu, {changed} mẫu có phiên bản mới.")
