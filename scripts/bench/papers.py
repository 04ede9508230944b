"""Papers a second on one core, each beside bare typst with the same template and data in the same run.

Run: .venv/bin/python scripts/bench/papers.py; prints the rows of benchmarks.json.
"""

import json
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import django
import typst

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congvu.config.settings.test")
django.setup()

from congvu.base.typeset import _fonts, _plain  # noqa: E402
from congvu.dossiers.rules.papers.forms import TEMPLATES, form_pdf, read_form  # noqa: E402

AT = datetime(2020, 4, 27, 1, 15, tzinfo=UTC)
SAMPLES = Path(__file__).parents[2] / "tests" / "dossiers" / "samples"
KEYS = ("receipt", "control_sheet", "declaration")
TARGET = 0.5


def papers() -> list[dict[str, object]]:
    """Return one row a form: papers a second, the floor of bare typst, and their ratio (aim: at least half)."""
    return [_row(key) for key in KEYS]


def _row(key: str) -> dict[str, object]:
    given = json.loads((SAMPLES / f"{key}.json").read_text(encoding="utf-8"))

    def ours(n: int) -> None:
        form_pdf(key, read_form(key, given | {"code": f"H07.90-200427-{n:04d}"}), at=AT)

    def bare(n: int) -> None:
        printed = read_form(key, given | {"code": f"H07.90-200427-{n:04d}"}).printed()
        inputs = {"data": json.dumps(_plain(printed)), "title": key, "long-words": ""}
        typst.Compiler(input=TEMPLATES / f"{key}.typ", root=TEMPLATES, font_paths=_fonts(), sys_inputs=inputs).compile(
            format="pdf", pdf_standards="a-2a", timestamp=AT
        )

    value, floor = _per_second(ours), _per_second(bare)
    ratio = value / floor
    return {
        "name": f"papers: {key}",
        "value": round(value, 1),
        "unit": "PDF/s",
        "floor": round(floor, 1),
        "ratio": round(ratio, 2),
        "target": TARGET,
        "reached": ratio >= TARGET,
    }


def _per_second(make: Callable[[int], None], *, seconds: float = 2.0) -> float:
    make(0)
    start, made = time.perf_counter(), 0
    while time.perf_counter() - start < seconds:
        made += 1
        make(made)
    return made / (time.perf_counter() - start)


if __name__ == "__main__":
    print(json.dumps(papers(), ensure_ascii=False, indent=2))
