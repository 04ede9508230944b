"""What holds from one day to another: shared fields and the phrase `valid_on`."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from congvu.org.terms import Confidence


class ValidQuerySet(models.QuerySet):
    """Rows with days of validity."""

    def valid_on(self, day: date) -> Self:
        """Keep what holds on that day; an empty end is open."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_to=None) | Q(valid_to__gte=day),
        )


class Valid(models.Model):
    """Days of validity (both included) and how sure the data is."""

    valid_from = models.DateField("có từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    confidence = models.CharField("độ tin cậy", max_length=12, choices=Confidence, default=Confidence.SURE)
    source = models.CharField("nguồn", max_length=300, blank=True)
    note = models.TextField("ghi chú", blank=True)

    objects = ValidQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_it_begins",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
            )
        ]

    def holds_on(self, day: date) -> bool:
        """Tell whether it holds on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)
