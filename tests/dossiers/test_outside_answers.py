"""What a body without accounts did is recorded with sender, day and file before its step can be finished."""

import pytest

from congvu.audit.models import Line
from congvu.dossiers.actions import opinions, steps
from congvu.dossiers.models import OutsideAnswer
from congvu.dossiers.refusals import AnswerNeeded, NotYourStep, StepDone
from congvu.files.actions import store_file
from tests.dossiers.conftest import at
from tests.dossiers.stories import PDF, actor_of, examined, holder, waiting

NOW = at("2026-11-25T08:00")
CODE = "1.011607"  # the hamlet surveys the household
HAMLET = "Trưởng ấp Bình Chiến"

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    return examined(CODE, now=NOW)


def record(step, *, officer=None, sender=HAMLET, text="Biên bản khảo sát"):
    officer = officer or actor_of(step, now=NOW)
    file = store_file(content=PDF, name="biên bản.pdf", by=officer.ref, now=NOW)
    return opinions.record_outside_answer(
        step_id=step.pk, officer=officer, sender=sender, dated=NOW.date(), text=text, file=file, now=NOW
    )


def complete(step):
    return steps.complete_step(step_id=step.pk, officer=actor_of(step, now=NOW), now=NOW)


def test_the_step_is_not_finished_without_the_answer(survey):
    _, step = survey

    assert step.outside
    with pytest.raises(AnswerNeeded):
        complete(step)


def test_with_the_answer_the_process_goes_on(survey):
    dossier, step = survey
    answer = record(step)

    complete(step)

    assert (answer.sender, answer.dated) == (HAMLET, NOW.date())
    assert waiting(dossier).node == "meeting"


def test_an_answer_recorded_again_takes_the_place_of_the_first(survey):
    _, step = survey
    record(step)

    record(step, text="Biên bản đã sửa")

    assert OutsideAnswer.objects.get(step=step).text == "Biên bản đã sửa"


def test_the_answer_leaves_its_line_with_sender_and_file(survey):
    dossier, step = survey
    answer = record(step)

    line = Line.objects.get(subject_id=str(dossier.pk), verb="dossier.record_outside_answer")
    assert line.details == {"sender": HAMLET, "sha256": answer.file.sha256}


def test_an_answer_without_sender_is_refused(survey):
    with pytest.raises(AnswerNeeded):
        record(survey[1], sender="")


def test_another_post_records_nothing(survey):
    with pytest.raises(NotYourStep):
        record(survey[1], officer=holder("vl25-binh-dai-vp/van-thu", now=NOW))


def test_a_step_that_is_done_takes_no_answer(survey):
    _, step = survey
    record(step)
    complete(step)

    with pytest.raises(StepDone):
        record(step)


def test_a_step_of_the_house_takes_no_answer_from_outside():
    _, step = examined("1.001193", now=NOW)

    with pytest.raises(NotYourStep):
        record(step)
