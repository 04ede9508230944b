import datetime as dt

import pytest

from congvu.audit.models import Line
from congvu.dossiers.actions import endings, opinions, steps, supplement
from congvu.dossiers.queries import problems
from congvu.dossiers.queries.offers import offers_for
from congvu.dossiers.refusals import AlreadyDecided, NothingListed, NotYourStep, SupplementUsed, WrongStatus
from congvu.dossiers.rules.offers import Offer
from congvu.dossiers.terms import ClockKind, LetterKind, Status, StepKind, SupplementState
from congvu.procedures.models import ProcedureVersion
from congvu.procedures.queries import published
from congvu.workdays.queries import calendar_of
from congvu.workdays.rules.deadlines import deadline
from congvu.workflow.terms import InstanceState
from tests.dossiers.conftest import at
from tests.dossiers.result_stories import seal_step, signed
from tests.dossiers.stories import accepted, actor_of, submitted, waiting

MORNING = at("2026-11-25T08:00")
SENT = at("2026-11-26T09:00")
BACK = at("2026-11-30T14:00")
CODE = "1.001193"


def examined(now=MORNING):
    """Bring a dossier to its specialist."""
    dossier = accepted(CODE, now=now)
    step = waiting(dossier)
    steps.complete_step(step_id=step.pk, officer=actor_of(step, now=now), now=now)
    return dossier, waiting(dossier)


def open_of(dossier, kind):
    return dossier.steps.get(kind=kind, done_at=None)


def act(action, step, *, now, **more):
    return action(step_id=step.pk, officer=actor_of(step, now=now), now=now, **more)


def sent():
    dossier, step = examined()
    act(supplement.propose_supplement, step, now=MORNING, items=["Giấy chứng sinh"], reason="Bản sao mờ")
    act(supplement.approve_supplement, open_of(dossier, StepKind.APPROVE_SUPPLEMENT), now=MORNING)
    act(supplement.send_supplement, open_of(dossier, StepKind.SEND_SUPPLEMENT), now=SENT)
    dossier.refresh_from_db()
    return dossier, step


@pytest.mark.django_db
def test_a_sent_supplement_pauses_clock_steps_and_process():
    dossier, step = sent()

    step.refresh_from_db()
    assert dossier.status == Status.SUPPLEMENT and dossier.paused_at == SENT
    assert step.suspended and dossier.instance.state == InstanceState.SUSPENDED
    assert dossier.letters.filter(kind=LetterKind.SUPPLEMENT_SLIP).exists()
    assert Line.objects.filter(subject_id=str(dossier.pk), verb="dossier.ask_supplement").exists()


@pytest.mark.django_db
def test_the_new_due_time_is_the_deadline_with_the_pause():
    dossier, step = sent()
    supplement.answer_supplement(dossier_id=dossier.pk, by=dossier.submitter.ref, note="Đã nộp", now=BACK)

    act(supplement.accept_supplement, open_of(dossier, StepKind.CHECK_SUPPLEMENT), now=BACK)

    dossier.refresh_from_db()
    step.refresh_from_db()
    expected = deadline(
        dossier.accepted_at, amount=dossier.limit_amount, unit=dossier.limit_unit, mode=dossier.limit_mode,
        calendar=calendar_of(dossier.committee.calendar_id), pauses=[(SENT, BACK)], cut_off=dossier.limit_cut_off,
    ).due_at  # fmt: skip
    assert dossier.due_at == expected and dossier.paused_at is None
    assert dossier.status == Status.PROCESSING and not step.suspended
    assert dossier.instance.state == InstanceState.RUNNING
    assert list(dossier.clock.values_list("kind", flat=True)) == [ClockKind.START, ClockKind.PAUSE, ClockKind.RESUME]
    assert [*problems.wrong_dues(newest=None), *problems.wrong_states(), *problems.loose_steps()] == []


@pytest.mark.django_db
def test_it_is_asked_for_at_most_once_after_acceptance():
    dossier, step = sent()
    supplement.answer_supplement(dossier_id=dossier.pk, by=dossier.submitter.ref, note="Đã nộp", now=BACK)
    act(supplement.accept_supplement, open_of(dossier, StepKind.CHECK_SUPPLEMENT), now=BACK)

    with pytest.raises(SupplementUsed):
        act(supplement.propose_supplement, step, now=BACK, items=["Khác"], reason="Thiếu")


