"""Whatever is wrong with words, files or database of a command: one Vietnamese sentence, never a traceback."""

import re
import sys

import pytest
from django.core.management import get_commands
from django.db import connection

from congvu.config.main import main

VIETNAMESE = re.compile(r"[ạảãàáâậấầẩẫăắằặẳẵđêệếềểễôộốồổỗơợớờởỡưựứừửữ]")
ENGLISH = re.compile(r"usage:|required|invalid|expected|unrecognized|argument|such file|directory|Error|Traceback")
OURS = sorted(name for name, app in get_commands().items() if str(app).startswith("congvu."))
# Beside an unknown word, for every command that takes something: what it lacks, a bad number, day, word, file, folder.
WRONG = [
    *([name, "--khong-co"] for name in (*OURS, "migrate", "axes_reset_username")),
    *([name, "thừa", "thừa", "thừa"] for name in OURS if name != "submission"),
    ["api_token"],
    ["api_token", "lam"],
    ["api_token", "make", "--system", "x", "--name", "y"],
    ["api_token", "make", "--system", "X Y", "--name", "y", "--scope", "catalogue"],
    ["api_token", "make", "--system", "x", "--name", "y", "--scope", "khong-co"],
    ["api_token", "revoke"],
    ["backup"],
    ["backup", "rubbish"],
    ["bench_steps", "--loops", "ba"],
    ["bench_steps", "--loops", "3"],
    ["changepassword"],
    ["deadline", "--received", "hôm nay"],
    ["deadline", "--received", "2020-04-29T10:00", "--amount", "ba"],
    ["deadline", "--received", "2020-04-29T10:00", "--amount", "3", "--calendar", "khong-co.yaml"],
    ["form", "receipt"],
    ["generate"],
    ["generate", "--dossiers", "ba"],
    ["generate", "--dossiers", "0"],
    ["import_cast", "--folder", "khong-co"],
    ["import_catalogue", "--folder", "khong-co"],
    ["import_catalogue", "--folder", "."],
    ["import_catalogue", "--valid-from", "hôm nay"],
    ["import_holidays", "khong-co.yaml"],
    ["import_holidays", "rubbish"],
    ["import_org", "--folder", "khong-co"],
    ["import_templates", "khong-co.yaml"],
    ["import_templates", "rubbish"],
    ["make_processes"],
    ["make_processes", "khong-co"],
    ["measure_search", "--output", "rubbish/x.md"],
    ["register_key"],
    ["register_key", "--officer", "a", "--certificate", "khong-co.pem", "--token", "t", "--key", "k"],
    ["register_key", "--officer", "a", "--certificate", "rubbish", "--token", "t", "--key", "k"],
    ["restore"],
    ["restore", "khong-co.tar"],
    ["submission", "check", "1.001193", "--data", "khong-co.json"],
    ["verify", "khong-co.pdf"],
    ["write_states"],
    ["write_states", "rubbish/x.md"],
]
# What the words are right for and the answer is no: nobody of that name, a file whose content is wrong.
NO = [
    ["changepassword", "khong.co"],
    ["api_token", "revoke", "abcdefgh"],
    ["restore", "rubbish"],
]
DATABASE = ["api_token list", "demo", "doctor", "generate --dossiers 1", "import_holidays", "publish_processes"]


@pytest.fixture
def call(tmp_path, capsys, monkeypatch):
    """Run one command in this process, in a folder with a file of rubbish."""
    (tmp_path / "rubbish").write_bytes(b"\xff\xfe\x00" + bytes(range(256)))

    def run(*words):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["congvu", *words])
        with pytest.raises(SystemExit) as end:
            main()
        return end.value.code, *capsys.readouterr()

    return run


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_wrong_usage_is_one_vietnamese_sentence_and_exit_2(call, words):
    code, out, err = call(*words)

    assert (code, out) == (2, "")
    assert VIETNAMESE.search(err)
    assert not ENGLISH.search(err)


@pytest.mark.django_db
@pytest.mark.parametrize("words", NO, ids=" ".join)
def test_a_no_is_one_vietnamese_sentence_and_exit_1(call, words):

    code, out, err = call(*words)

    assert (code, out) == (1, "")
    assert VIETNAMESE.search(err)
    assert not ENGLISH.search(err)


@pytest.mark.django_db
def test_a_library_that_says_no_is_introduced_in_vietnamese(call):
    code, out, err = call("migrate", "khongco")

    ours, library = err.strip().splitlines()
    assert (code, out) == (1, "")
    assert ours == "Lệnh migrate chưa làm được. Xem cách dùng: congvu migrate --help. Thư viện nói:"
    assert library == "No installed app with label 'khongco'."


@pytest.mark.parametrize("words", DATABASE)
def test_a_database_that_does_not_answer_is_told_in_a_sentence(call, words, django_db_setup, django_db_blocker):
    known = dict(connection.settings_dict)
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["HOST"] = "/khong/co"
        try:
            code, _, err = call(*words.split())
        finally:
            connection.settings_dict.update(known)
            connection.close()

    assert code == 1
    assert err.startswith("Không nối được với cơ sở dữ liệu.")
    assert not ENGLISH.search(err)


def test_every_command_of_ours_is_in_the_table():
    assert {words[0] for words in WRONG} >= set(OURS)
