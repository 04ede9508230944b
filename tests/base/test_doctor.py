import json

import pytest
from django.core.management import call_command
from django.utils.module_loading import autodiscover_modules

from congvu.audit.actions import record
from congvu.audit.rules import SYSTEM, Ref
from congvu.base import clock, doctor
from congvu.workdays.models import Day

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def calendar():
    call_command("import_holidays", verbosity=0)


@pytest.fixture
def own_checks(monkeypatch):
    """Let a test register checks beside those of the apps, without leaving them behind."""
    autodiscover_modules("checks")
    monkeypatch.setattr(doctor, "_quick", dict(doctor._quick))
    monkeypatch.setattr(doctor, "_whole", dict(doctor._whole))


def test_a_whole_house_is_good(capsys):
    record("dossier.submit", subject=Ref("dossier", "1", "hồ sơ"), actor=SYSTEM, at=clock.now())

    call_command("doctor")

    out = capsys.readouterr().out
    assert "nhật ký: tốt" in out
    assert "tệp lưu: tốt" in out


def test_something_wrong_leaves_with_1(capsys):
    Day.objects.all().delete()

    with pytest.raises(SystemExit) as left:
        call_command("doctor")

    assert left.value.code == 1
    assert "import_holidays" in capsys.readouterr().out


def test_machines_get_one_json_document(capsys):
    capsys.readouterr()
    call_command("doctor", "--json", "--all")

    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] is True
    assert {"name": "nhật ký", "problems": []} in answer["checks"]


def test_a_check_that_breaks_hides_no_other(own_checks):
    @doctor.check("a hỏng")
    def broken():
        raise RuntimeError("nổ")

    findings = {finding.name: finding.problems for finding in doctor.run_quick()}

    assert "nổ" in findings["a hỏng"][0]
    assert findings["nhật ký"] == ()


def test_the_slow_form_of_a_check_runs_only_when_all_is_asked(own_checks):
    doctor.check("b")(lambda: ["nhanh"])
    doctor.whole_check("b")(lambda: ["kỹ"])

    quick = {finding.name: finding.problems for finding in doctor.run_quick()}
    whole = {finding.name: finding.problems for finding in doctor.run_whole()}

    assert (quick["b"], whole["b"]) == (("nhanh",), ("kỹ",))
