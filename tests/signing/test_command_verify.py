import json
from io import StringIO

import pytest
from asn1crypto import pem
from django.core.management import call_command

from tests.signing import papers

pytestmark = pytest.mark.usefixtures("on_the_day")


@pytest.fixture
def root(tmp_path):
    path = tmp_path / "root.pem"
    path.write_bytes(pem.armor("CERTIFICATE", papers.roots()[0].dump()))
    return path


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(papers.sealed())
    return path


def run(*arguments):
    out = StringIO()
    code = 0
    try:
        call_command("verify", *(str(one) for one in arguments), stdout=out)
    except SystemExit as stopped:
        code = stopped.code
    return code, out.getvalue()


def test_a_valid_file_ends_with_zero_and_one_document(file, root):
    code, printed = run(file, "--json", "--root", root)

    assert code == 0
    assert json.loads(printed)["verdict"] == "valid"


def test_a_file_of_unknown_authority_ends_with_one(file):
    code, printed = run(file, "--json")

    assert code == 1
    assert json.loads(printed)["verdict"] == "unknown"


def test_any_other_file_ends_with_one_and_an_empty_list(root):
    code, printed = run(root, "--json")

    assert code == 1
    assert json.loads(printed) == {"signatures": [], "verdict": "unknown"}


def test_without_json_people_read_sentences(file, root):
    _, printed = run(file, "--root", root)

    assert printed.startswith("Kết luận: HỢP LỆ")


@pytest.mark.parametrize("arguments", [["nowhere.pdf"], ["--root", "nowhere.pem"]])
def test_what_cannot_be_opened_ends_with_two(file, arguments):
    if arguments[0].startswith("--"):
        arguments = [file, *arguments]

    assert run(*arguments) == (2, "")


def test_a_root_that_is_no_certificate_ends_with_two(file):
    assert run(file, "--root", file) == (2, "")
