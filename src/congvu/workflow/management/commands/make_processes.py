"""Make the BPMN files from the shapes of the procedures, and the table of all shapes for the documentation."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import yaml

from congvu.base.commands import HouseCommand
from congvu.workflow.rules.shapes import process_of
from congvu.workflow.rules.summaries import summary
from congvu.workflow.rules.writing import write

PROCESSES = Path(__file__).resolve().parents[2] / "processes"


class Command(HouseCommand):
    """Written again from the same shapes, the files stay as they are, byte for byte."""

    help = "Vẽ lại các sơ đồ BPMN từ trình tự bước của thủ tục (thư mục có shapes/ và processes/roles.yaml)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder of the shapes, and where to write."""
        parser.add_argument("folder", type=Path, help="thư mục có shapes/*.yaml và processes/roles.yaml")
        parser.add_argument("--to", type=Path, default=PROCESSES, help="thư mục chứa các tệp .bpmn")
        parser.add_argument("--table", type=Path, help="tệp .md liệt kê các quy trình")

    def handle(self, *, folder: Path, to: Path, table: Path | None, **_: object) -> None:
        """Write one file per shape."""
        roles = self._read(folder / "processes" / "roles.yaml")
        labels = {role: spec["label"] for role, spec in roles.items()}
        processes = [
            process_of(path.stem, self._read(path), role_labels=labels)
            for path in sorted((folder / "shapes").glob("*.yaml"))
        ]
        for process in processes:
            self.write_to(to / f"{process.key}.bpmn", write(process))
        if table is not None:
            self.write_to(table, summary(processes))
        self.say(f"{len(processes)} quy trình")

    def _read(self, file: Path) -> Any:  # Any: the shapes of YAML
        try:
            return yaml.safe_load(self.text_of(file))
        except yaml.YAMLError:
            self.no(f"Tệp {file} không phải YAML hợp lệ.")
