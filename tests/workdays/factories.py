"""Working calendars as situations."""

from datetime import date

import factory

from congvu.workdays.models import Calendar, Day


class CalendarFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Calendar

    key = factory.Sequence(lambda n: f"lich-{n}")
    name = "Lịch của xã"


class DayFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Day

    calendar = factory.SubFactory(CalendarFactory)
    date = date(2020, 4, 30)
    kind = "holiday"
    name = "Ngày Chiến thắng"
