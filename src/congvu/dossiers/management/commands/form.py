"""`congvu form NAME --data FILE.json -o OUT.pdf`: one statutory form as PDF; needs no database.

Exit 0 when the file is written, 1 when the data do not fit the form, 2 for wrong usage.
"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from congvu.base import clock
from congvu.base.commands import HouseCommand
from congvu.dossiers.rules.papers.forms import FORMS, form_pdf, read_form
from congvu.dossiers.rules.papers.reading import BadData, read_moment


class Command(HouseCommand):
    """Typeset one form."""

    help = "In một biểu mẫu ra PDF/A từ dữ liệu JSON: " + ", ".join(FORMS)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name, data, output, and the instant that the file is made."""
        parser.add_argument("name", metavar="NAME", help="tên biểu mẫu, như trên")
        parser.add_argument("--data", required=True, type=Path, metavar="FILE.json", help="dữ liệu của biểu mẫu")
        parser.add_argument("-o", "--output", required=True, type=Path, metavar="OUT.pdf", help="tệp sẽ ghi")
        parser.add_argument("--at", default="", metavar="INSTANT", help="thời điểm lập tệp, ví dụ 2020-04-27T08:15")

    def handle(self, *, name: str, data: Path, output: Path, at: str, **options: Any) -> None:
        """Write the PDF, or say in one sentence why not."""
        if name not in FORMS:
            self.wrong_usage(f"Không có biểu mẫu “{name}”. Các biểu mẫu: {', '.join(FORMS)}.")
        try:
            content = json.loads(data.read_text(encoding="utf-8"))
        except OSError:
            self.wrong_usage(f"Không đọc được tệp dữ liệu {data}.")
        except (ValueError, RecursionError):
            self.no(f"Tệp {data} không phải là JSON hợp lệ.")
        try:
            moment = read_moment(at, at="--at") if at else clock.now()
            made = form_pdf(name, read_form(name, content), at=moment)
        except BadData as refusal:
            self.no(refusal.sentence)
        try:
            output.write_bytes(made.content)
        except OSError:
            self.wrong_usage(f"Không ghi được tệp {output}.")
