import shutil
import subprocess
import sys
from pathlib import Path

from tests.house.reading import PROJECT, SOURCE

LINT = Path(sys.executable).with_name("lint-imports")


def test_a_planted_import_upwards_breaks_the_contract(tmp_path):
    shutil.copytree(
        SOURCE, tmp_path / "src" / "congvu", ignore=shutil.ignore_patterns("__pycache__", "data", "templates")
    )
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    (tmp_path / "src/congvu/org/planted.py").write_text("from congvu.dossiers import apps\n")

    checked = subprocess.run(
        [str(LINT), "--no-cache"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "src")},
        capture_output=True,
        text=True,
    )

    assert checked.returncode == 1
    assert "congvu.org.planted -> congvu.dossiers.apps" in checked.stdout
