"""Asking another unit (T13): the steps wait, the clock runs, one answer lets all go on."""

import pytest

from congvu.audit.models import Line
from congvu.dossiers.actions import opinions, steps
from congvu.dossiers.refusals import NobodyHolds, NotYourStep, ReasonNeeded, StepDone, WrongStatus
from congvu.dossiers.terms import Status, StepKind
from congvu.files.actions import store_file
from congvu.org.models import Post
from tests.dossiers.conftest import at
from tests.dossiers.stories import PDF, accepted, actor_of, examined, holder, waiting

NOW = at("2026-11-25T08:00")
LATER = at("2026-11-26T09:00")
CODE = "1.004873"
ASKED = "vl25-binh-dai-kt/truong-phong-kt"
QUESTION = "Người này có đất tại xã không?"

pytestmark = pytest.mark.django_db


def consult(step, *, officer=None, post_key=ASKED, question=QUESTION):
    officer = officer or actor_of(step, now=NOW)
    return opinions.consult(step_id=step.pk, officer=officer, post_key=post_key, question=question, now=NOW)


def answer(opinion, *, officer=None, text="Có", file=None):
    step = opinion.answering_step
    officer = officer or holder(ASKED, now=LATER)
    return opinions.give_opinion(step_id=step.pk, officer=officer, answer=text, file=file, now=LATER)


@pytest.fixture
def step():
    return examined(CODE, now=NOW)[1]


def test_the_question_waits_at_the_other_post_until_the_asking_step_is_due(step):
    opinion = consult(step)

    asked = opinion.answering_step
    assert (asked.kind, asked.post.key, asked.due_at) == (StepKind.OPINION, ASKED, step.due_at)
    assert opinion.unit_name == Post.objects.get(key=ASKED).agency.name


def test_while_it_is_asked_the_dossier_is_with_the_others(step):
    consult(step)

    step.dossier.refresh_from_db()
    assert step.dossier.status == Status.CONSULTING and step.dossier.paused_at is None
    with pytest.raises(WrongStatus):
        steps.complete_step(step_id=step.pk, officer=actor_of(step, now=NOW), now=NOW)


def test_the_answer_keeps_who_said_what_with_its_file(step):
    by = holder(ASKED, now=LATER)
    file = store_file(content=PDF, name="ý kiến.pdf", by=by.ref, now=LATER)

    opinion = answer(consult(step), text="", file=file)

    assert (opinion.answered_by, opinion.answered_at, opinion.answer_file) == (by.user_name, LATER, file)


def test_after_the_answer_the_asking_step_goes_on(step):
    answer(consult(step))

    dossier = steps.complete_step(step_id=step.pk, officer=actor_of(step, now=LATER), now=LATER)

    assert waiting(dossier).node == "propose"


def test_another_unit_may_be_asked_after_the_first(step):
    answer(consult(step))

    consult(step, question="Còn nhà thì sao?")

    assert step.dossier.opinions.count() == 2


def test_question_and_answer_leave_a_line_each(step):
    answer(consult(step))

    verbs = dict(Line.objects.filter(subject_id=str(step.dossier_id)).values_list("verb", "actor_name"))
    assert verbs["dossier.consult"] == actor_of(step, now=NOW).user_name
    assert verbs["dossier.receive_opinion"] == holder(ASKED, now=LATER).user_name


def test_a_question_and_an_answer_need_words(step):
    with pytest.raises(ReasonNeeded):
        consult(step, question="")
    with pytest.raises(ReasonNeeded):
        answer(consult(step), text="")


def test_only_the_holder_of_the_step_asks_and_only_who_is_asked_answers(step):
    with pytest.raises(NotYourStep):
        consult(step, officer=holder(ASKED, now=NOW))
    opinion = consult(step)
    with pytest.raises(NotYourStep):
        answer(opinion, officer=actor_of(step, now=NOW))


def test_an_opinion_is_given_once(step):
    opinion = consult(step)
    answer(opinion)

    with pytest.raises(StepDone):
        answer(opinion)


def test_a_post_that_nobody_holds_is_not_asked(step):
    agency = Post.objects.get(key=ASKED).agency
    Post.objects.create(key="vl25-binh-dai-kt/trong", agency=agency, slug="trong", title="Chức danh trống")

    with pytest.raises(NobodyHolds):
        consult(step, post_key="vl25-binh-dai-kt/trong")


def test_nobody_is_asked_before_the_dossier_is_handed_over():
    step = waiting(accepted(CODE, now=NOW))

    with pytest.raises(WrongStatus):
        consult(step)
