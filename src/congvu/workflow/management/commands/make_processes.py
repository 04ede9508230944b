"""Make the BPMN files from the shapes of the procedures, and the table of all shapes for the documentation."""

from argparse import ArgumentParser
from pathlib import Path

import yaml
from django.core.management.base import BaseCommand

from congvu.workflow.rules.shapes import process_of
from congvu.workflow.rules.summaries import summary
from congvu.workflow.rules.writing import write

PROCESSES = Path(__file__).resolve().parents[2] / "processes"


class Command(BaseCommand):
    """Written again from the same shapes, the files stay as they are, byte for byte."""

    help = "Vẽ lại các sơ đồ BPMN từ trình tự bước của thủ tục (thư mục có shapes/ và processes/roles.yaml)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder of the shapes, and where to write."""
        parser.add_argument("folder", type=Path, help="thư mục có shapes/*.yaml và processes/roles.yaml")
        parser.add_argument("--to", type=Path, default=PROCESSES, help="thư mục chứa các tệp .bpmn")
        parser.add_argument("--table", type=Path, help="tệp .md liệt kê các quy trình")

    def handle(self, *, folder: Path, to: Path, table: Path | None, **_: object) -> None:
        """Write one file per shape."""
        roles = yaml.safe_load((folder / "processes" / "roles.yaml").read_text(encoding="utf-8"))
        labels = {role: spec["label"] for role, spec in roles.items()}
        processes = [
            process_of(path.stem, yaml.safe_load(path.read_text(encoding="utf-8")), role_labels=labels)
            for path in sorted((folder / "shapes").glob("*.yaml"))
        ]
        to.mkdir(parents=True, exist_ok=True)
        for process in processes:
            (to / f"{process.key}.bpmn").write_text(write(process), encoding="utf-8")
        if table is not None:
            table.parent.mkdir(parents=True, exist_ok=True)
            table.write_text(summary(processes), encoding="utf-8")
        self.stdout.write(f"{len(processes)} quy trình")
