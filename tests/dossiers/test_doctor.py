"""The command `congvu doctor` names a planted fault of each kind, and finds none after a whole story."""

import datetime as dt
import json
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from congvu.documents.models import NumberSeries
from congvu.dossiers.models import Dossier, Letter, Result, Step
from congvu.dossiers.terms import ResultKind, Status
from tests.dossiers.conftest import at
from tests.dossiers.result_stories import sealed
from tests.dossiers.stories import accepted, run_jobs

NOW = at("2026-11-25T08:00")
CODE = "1.001193"

pytestmark = pytest.mark.django_db


def findings(*, everything=False):
    """Return what each check found, and how the command left."""
    out, left_with = StringIO(), 0
    with time_machine.travel(NOW + dt.timedelta(hours=1), tick=False):
        try:
            call_command("doctor", as_json=True, everything=everything, stdout=out)
        except SystemExit as leaving:
            left_with = leaving.code
    return {one["name"]: one["problems"] for one in json.loads(out.getvalue())["checks"]}, left_with


def wrong_due(dossier):
    Dossier.objects.filter(pk=dossier.pk).update(due_at=dossier.due_at + dt.timedelta(days=1))


def wrong_state(dossier):
    Dossier.objects.filter(pk=dossier.pk).update(status=Status.FINISHED)


def step_without_token(dossier):
    Step.objects.filter(dossier=dossier, done_at=None).update(token=None)


def token_without_step(dossier):
    Step.objects.filter(dossier=dossier, done_at=None).delete()


def ended_with_open_step(dossier):
    Dossier.objects.filter(pk=dossier.pk).update(ended_at=NOW)


def clock_lost(dossier):
    dossier.clock.all().delete()


def code_skipped(dossier):
    Dossier.objects.filter(pk=dossier.pk).update(code=dossier.code[:-4] + "0003")


def counter_ahead(dossier):
    NumberSeries.objects.filter(series="dossier").update(last=3)


def number_twice(dossier):
    for one in (dossier, accepted(CODE, now=NOW)):
        Result.objects.create(
            dossier=one, kind=ResultKind.GRANTED, drafted_by="Ai đó", drafted_by_user=1, drafted_at=NOW,
            number="15/2026", dated=NOW.date(),
        )  # fmt: skip


def letter_never_set(dossier):
    ProcrastinateJob.objects.filter(task_name="dossiers.set_letter").delete()
    Letter.objects.filter(dossier=dossier).update(file=None)


FAULTS = [
    ("hồ sơ: thời hạn", wrong_due),
    ("hồ sơ: thời hạn", clock_lost),
    ("hồ sơ: trạng thái", wrong_state),
    ("hồ sơ: bước xử lý", step_without_token),
    ("hồ sơ: bước xử lý", token_without_step),
    ("hồ sơ: bước xử lý", ended_with_open_step),
    ("hồ sơ: mã hồ sơ", counter_ahead),
    ("hồ sơ: mã hồ sơ", code_skipped),
    ("hồ sơ: số kết quả", number_twice),
    ("hồ sơ: giấy tờ của thủ tục", letter_never_set),
]


@pytest.mark.parametrize(("name", "plant"), FAULTS)
def test_a_planted_fault_is_named_by_its_check_and_by_no_other_of_dossiers(name, plant):
    dossier = accepted(CODE, now=NOW)
    plant(dossier)

    found, left_with = findings()

    assert left_with == 1
    assert [key for key, problems in found.items() if problems and key.startswith("hồ sơ")] == [name]
    assert all(dossier.code[:-5] in problem for problem in found[name])


def test_after_a_whole_story_there_is_nothing_to_say():
    sealed(CODE, now=NOW)
    run_jobs(now=NOW)

    found, left_with = findings(everything=True)

    assert {name: problems for name, problems in found.items() if problems} == {}
    assert left_with == 0
