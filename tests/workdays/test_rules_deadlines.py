from datetime import date, datetime, time

import pytest

from congvu.base.clock import LOCAL
from congvu.workdays.queries import national_of_file
from congvu.workdays.rules import clock
from congvu.workdays.rules.calendar import NoWorkingTime, WorkingCalendar
from congvu.workdays.rules.deadlines import BadLimit, deadline
from congvu.workdays.terms import DayKind, StepKind

CALENDAR = national_of_file()


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


def due(received, amount, unit, mode="day", pauses=(), calendar=CALENDAR, **more):
    between = [(at(start), at(end)) for start, end in pauses]
    return deadline(at(received), amount=amount, unit=unit, mode=mode, calendar=calendar, pauses=between, **more)


# The vectors of the domain specification, 4.3, in its order.
VECTORS = [
    ("2020-01-22T09:00", 3, "working_days", "day", (), "2020-02-03T17:00"),
    ("2020-01-22T09:00", 3, "working_days", "hour", (), "2020-02-03T09:00"),
    ("2020-04-01T16:00", 1, "same_day", "day", (), "2020-04-03T17:00"),
    ("2020-04-24T08:00", 10, "working_days", "day", (), "2020-05-12T17:00"),
    ("2020-08-21T10:00", 15, "days", "day", (), "2020-09-07T17:00"),
    ("2020-06-01T07:00", 5, "working_days", "hour", [("2020-06-03T13:00", "2020-06-08T13:00")], "2020-06-10T17:00"),
    ("2020-06-15T07:00", 3, "working_days", "day", (), "2020-06-18T17:00"),
    ("2025-12-31T08:00", 3, "working_days", "day", (), "2026-01-07T17:00"),
    ("2026-04-24T16:30", 1, "same_day", "day", (), "2026-04-28T17:00"),
]


@pytest.mark.parametrize(("received", "amount", "unit", "mode", "pauses", "expected"), VECTORS)
def test_the_vectors_of_the_specification_hold(received, amount, unit, mode, pauses, expected):
    assert due(received, amount, unit, mode, pauses).due_at == at(expected)


@pytest.mark.parametrize(
    ("received", "amount", "unit", "mode", "expected"),
    [
        ("2020-06-13T09:00", 3, "working_days", "day", "2020-06-18T17:00"),  # Saturday counts as Monday 07:00
        ("2020-06-12T17:00", 1, "working_days", "day", "2020-06-16T17:00"),  # the closing minute is the next day's
        ("2020-06-12T16:59", 1, "working_days", "day", "2020-06-15T17:00"),
        ("2020-06-12T11:30", 2, "working_hours", "day", "2020-06-12T15:00"),  # lunch
        ("2020-06-12T16:00", 8, "working_hours", "day", "2020-06-15T16:00"),
        ("2020-06-12T09:00", 8, "working_hours", "day", "2020-06-15T09:00"),
        ("2020-06-12T07:00", 8, "working_hours", "day", "2020-06-12T17:00"),  # a full day ends at its own close
        ("2020-04-01T14:59", 1, "same_day", "day", "2020-04-01T17:00"),
        ("2020-04-01T15:00", 1, "same_day", "day", "2020-04-03T17:00"),
        ("2020-06-13T09:00", 1, "same_day", "day", "2020-06-15T17:00"),
        ("2020-06-12T05:00", 1, "same_day", "day", "2020-06-12T17:00"),
        ("2020-06-13T23:00", 2, "days", "day", "2020-06-15T17:00"),  # whatever the hour
        ("2020-01-31T08:00", 1, "months", "day", "2020-03-02T17:00"),  # 29/02 is a Saturday
        ("2019-01-31T08:00", 1, "months", "day", "2019-02-28T17:00"),
        ("2019-11-15T08:00", 3, "months", "day", "2020-02-17T17:00"),
        ("2019-01-02T08:00", 3, "working_days", "day", "2019-01-05T17:00"),  # Saturday 5/1 is worked
        ("2018-12-30T08:00", 1, "working_days", "day", "2019-01-03T17:00"),  # Monday 31/12 is swapped off
    ],
)
def test_more_limits(received, amount, unit, mode, expected):
    assert due(received, amount, unit, mode).due_at == at(expected)


