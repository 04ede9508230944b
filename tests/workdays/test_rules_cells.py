from datetime import date

from congvu.workdays.queries import national_of_file
from congvu.workdays.rules.cells import day_cells, skipped
from tests.workdays.test_rules_deadlines import at, due

CALENDAR = national_of_file()
PAUSE = ("2020-05-05T17:00", "2020-05-07T17:00")


def cells_of(received, found):
    weeks = day_cells(at(received), found=found, calendar=CALENDAR)
    assert all(len(week) == 7 and week[0].day.weekday() == 0 for week in weeks)
    return {cell.day: cell for week in weeks for cell in week}


def test_the_picture_of_the_tracking_page_comes_out():
    # The example that citizens see: 10 working days from Friday 24/04, two days paused, due Thursday 14/05.
    cells = cells_of("2020-04-24T08:00", due("2020-04-24T08:00", 10, "working_days", pauses=[PAUSE]))

    may = {day.day: (cell.kind, cell.number) for day, cell in cells.items() if day.month == 5}
    assert cells[date(2020, 4, 20)].kind == "out"
    assert cells[date(2020, 4, 24)].kind == "start"
    assert cells[date(2020, 4, 30)].name == "Ngày Chiến thắng"
    assert may[1] == ("holiday", None)
    assert (may[5], may[6], may[7], may[8]) == (("working", 5), ("pause", None), ("pause", None), ("working", 6))
    assert may[14] == ("due", 10)
    assert (may[15], may[16]) == (("out", None), ("weekend", None))


def test_a_same_day_result_is_one_week_with_its_due_day():
    cells = cells_of("2020-04-01T09:00", due("2020-04-01T09:00", 1, "same_day"))

    assert len(cells) == 7
    assert cells[date(2020, 4, 1)].kind == "due"


def test_what_was_left_out_is_summed_up():
    found = due("2020-04-24T08:00", 10, "working_days")

    assert skipped(found) == (("Nghỉ cuối tuần", 6), ("Nghỉ lễ, tết", 2))


def test_calendar_days_are_numbered_through_and_paused_ones_are_not():
    pauses = [("2020-06-05T16:00", "2020-06-08T08:00")]

    cells = cells_of("2020-06-03T08:00", due("2020-06-03T08:00", 4, "days", pauses=pauses))

    june = {day.day: (cell.kind, cell.number) for day, cell in cells.items()}
    assert (june[4], june[5]) == (("working", 1), ("working", 2))
    assert (june[6], june[7], june[8]) == (("weekend", None), ("weekend", None), ("pause", None))
    assert (june[9], june[10]) == (("working", 3), ("due", 4))


def test_a_day_paused_in_part_has_no_number():
    pauses = [("2020-06-03T13:00", "2020-06-04T13:00")]

    cells = cells_of("2020-06-01T07:00", due("2020-06-01T07:00", 3, "working_days", pauses=pauses))

    assert cells[date(2020, 6, 3)].kind == "working"
    assert cells[date(2020, 6, 3)].number is None
