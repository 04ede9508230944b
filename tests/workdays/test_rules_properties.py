from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.base.clock import LOCAL
from congvu.workdays.queries import national_of_file
from congvu.workdays.rules import clock
from congvu.workdays.rules.deadlines import deadline
from congvu.workdays.terms import Mode, StepKind, Unit

CALENDAR = national_of_file()
moments = st.datetimes(datetime(2019, 1, 1), datetime(2027, 6, 1)).map(lambda found: found.replace(tzinfo=LOCAL))
amounts = st.integers(1, 40)
units = st.sampled_from(Unit)
modes = st.sampled_from(Mode)
counted = st.sampled_from([Unit.WORKING_HOURS, Unit.WORKING_DAYS])
spans = st.timedeltas(timedelta(minutes=1), timedelta(days=20))
quick = settings(max_examples=120, deadline=None)


def ends(received, amount, unit, mode, pauses=()):
    amount = min(amount, 24) if unit == Unit.MONTHS else amount
    return deadline(received, amount=amount, unit=unit, mode=mode, calendar=CALENDAR, pauses=pauses)


@quick
@given(moments, amounts, units, modes)
def test_nothing_is_due_outside_working_time(received, amount, unit, mode):
    due = ends(received, amount, unit, mode).due_at

    assert CALENDAR.is_working_day(due.date())
    assert any(start < due.time() <= end for start, end in CALENDAR.sessions)


@quick
@given(moments, spans, amounts, units, modes)
def test_who_comes_later_is_not_due_earlier(received, later, amount, unit, mode):
    assert ends(received, amount, unit, mode).due_at <= ends(received + later, amount, unit, mode).due_at


@quick
@given(moments, amounts, amounts, units, modes)
def test_a_longer_limit_does_not_end_earlier(received, amount, more, unit, mode):
    assert ends(received, amount, unit, mode).due_at <= ends(received, amount + more, unit, mode).due_at


@quick
@given(moments, amounts, counted, st.floats(0, 1), spans)
def test_hour_mode_adds_exactly_the_paused_working_minutes(received, amount, unit, where, length):
    before = ends(received, amount, unit, Mode.HOUR).due_at
    start = received + (before - received) * where * 0.999
    start = start.replace(second=0, microsecond=0)
    end = start + length

    after = ends(received, amount, unit, Mode.HOUR, [(start, end)]).due_at

    first = max(start, received)
    assert CALENDAR.minutes_between(before, after) == (CALENDAR.minutes_between(first, end) if start < before else 0)


@quick
@given(moments, amounts, st.floats(0, 1), spans)
def test_day_mode_adds_at_least_that_and_less_than_a_day_more(received, amount, where, length):
    before = ends(received, amount, Unit.WORKING_DAYS, Mode.DAY).due_at
    start = (received + (before - received) * where * 0.999).replace(second=0, microsecond=0)
    end = start + length

    after = ends(received, amount, Unit.WORKING_DAYS, Mode.DAY, [(start, end)]).due_at

    paused = CALENDAR.minutes_between(max(start, received), end)
    assert paused <= CALENDAR.minutes_between(before, after) < paused + CALENDAR.minutes_a_day


@quick
@given(moments, amounts, counted, modes, st.lists(st.tuples(spans, spans), max_size=4))
def test_nothing_is_due_while_it_is_paused(received, amount, unit, mode, gaps):
    pauses, cursor = [], received
    for wait, length in gaps:
        pauses.append((cursor + wait, cursor + wait + length))
        cursor += wait + length

    due = ends(received, amount, unit, mode, pauses).due_at

    assert not any(
        start.replace(second=0, microsecond=0) < due < end.replace(second=0, microsecond=0) for start, end in pauses
    )


@quick
@given(moments, amounts, counted, modes, st.floats(0, 1), spans)
def test_stopping_and_going_on_equals_counting_again(received, amount, unit, mode, where, length):
    before = ends(received, amount, unit, mode)
    start = (received + (before.due_at - received) * where * 0.999).replace(second=0, microsecond=0)
    start, end = max(start, received), max(start, received) + length

    left = clock.remaining(start, due_at=before.exact_at, unit=unit, calendar=CALENDAR)
    resumed = clock.resume(end, left=left, unit=unit, mode=mode, calendar=CALENDAR)

    assert resumed == ends(received, amount, unit, mode, [(start, end)]).due_at


@quick
@given(moments, st.integers(0, 20_000))
def test_added_minutes_are_counted_back(start, minutes):
    assert CALENDAR.minutes_between(start, CALENDAR.add_minutes(start, minutes)) == minutes


@quick
@given(moments, spans, spans)
def test_minutes_of_neighbours_add_up(start, first, second):
    middle, end = start + first, start + first + second

    whole = CALENDAR.minutes_between(start, end)

    assert whole == CALENDAR.minutes_between(start, middle) + CALENDAR.minutes_between(middle, end)


@quick
@given(moments, amounts, units, modes)
def test_the_explanation_runs_from_the_start_to_the_end_without_a_hole(received, amount, unit, mode):
    found = ends(received, amount, unit, mode)
    at = [step.at for step in found.steps]

    days = {step.at.date() for step in found.steps}

    assert at == sorted(at)
    assert (found.steps[0].kind, found.steps[-1].kind) == (StepKind.START, StepKind.DUE)
    assert len(days) == (found.due_at.date() - received.date()).days + 1


@quick
@given(moments, amounts)
def test_day_mode_explains_exactly_the_days_it_counts(received, amount):
    found = ends(received, amount, Unit.WORKING_DAYS, Mode.DAY)

    worked = [step for step in found.steps if step.kind in (StepKind.WORKING, StepKind.SWAPPED_WORK)]

    assert len(worked) == amount
