"""Calendars of working time: the sessions of a working day and the days that differ from the plain week."""

import uuid

from django.db import models
from django.db.models import F, Q

from congvu.workdays.terms import Confidence, DayKind

NATIONAL = "national"


def usual_sessions() -> list[list[str]]:
    """Return the sessions of State offices where nobody decided others: 07:00 to 11:00 and 13:00 to 17:00."""
    return [["07:00", "11:00"], ["13:00", "17:00"]]


class Calendar(models.Model):
    """A working calendar (lịch làm việc); its own days win over those of the calendar it builds on."""

    key = models.SlugField("khóa", max_length=64, unique=True)
    name = models.CharField("tên", max_length=200)
    builds_on = models.ForeignKey(
        "self", verbose_name="dựa trên lịch", null=True, blank=True, on_delete=models.PROTECT, related_name="built_by"
    )
    sessions = models.JSONField("buổi làm việc", default=usual_sessions)
    revision = models.UUIDField("lần sửa", default=uuid.uuid4)

    class Meta:
        verbose_name = "lịch làm việc"
        constraints = [
            models.CheckConstraint(
                name="calendar_does_not_build_on_itself", condition=Q(builds_on=None) | ~Q(builds_on=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Day(models.Model):
    """A day off or a Saturday worked (ngày nghỉ lễ, nghỉ bù, hoán đổi, làm bù), with the decision behind it."""

    calendar = models.ForeignKey(Calendar, verbose_name="lịch", on_delete=models.CASCADE, related_name="days")
    date = models.DateField("ngày")
    kind = models.CharField("loại", max_length=16, choices=DayKind)
    name = models.CharField("tên gọi", max_length=200)
    pair_on = models.DateField("ngày đổi với", null=True, blank=True)
    lunar = models.CharField("ngày âm lịch", max_length=40, blank=True)
    decision = models.CharField("văn bản", max_length=200, blank=True)
    confidence = models.CharField("độ tin cậy", max_length=16, choices=Confidence, default=Confidence.SURE)
    source = models.CharField("nguồn", max_length=200, blank=True)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "ngày khác thường"
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(name="one_row_a_day_and_calendar", fields=["calendar", "date"]),
            models.CheckConstraint(
                name="swapped_days_name_their_pair",
                condition=~Q(kind__in=["swapped_off", "swapped_work"]) | Q(pair_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.name}"
