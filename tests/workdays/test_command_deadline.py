import json
import os
import subprocess
import sys

import pytest
from django.core.management import call_command

BASE = ["deadline", "--received", "2020-04-29T10:00", "--amount", "3"]


def run(capsys, *words):
    try:
        call_command(*words)
        code = 0
    except SystemExit as left:
        code = left.code
    out, err = capsys.readouterr()
    return code, out, err


def test_the_answer_is_one_json_document_with_local_times(capsys):
    code, out, err = run(capsys, *BASE, "--unit", "working_days", "--mode", "day", "--json")

    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert answer["due_at"] == "2020-05-06T17:00"
    assert set(answer) == {"due_at", "steps"}
    assert answer["steps"][1] == {
        "at": "2020-04-30T00:00",
        "kind": "holiday",
        "note": "thứ Năm 30/04/2020, Ngày Chiến thắng: không tính",
    }


def test_people_read_the_due_time_first(capsys):
    _, out, _ = run(capsys, *BASE)

    assert out.startswith("Hạn trả kết quả: 17:00 thứ Tư 06/05/2020\n")


def test_pauses_may_be_given_many_times(capsys):
    words = ["deadline", "--received", "2020-06-01T07:00", "--amount", "5", "--mode", "hour", "--json"]
    pauses = ["--pause", "2020-06-02T07:00/2020-06-03T07:00", "--pause", "2020-06-04T07:00/2020-06-04T11:00"]

    _, out, _ = run(capsys, *words, *pauses)

    assert json.loads(out)["due_at"] == "2020-06-09T11:00"


def test_a_same_day_result_needs_no_amount(capsys):
    code, out, _ = run(capsys, "deadline", "--received", "2020-04-01T16:00", "--unit", "same_day", "--json")

    assert (code, json.loads(out)["due_at"]) == (0, "2020-04-03T17:00")


def test_an_instant_with_a_zone_is_turned_into_local_time(capsys):
    _, out, _ = run(capsys, "deadline", "--received", "2020-04-29T03:00+00:00", "--amount", "3", "--json")

    assert json.loads(out)["steps"][0]["at"] == "2020-04-29T10:00"


def test_another_calendar_may_be_used(capsys, tmp_path):
    file = tmp_path / "lich.yaml"
    file.write_text('sessions: [["08:00", "12:00"]]\ndays: [{date: 2020-04-30, kind: swapped_work, name: Làm bù}]')

    code, out, _ = run(capsys, *BASE, "--calendar", str(file), "--json")

    assert (code, json.loads(out)["due_at"]) == (0, "2020-05-04T12:00")


def test_a_year_without_known_holidays_is_said_on_standard_error(capsys):
    code, out, err = run(capsys, "deadline", "--received", "2031-04-29T10:00", "--amount", "3", "--json")

    assert code == 0
    assert json.loads(out)["due_at"] == "2031-05-02T17:00"
    assert "2031" in err


@pytest.mark.parametrize(
    "words",
    [
        ["deadline"],
        ["deadline", "--received", "hôm qua", "--amount", "3"],
        ["deadline", "--received", "2020-04-29T10:00"],
        ["deadline", "--received", "2020-04-29T10:00", "--amount", "-3"],
        ["deadline", "--received", "2020-04-29T10:00", "--amount", "0"],
        ["deadline", "--received", "2020-04-29T10:00", "--amount", "ba"],
        ["deadline", "--received", "2020-04-29T10:00", "--amount", "99999999999"],
        [*BASE, "--unit", "tuần"],
        [*BASE, "--mode", "phút"],
        [*BASE, "--pause", "2020-05-01T10:00"],
        [*BASE, "--pause", "x/y"],
        [*BASE, "--pause", "2020-05-04T10:00/2020-05-01T10:00"],
        [*BASE, "--cut-off", "25:00"],
        [*BASE, "--calendar", "/khong/co.yaml"],
    ],
)
def test_wrong_words_leave_with_2_and_a_sentence(capsys, words):
    code, out, err = run(capsys, *words)

    assert (code, out) == (2, "")
    assert err.strip().endswith(".")


@pytest.mark.parametrize("content", ["days: 5", "sessions: []", "sessions: [['11:00', '07:00']]", "a: ["])
def test_a_calendar_that_cannot_be_counted_in_leaves_with_1(capsys, tmp_path, content):
    file = tmp_path / "lich.yaml"
    file.write_text(content)

    code, out, err = run(capsys, *BASE, "--calendar", str(file))

    assert (code, out) == (1, "")
    assert err.strip().endswith(".")


@pytest.mark.parametrize("received", ["9999-12-30T10:00", "0001-01-01T00:00+14:00"])
def test_the_edges_of_time_are_no_traceback(capsys, received):
    code, _, err = run(capsys, "deadline", "--received", received, "--amount", "2000", "--unit", "days")

    assert code in (1, 2)
    assert err.strip().endswith(".")


def test_it_needs_no_database():
    environment = os.environ | {
        "DATABASE_URL": "postgresql://nobody@/none?host=/khong/co",
        "DJANGO_SETTINGS_MODULE": "congvu.config.settings.test",
    }
    found = subprocess.run(
        [sys.executable, "-m", "congvu.config.main", *BASE, "--json"], env=environment, capture_output=True, text=True
    )

    assert found.returncode == 0
    assert json.loads(found.stdout)["due_at"] == "2020-05-06T17:00"
