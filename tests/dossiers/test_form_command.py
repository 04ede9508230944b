"""`congvu form`: a file and exit 0, or one Vietnamese sentence and exit 1 or 2."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

SAMPLE = Path(__file__).parent / "samples" / "receipt.json"


def _run(*arguments):
    errors = StringIO()
    try:
        call_command("form", *arguments, stderr=errors)
    except SystemExit as end:
        return end.code, errors.getvalue().strip()
    return 0, errors.getvalue().strip()


def test_a_good_file_becomes_the_same_pdf_every_time(tmp_path):
    for name in ("one.pdf", "two.pdf"):
        assert _run("receipt", "--data", str(SAMPLE), "-o", str(tmp_path / name), "--at", "2020-04-27T08:15") == (0, "")

    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_an_unknown_form_is_wrong_usage(tmp_path):
    code, sentence = _run("nothing", "--data", str(SAMPLE), "-o", str(tmp_path / "x.pdf"))

    assert code == 2
    assert sentence.startswith("Không có biểu mẫu “nothing”.")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "không phải là JSON hợp lệ."),
        ("[]", "Dữ liệu phải là một nhóm dữ liệu."),
        (json.dumps({"regime": "1999"}), "Mục “regime” chỉ nhận: 2020, 2025."),
    ],
)
def test_bad_data_are_a_no_in_one_sentence(tmp_path, content, sentence):
    (tmp_path / "data.json").write_text(content)

    code, said = _run("receipt", "--data", str(tmp_path / "data.json"), "-o", str(tmp_path / "x.pdf"))

    assert code == 1
    assert said.endswith(sentence) and "\n" not in said
    assert not (tmp_path / "x.pdf").exists()


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path):
    assert _run("receipt", "--data", str(tmp_path / "no.json"), "-o", str(tmp_path / "x.pdf"))[0] == 2