@pytest.mark.parametrize(
    ("mode", "pauses", "expected"),
    [
        ("day", [("2020-06-03T13:00", "2020-06-08T13:00")], "2020-06-11T17:00"),
        ("day", [("2020-06-03T08:00", "2020-06-03T08:30")], "2020-06-09T17:00"),
        ("hour", [("2020-06-03T08:00", "2020-06-03T08:30")], "2020-06-08T07:30"),
        ("hour", [("2020-06-06T08:00", "2020-06-07T20:00")], "2020-06-05T17:00"),  # after the end: nothing
        ("hour", [("2020-05-25T08:00", "2020-06-01T07:00")], "2020-06-05T17:00"),  # before the receipt: nothing
        ("hour", [("2020-06-02T07:00", "2020-06-03T07:00")] * 2, "2020-06-08T17:00"),  # twice the same counts once
        (
            "hour",
            [("2020-06-03T07:00", "2020-06-04T07:00"), ("2020-06-02T07:00", "2020-06-03T07:00")],
            "2020-06-09T17:00",
        ),
        (
            "day",
            [("2020-06-02T07:00", "2020-06-02T07:30"), ("2020-06-03T07:00", "2020-06-03T07:30")],
            "2020-06-09T17:00",
        ),
        (
            "day",  # the second pause begins on the due day when no minute is left: never due before going on
            [("2020-06-02T07:00", "2020-06-02T08:00"), ("2020-06-09T16:00", "2020-06-10T09:00")],
            "2020-06-10T17:00",
        ),
    ],
)
def test_pauses_stop_the_clock(mode, pauses, expected):
    # Five working days from Monday 07:00: Monday 08/06 in day mode, Friday 05/06 in hour mode.
    assert due("2020-06-01T07:00", 5, "working_days", mode, pauses).due_at == at(expected)


def test_a_pause_moves_calendar_days_by_its_calendar_days():
    assert due("2020-06-01T08:00", 10, "days", pauses=[("2020-06-05T16:00", "2020-06-09T08:00")]).due_at == at(
        "2020-06-15T17:00"
    )


def test_a_pause_over_the_end_of_a_calendar_limit_moves_it():
    assert due("2020-06-01T08:00", 5, "days", pauses=[("2020-06-06T08:00", "2020-06-20T08:00")]).due_at == at(
        "2020-06-22T17:00"
    )


@pytest.mark.parametrize(
    ("unit", "amount"), [("working_days", 0), ("days", -1), ("months", 121), ("working_hours", 10**6)]
)
def test_limits_that_no_procedure_has_are_refused(unit, amount):
    with pytest.raises(BadLimit):
        due("2020-06-01T08:00", amount, unit)


def test_a_pause_that_ends_before_it_begins_is_refused():
    with pytest.raises(BadLimit):
        due("2020-06-01T08:00", 3, "working_days", pauses=[("2020-06-03T08:00", "2020-06-02T08:00")])


@pytest.mark.parametrize(
    "sessions",
    [
        (),
        ((time(7), time(7)),),
        ((time(13), time(17)), (time(7), time(11))),
        ((time(7), time(12)), (time(11), time(17))),
    ],
)
def test_a_calendar_without_working_time_is_refused(sessions):
    with pytest.raises(NoWorkingTime):
        WorkingCalendar({}, sessions)


def test_a_calendar_that_rests_for_ever_is_refused():
    days = {date.fromordinal(737000 + ahead): DayKind.HOLIDAY for ahead in range(400)}

    with pytest.raises(NoWorkingTime):
        WorkingCalendar(days).next_working_day(date.fromordinal(737001))


