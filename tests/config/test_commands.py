"""Commands that outsiders rely on, called as they call them: exit codes, one document on stdout, errors on stderr.

Most run in this process, where no test may touch a database; one of each kind runs as a program of its own.
"""

import json
import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from congvu.config.main import main

PROJECT = Path(__file__).resolve().parents[2]
CONGVU = Path(sys.executable).with_name("congvu")
RECEIPT = ["form", "receipt", "--data", "bien-nhan.json"]
CHECK = ["submission", "check", "1.001193"]
DEADLINE = ["deadline", "--received", "2020-04-29T10:00", "--amount", "3", "--unit", "working_days", "--mode", "day"]
AWAY = {"DATABASE_URL": "postgresql://nobody@/none?host=/khong/co", "PYTHONIOENCODING": "ascii"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Files of all kinds that people hand to a command."""
    from congvu.procedures.data import form

    here = tmp_path_factory.mktemp("lệnh")
    valid = form("1.001193")["examples"]["valid"]
    (here / "khai-sinh.json").write_text(json.dumps(valid))
    (here / "sai.json").write_text(json.dumps(valid | {"relation": "friend"}))
    (here / "bien-nhan.json").write_bytes((PROJECT / "tests/dossiers/samples/receipt.json").read_bytes())
    (here / "empty.json").write_text("{}")
    (here / "list.json").write_text("[1]")
    (here / "nan.json").write_text('{"a": NaN}')
    (here / "deep.json").write_text("[" * 100_000)
    (here / "rubbish").write_bytes(b"\xff\xfe\x00" + bytes(range(256)) * 9)
    (here / "nothing").write_bytes(b"")
    (here / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj<</Type/Catalog")
    return here


@pytest.fixture
def call(folder, capsys, monkeypatch):
    """Run one command in this process; return exit code, standard output, standard error."""

    def run(*words):
        monkeypatch.chdir(folder)
        monkeypatch.setenv("COLUMNS", "100")
        monkeypatch.setattr(sys, "argv", ["congvu", *words])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = end.code
        return code, *capsys.readouterr()

    return run


def examples():
    """Return the examples of the reference: words, exit code, what is said."""
    blocks = re.findall(r"```console\n(.*?)```", (PROJECT / "docs/reference/commands.md").read_text(), re.DOTALL)
    for example in re.findall(r"^\$ congvu (.+?)  # (\d)\n((?:(?!\$ ).*\n)*)", "".join(blocks), re.MULTILINE):
        yield pytest.param(*example, id=example[0][:50])


def call_apart(folder, *words):
    """Run one command as a program where there is no database, on a terminal that knows no Vietnamese."""
    away = AWAY | {"CONGVU_DATA": str(folder / "data")}
    done = subprocess.run([CONGVU, *words], cwd=folder, env=os.environ | away, capture_output=True, timeout=120)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


CASES = [
    (0, [*DEADLINE, "--json"]),
    (2, ["deadline", "--json"]),
    (2, ["deadline", "--khong-co"]),
    (1, ["verify", "rubbish", "--json"]),
    (1, ["verify", "nothing", "--json"]),
    (1, ["verify", "cut.pdf", "--json"]),
    (2, ["verify", "khong-co.pdf", "--json"]),
    (2, ["verify", ".", "--json"]),
    (2, ["verify"]),
    (2, ["verify", "cut.pdf", "--root", "rubbish"]),
    (0, [*CHECK, "--data", "khai-sinh.json", "--today", "2026-11-23", "--json"]),
    (1, [*CHECK, "--data", "empty.json", "--json"]),
    (2, ["submission", "check", "9.999999", "--data", "empty.json", "--json"]),
    *((2, [*CHECK, "--data", name, "--json"]) for name in ("rubbish", "list.json", "deep.json", "nan.json", ".")),
    (2, [*CHECK, "--data", "empty.json", "--today", "hôm nay"]),
    (2, ["submission", "chek"]),
    (2, ["submission"]),
    (0, [*RECEIPT, "-o", "out.pdf"]),
    (2, [*RECEIPT, "-o", "khong/co/out.pdf"]),
    (2, [*RECEIPT, "-o"]),
    (2, ["form", "khong-co", "--data", "empty.json", "-o", "out.pdf"]),
    *((1, ["form", "receipt", "--data", name, "-o", "x.pdf"]) for name in ("empty.json", "rubbish", "deep.json")),
    (2, ["form"]),
    (2, ["khong-co"]),
    (2, ["help", "khong-co"]),
    (2, ["--khong-co"]),
    (2, ["run", "khong-co"]),
    (0, ["help"]),
    (0, ["--help"]),
    (0, ["verify", "--help"]),
]


@pytest.mark.parametrize(("code", "words"), CASES, ids=[" ".join(words)[-50:] for _, words in CASES])
def test_a_command_ends_as_promised(call, code, words):
    found, out, err = call(*words)

    assert found == code, err
    if "--json" in words and code != 2:
        assert isinstance(json.loads(out), dict)
    if code == 2:
        assert (out, bool(err.strip())) == ("", True)


@pytest.mark.parametrize("words", [words for code, words in CASES if code == 2], ids=" ".join)
def test_wrong_usage_is_told_in_vietnamese(call, words):
    _, _, err = call(*words)

    assert re.search(r"[ạảãàáâậấầẩẫăắằặẳẵđêệếềểễôộốồổỗơợớờởỡưựứừửữ]", err)
    assert not re.search(r"usage:|required|invalid|expected|unrecognized|argument|such file|directory", err)


def test_the_deadline_of_the_design_is_due_over_the_holidays(folder):
    code, out, err = call_apart(folder, *DEADLINE, "--json")

    answer = json.loads(out)
    assert (code, err, answer["due_at"]) == (0, "", "2020-05-06T17:00")
    assert {"at", "kind", "note"} == set(answer["steps"][0])


def test_no_signature_is_unknown(folder):
    code, out, err = call_apart(folder, "verify", "cut.pdf", "--json")

    assert (code, json.loads(out), err) == (1, {"signatures": [], "verdict": "unknown"}, "")


def test_errors_of_a_submission_are_sorted(folder):
    code, out, err = call_apart(folder, *CHECK, "--data", "empty.json", "--json")

    errors = json.loads(out)["errors"]
    assert (code, errors, err) == (1, sorted(errors), "")
    assert "declaration_accepted:required" in errors


def test_a_form_is_a_pdf(folder):
    code, out, err = call_apart(folder, *RECEIPT, "-o", "giấy.pdf")

    assert (code, out, err) == (0, "", "")
    assert (folder / "giấy.pdf").read_bytes().startswith(b"%PDF-")


def test_an_unknown_command_starts_nothing(folder):
    code, out, err = call_apart(folder, "verfy")

    assert (code, out) == (2, "")
    assert err == "Không có lệnh “verfy”. Có phải là “verify”? Xem các lệnh: congvu help.\n"
    assert not (folder / "data" / "postgres").exists()


@pytest.mark.parametrize("command", ["deadline", "verify", "submission", "form"])
def test_help_is_in_vietnamese(call, command):
    _, out, _ = call(command, "--help")

    assert out.startswith(f"Cách dùng: congvu {command}")
    assert not re.search(r"usage:|options:|positional|show this", out)


@pytest.mark.parametrize("word", ["--version", "version"])
def test_the_version_is_that_of_the_product(call, word):
    assert call(word) == (0, f"Công Vụ {version('congvu')}\n", "")


def test_the_list_of_commands_knows_ours_and_those_of_libraries(call):
    _, out, _ = call("help")

    assert {"run", "verify", "migrate", "axes_reset"} <= set(out.split())


def test_a_command_that_libraries_bring_is_known():
    from congvu.config.main import is_known

    assert [is_known(name) for name in ("verify", "axes_reset", "khong-co", "../verify")] == [True, True, False, False]


@pytest.mark.parametrize(("words", "code", "said"), [*examples()])
def test_the_examples_of_the_reference_are_true(call, words, code, said):
    found, out, err = call(*words.split())

    assert (str(found), out + err) == (code, said)


def test_the_reference_has_examples_of_every_command_for_outsiders():
    named = {example.values[0].split()[0] for example in examples()}

    assert {"deadline", "verify", "submission", "form"} <= named
