from datetime import date, time

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from congvu.workdays import actions, checks
from congvu.workdays.models import NATIONAL, Calendar, Day
from congvu.workdays.queries import HOLIDAYS_FILE, calendar_of, national_of_file
from congvu.workdays.rules.calendar_file import BadCalendarFile, DayRow, parse
from congvu.workdays.terms import DayKind
from tests.workdays.factories import CalendarFactory, DayFactory

CONTENT = parse(HOLIDAYS_FILE.read_text(encoding="utf-8"))


def test_candidates_of_the_file_are_not_days():
    assert date(2026, 11, 23) not in {row.day for row in CONTENT.days}


def test_the_file_covers_2019_to_2027_with_its_confidence():
    years = {row.day.year for row in CONTENT.days}

    assert years == {2018, *range(2019, 2028)}
    assert {row.confidence.value for row in CONTENT.days} == {"sure", "likely", "unverified"}


def test_swapped_saturdays_are_worked_and_their_pairs_are_not():
    calendar = CONTENT.calendar()
    pairs = [row for row in CONTENT.days if row.kind == DayKind.SWAPPED_WORK]

    assert pairs
    assert all(calendar.is_working_day(row.day) and not calendar.is_working_day(row.pair_on) for row in pairs)


@pytest.mark.parametrize(
    "text",
    [
        "[1, 2]",
        "days: 5",
        "days: [{date: 2020-13-01, kind: holiday}]",
        "days: [{date: 2020-01-01, kind: khac}]",
        "days: [{kind: holiday}]",
        "days: [5]",
        "days: [{date: 2020-01-01, kind: holiday}, {date: 2020-01-01, kind: holiday}]",
        "sessions: 5",
        "sessions: [[a, b]]",
        "a: [",
    ],
)
def test_wrong_calendar_files_are_refused(text):
    with pytest.raises(BadCalendarFile):
        parse(text)


def test_a_calendar_file_may_have_its_own_sessions():
    content = parse('sessions: [[7:30, 11:30], ["13:00", "16:30"]]\ndays: []')

    assert content.sessions == ((time(7, 30), time(11, 30)), (time(13), time(16, 30)))


@pytest.mark.django_db
def test_importing_twice_changes_nothing_the_second_time():
    first = actions.import_calendar(key=NATIONAL, name="Lịch chung", content=CONTENT)

    assert first == len(CONTENT.days) == Day.objects.count()
    assert actions.import_calendar(key=NATIONAL, name="Lịch chung", content=CONTENT) == 0


@pytest.mark.django_db
def test_what_the_file_dropped_goes_and_what_changed_is_changed():
    actions.import_calendar(key=NATIONAL, name="Lịch chung", content=CONTENT)
    other = parse("days: [{date: 2020-04-30, kind: holiday, name: Khác}]")

    actions.import_calendar(key=NATIONAL, name="Lịch chung", content=other)

    assert Day.objects.get().name == "Khác"
    assert calendar_of(None).names == {date(2020, 4, 30): "Khác"}


@pytest.mark.django_db
def test_without_an_import_the_national_calendar_is_that_of_the_file():
    assert calendar_of(None) is national_of_file()


@pytest.mark.django_db
def test_the_imported_calendar_equals_that_of_the_file():
    call_command("import_holidays", verbosity=0)

    assert calendar_of(None).days == national_of_file().days
    assert calendar_of(None).names == national_of_file().names


@pytest.mark.django_db
def test_an_agency_adds_its_own_days_to_the_national_ones():
    actions.import_calendar(key=NATIONAL, name="Lịch chung", content=CONTENT)
    national = Calendar.objects.get(key=NATIONAL)
    own = actions.open_calendar(key="xa", name="Xã", builds_on=national, sessions=((time(8), time(12)),))
    actions.set_day(calendar_id=own.pk, row=DayRow(date(2020, 5, 4), DayKind.HOLIDAY, "Ngày hội của xã"))

    calendar = calendar_of(own.pk)

    assert not calendar.is_working_day(date(2020, 5, 4))
    assert not calendar.is_working_day(date(2020, 4, 30))
    assert calendar.minutes_a_day == 240


@pytest.mark.django_db
def test_a_changed_day_is_seen_at_once():
    calendar = CalendarFactory()
    assert calendar_of(calendar.pk).is_working_day(date(2020, 5, 4))

    actions.set_day(calendar_id=calendar.pk, row=DayRow(date(2020, 5, 4), DayKind.HOLIDAY, "Đột xuất"))

    assert not calendar_of(calendar.pk).is_working_day(date(2020, 5, 4))


@pytest.mark.django_db
def test_a_day_has_one_row_in_a_calendar():
    day = DayFactory()

    with pytest.raises(IntegrityError):
        DayFactory(calendar=day.calendar, date=day.date)


@pytest.mark.django_db
def test_a_swapped_day_without_its_pair_is_refused():
    with pytest.raises(IntegrityError):
        DayFactory(kind="swapped_off")


@pytest.mark.django_db
def test_a_calendar_that_builds_on_itself_is_refused():
    calendar = CalendarFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Calendar.objects.filter(pk=calendar.pk).update(builds_on=calendar)


@pytest.mark.django_db
def test_the_doctor_is_content_with_the_imported_calendar():
    call_command("import_holidays", verbosity=0)

    assert checks.calendars() == []


@pytest.mark.django_db
def test_the_doctor_finds_a_swapped_day_whose_pair_is_missing():
    call_command("import_holidays", verbosity=0)
    DayFactory(kind="swapped_off", date=date(2020, 6, 1), pair_on=date(2020, 6, 6))

    assert checks.calendars() == ["Ngày 01/06/2020 hoán đổi với 06/06/2020 nhưng ngày kia không ghi lại."]


@pytest.mark.django_db
def test_the_doctor_finds_a_calendar_without_working_time():
    call_command("import_holidays", verbosity=0)
    CalendarFactory(name="Lịch hỏng", sessions=[])

    assert "Lịch hỏng" in checks.calendars()[0]


@pytest.mark.django_db
def test_a_file_that_is_no_calendar_is_refused(tmp_path, capsys):
    file = tmp_path / "lich.yaml"
    file.write_text("days: 5")

    with pytest.raises(SystemExit) as left:
        call_command("import_holidays", str(file))

    assert left.value.code == 1
    assert "days" in capsys.readouterr().err
