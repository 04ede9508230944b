"""`congvu submission check` answers outsiders: one JSON document, exit 0, 1 or 2, never a traceback."""

import json

import pytest
from django.core.management import call_command

from congvu.procedures import data

DAY = "2026-11-23"


@pytest.fixture
def submission(tmp_path):
    """Write a submission into a file."""

    def write(content):
        path = tmp_path / "data.json"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return str(path)

    return write


def run(*words):
    call_command("submission", "check", *words)


def test_a_good_submission_has_no_errors(submission, capsys):
    run("1.001193", "--data", submission(data.form("1.001193")["examples"]["valid"]), "--json", "--today", DAY)

    assert json.loads(capsys.readouterr().out) == {"errors": []}


def test_errors_are_sorted_and_the_answer_is_no(submission, capsys):
    wrong = data.form("1.001193")["examples"]["valid"] | {"relation": "friend", "case": None}

    with pytest.raises(SystemExit) as ending:
        run("1.001193", "--data", submission(wrong), "--json", "--today", DAY)

    errors = json.loads(capsys.readouterr().out)["errors"]
    assert ending.value.code == 1
    assert errors == sorted(errors)
    assert {"case:required", "relation:choice"} <= set(errors)


def test_people_read_sentences(submission, capsys):
    with pytest.raises(SystemExit):
        run("1.001193", "--data", submission({}), "--today", DAY)

    assert "Chọn “Quan hệ với người được khai sinh”." in capsys.readouterr().out


def refused(capsys, *words):
    """Run with wrong usage; return what is said about it."""
    with pytest.raises(SystemExit) as ending:
        run(*words)

    out, err = capsys.readouterr()
    assert (ending.value.code, out) == (2, "")
    return err.strip()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1]", b"null", b"\xff\xfe", b'{"a": NaN}', b"[" * 100_000, b'{"a": ' + b"9" * 5000 + b"}"]
)
def test_what_is_no_json_object_is_wrong_usage(submission, content, capsys):
    assert refused(capsys, "1.001193", "--data", submission(content), "--json").endswith(".")


@pytest.mark.parametrize("code", ["9.999999", "../x", ""])
def test_an_unknown_procedure_is_wrong_usage(submission, code, capsys):
    assert refused(capsys, code, "--data", submission({})) == f"Không có thủ tục nào mang mã {code}."


def test_a_missing_file_is_wrong_usage(tmp_path, capsys):
    assert "Không đọc được tệp" in refused(capsys, "1.001193", "--data", str(tmp_path / "nothing.json"))


@pytest.mark.parametrize("words", [[], ["--data", "x", "--today", "hôm nay"]])
def test_missing_and_broken_options_are_wrong_usage(words, capsys):
    assert refused(capsys, "1.001193", *words).startswith("Lệnh chưa đúng: ")