@pytest.mark.django_db
def test_nothing_more_is_asked_for_once_the_result_is_signed():
    dossier, now = signed(CODE, now=MORNING)
    clerk = seal_step(dossier)
    officer = actor_of(clerk, now=now)

    with pytest.raises(AlreadyDecided):
        act(supplement.propose_supplement, clerk, now=now, items=["Giấy"], reason="Thiếu")

    found = offers_for(dossier, list(dossier.steps.select_related("post__agency")), officer=officer, now=now)
    assert all(Offer.PROPOSE_SUPPLEMENT not in one.moves for one in found.steps)


@pytest.mark.django_db
def test_a_signed_result_is_not_stopped_and_the_leader_reads_why():
    dossier, now = signed(CODE, now=MORNING)
    leader = actor_of(dossier.steps.get(node="sign"), now=now)

    with pytest.raises(AlreadyDecided, match="không dừng hồ sơ được nữa"):
        endings.stop_dossier(dossier_id=dossier.pk, officer=leader, reason="Sai", now=now)


@pytest.mark.django_db
def test_an_answer_that_is_not_complete_keeps_the_clock_still():
    dossier, _ = sent()
    supplement.answer_supplement(dossier_id=dossier.pk, by=dossier.submitter.ref, note="Đã nộp", now=BACK)

    act(supplement.ask_again, open_of(dossier, StepKind.CHECK_SUPPLEMENT), now=BACK, reason="Vẫn mờ")

    dossier.refresh_from_db()
    assert dossier.paused_at == SENT
    assert dossier.supplements.get().state == SupplementState.SENT


@pytest.mark.django_db
def test_a_declined_proposal_lets_the_specialist_go_on_and_propose_again():
    dossier, step = examined()
    act(supplement.propose_supplement, step, now=MORNING, items=["Giấy"], reason="Thiếu")
    act(supplement.decline_supplement, open_of(dossier, StepKind.APPROVE_SUPPLEMENT), now=MORNING, reason="Đủ rồi")

    act(supplement.propose_supplement, step, now=MORNING, items=["Giấy"], reason="Thiếu")

    assert list(dossier.supplements.values_list("state", flat=True)) == ["dropped", "proposed"]


@pytest.mark.django_db
def test_a_proposal_lists_something_and_comes_from_the_holder():
    dossier, step = examined()
    stranger = actor_of(submitted(CODE, now=MORNING).steps.get(), now=MORNING)

    with pytest.raises(NothingListed):
        act(supplement.propose_supplement, step, now=MORNING, items=[], reason="Thiếu")
    with pytest.raises(NotYourStep):
        supplement.propose_supplement(step_id=step.pk, officer=stranger, items=["Giấy"], reason="Thiếu", now=MORNING)
    assert not dossier.supplements.exists()


@pytest.mark.django_db
def test_an_empty_answer_is_refused():
    dossier, _ = sent()

    with pytest.raises(NothingListed):
        supplement.answer_supplement(dossier_id=dossier.pk, by=dossier.submitter.ref, note="", now=BACK)


@pytest.mark.django_db
def test_a_dossier_is_withdrawn_while_it_is_paused():
    dossier, _ = sent()
    endings.request_withdrawal(dossier_id=dossier.pk, by=dossier.submitter.ref, reason="Thôi", now=BACK)

    act(endings.confirm_withdrawal, open_of(dossier, StepKind.CONFIRM_WITHDRAWAL), now=BACK, papers_returned="Đủ")

    over(dossier, Status.WITHDRAWN)
    assert dossier.letters.filter(kind=LetterKind.STOP_NOTICE).exists()


@pytest.mark.django_db
def test_a_dossier_is_withdrawn_before_acceptance():
    dossier = submitted(CODE, now=MORNING)
    endings.request_withdrawal(dossier_id=dossier.pk, by=dossier.submitter.ref, reason="", now=MORNING)

    act(endings.confirm_withdrawal, open_of(dossier, StepKind.CONFIRM_WITHDRAWAL), now=MORNING, papers_returned="")

    over(dossier, Status.WITHDRAWN)