def test_other_sessions_make_another_day():
    short = WorkingCalendar({}, ((time(8), time(12)), (time(13, 30), time(16, 30))))

    assert due("2020-06-01T09:00", 1, "working_days", "hour", calendar=short).due_at == at("2020-06-02T09:00")
    assert due("2020-06-01T09:00", 1, "working_days", "day", calendar=short).due_at == at("2020-06-02T16:30")


def kinds(found):
    return [(step.at.date().isoformat()[5:], step.kind.value) for step in found.steps]


def test_every_day_is_explained_by_name():
    found = due("2020-04-29T10:00", 3, "working_days")

    assert kinds(found) == [
        ("04-29", "start"),
        ("04-30", "holiday"),
        ("05-01", "holiday"),
        ("05-02", "weekend"),
        ("05-03", "weekend"),
        ("05-04", "working"),
        ("05-05", "working"),
        ("05-06", "working"),
        ("05-06", "due"),
    ]
    assert "Ngày Chiến thắng" in found.steps[1].note
    assert "Chủ nhật 03/05/2020" in found.steps[4].note


def test_swapped_and_substitute_days_are_explained():
    assert [kind for _, kind in kinds(due("2018-12-28T08:00", 4, "working_days"))] == [
        "start",
        "weekend",
        "weekend",
        "swapped_off",
        "holiday",
        "working",
        "working",
        "working",
        "swapped_work",
        "due",
    ]
    assert ("04-27", "substitute") in kinds(due("2026-04-24T16:30", 1, "same_day"))


def test_a_pause_is_explained_with_the_days_it_takes():
    found = due("2020-06-01T07:00", 5, "working_days", "hour", [("2020-06-03T13:00", "2020-06-08T13:00")])

    assert [kind for _, kind in kinds(found)] == [
        "start",
        "working",
        "working",
        "working",
        "pause",
        "pause",
        "pause",
        "weekend",
        "weekend",
        "working",
        "working",
        "working",
        "due",
    ]
    assert found.steps[4].note == "Tạm dừng từ 13:00 thứ Tư 03/06/2020 đến 13:00 thứ Hai 08/06/2020"


def test_a_receipt_out_of_hours_is_explained_with_the_days_before_counting():
    found = due("2020-06-13T09:00", 1, "working_days")

    assert kinds(found) == [
        ("06-13", "start"),
        ("06-13", "weekend"),
        ("06-14", "weekend"),
        ("06-15", "start"),
        ("06-16", "working"),
        ("06-16", "due"),
    ]


def test_the_first_step_is_the_start_and_the_last_is_the_due_time():
    found = due("2020-06-01T08:00", 2, "months")

    assert (found.steps[0].kind, found.steps[-1].kind) == (StepKind.START, StepKind.DUE)
    assert found.steps[-1].at == found.due_at


def test_going_on_after_a_pause_gives_what_counting_again_gives():
    first = due("2020-06-01T07:00", 5, "working_days", "hour")
    left = clock.remaining(at("2020-06-03T13:00"), due_at=first.due_at, unit="working_days", calendar=CALENDAR)

    again = clock.resume(at("2020-06-08T13:00"), left=left, unit="working_days", mode="hour", calendar=CALENDAR)

    assert left == 20 * 60
    assert again == at("2020-06-10T17:00")


def test_going_on_with_calendar_days_keeps_the_days_left():
    left = clock.remaining(at("2020-06-05T16:00"), due_at=at("2020-06-11T17:00"), unit="days", calendar=CALENDAR)

    assert left == 6
    assert clock.resume(at("2020-06-09T08:00"), left=left, unit="days", mode="day", calendar=CALENDAR) == at(
        "2020-06-15T17:00"
    )


def test_lateness_is_counted_in_working_time():
    late = clock.working_minutes_late(at("2020-06-15T08:00"), due_at=at("2020-06-12T16:00"), calendar=CALENDAR)

    assert late == 120