@pytest.mark.django_db
def test_a_dossier_is_withdrawn_while_another_unit_is_asked():
    dossier, step = examined()
    leader = "vl25-binh-dai-ubnd/chu-tich"
    act(opinions.consult, step, now=MORNING, post_key=leader, question="Có đúng thẩm quyền không?")
    endings.request_withdrawal(dossier_id=dossier.pk, by=dossier.submitter.ref, reason="Thôi", now=SENT)

    act(endings.confirm_withdrawal, open_of(dossier, StepKind.CONFIRM_WITHDRAWAL), now=SENT, papers_returned="Đủ")

    over(dossier, Status.WITHDRAWN)


@pytest.mark.django_db
def test_an_opinion_lets_the_asking_step_go_on_and_the_clock_never_stood_still():
    dossier, step = examined()
    act(opinions.consult, step, now=MORNING, post_key="vl25-binh-dai-ubnd/chu-tich", question="Ý kiến?")
    step.refresh_from_db()
    assert step.suspended
    with pytest.raises(WrongStatus):
        act(steps.complete_step, step, now=MORNING)

    act(opinions.give_opinion, open_of(dossier, StepKind.OPINION), now=SENT, answer="Đồng ý", file=None)

    step.refresh_from_db()
    dossier.refresh_from_db()
    assert not step.suspended and dossier.status == Status.PROCESSING
    assert list(dossier.clock.values_list("kind", flat=True)) == [ClockKind.START]


@pytest.mark.django_db
def test_who_decides_stops_a_dossier_with_a_reason_and_nobody_else():
    dossier, step = examined()
    leader = actor_of(type("S", (), {"post": type("P", (), {"key": "vl25-binh-dai-ubnd/chu-tich"}), "role": "leader"}),
                      now=MORNING)  # fmt: skip
    with pytest.raises(NotYourStep):
        endings.stop_dossier(dossier_id=dossier.pk, officer=actor_of(step, now=MORNING), reason="x", now=MORNING)

    endings.stop_dossier(dossier_id=dossier.pk, officer=leader, reason="Không đủ điều kiện", now=MORNING)

    over(dossier, Status.STOPPED)


def over(dossier, status):
    dossier.refresh_from_db()
    assert dossier.status == status and dossier.ended_at is not None
    assert not dossier.steps.filter(done_at=None).exclude(kind=StepKind.SIGN_LETTER).exists()
    assert dossier.instance is None or dossier.instance.state == InstanceState.CANCELLED
    assert [*problems.wrong_dues(newest=None), *problems.wrong_states(), *problems.loose_steps()] == []


def published_with(process):
    """Publish a new version with this process, in force since the first of the month."""
    version = ProcedureVersion.objects.get(pk=published(CODE, MORNING.date()).pk)
    version.valid_to = dt.date(2026, 11, 1)
    version.save(update_fields=["valid_to"])
    version.pk, version.number, version.valid_from, version.valid_to = None, version.number + 1, version.valid_to, None
    version.process = process(version.process)
    version.save(force_insert=True)


def with_terms(**own):
    published_with(lambda process: process | {"supplement": process["supplement"] | own})


@pytest.mark.django_db
def test_the_window_to_answer_is_that_of_the_procedure_and_ends_on_a_working_day():
    with_terms(window={"after": 9, "unit": "days"})  # from Thursday the 26th to Saturday the 5th

    dossier, _ = sent()

    asked, slip = dossier.supplements.get(), dossier.letters.get(kind=LetterKind.SUPPLEMENT_SLIP)
    assert asked.answer_by == dt.date(2026, 12, 7)
    assert slip.content["respond_by"] == "17 giờ 00 phút, ngày 07 tháng 12 năm 2026"


@pytest.mark.django_db
def test_a_procedure_may_allow_a_second_request():
    with_terms(at_most=2)
    dossier, step = sent()
    supplement.answer_supplement(dossier_id=dossier.pk, by=dossier.submitter.ref, note="Đã nộp", now=BACK)
    act(supplement.accept_supplement, open_of(dossier, StepKind.CHECK_SUPPLEMENT), now=BACK)

    second = act(supplement.propose_supplement, step, now=BACK, items=["Giấy chứng sinh"], reason="Vẫn mờ")

    assert second.state == SupplementState.PROPOSED


@pytest.mark.django_db
def test_a_version_published_before_it_held_terms_follows_the_shared_ones():
    published_with(lambda process: {key: part for key, part in process.items() if key != "supplement"})

    dossier, _ = sent()

    assert dossier.supplements.get().answer_by == dt.date(2026, 12, 28)  # the 26th of December is a Saturday
