"""Appointments (bổ nhiệm) of officers to posts, and delegations (ủy quyền) from them."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from congvu.accounts.models.people import User
from congvu.accounts.terms import Role
from congvu.audit.rules import Ref
from congvu.org.models import Post


class Days(Func):
    """The days from one to another, both included; an empty end is open."""

    function = "DATERANGE"
    output_field = DateRangeField()


class AppointmentQuerySet(models.QuerySet):
    """Appointments as a sentence."""

    def valid_on(self, day: date) -> Self:
        """Keep the appointments of that day whose agency exists that day."""
        return self.filter(
            Q(valid_to=None) | Q(valid_to__gte=day),
            Q(post__agency__valid_from=None) | Q(post__agency__valid_from__lte=day),
            Q(post__agency__valid_to=None) | Q(post__agency__valid_to__gte=day),
            valid_from__lte=day,
            user__is_active=True,
        )


class Appointment(models.Model):
    """An officer holds a post with these roles from one day to another."""

    user = models.ForeignKey(User, models.CASCADE, related_name="appointments")
    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments")
    title = models.CharField("chức danh", max_length=200, blank=True)
    roles = ArrayField(models.CharField(max_length=24, choices=Role), verbose_name="vai trò")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["valid_from", "id"]
        indexes = [models.Index(fields=["post", "valid_from"])]
        constraints = [
            models.CheckConstraint(
                name="accounts_appointment_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
            ),
            ExclusionConstraint(
                name="accounts_no_post_twice_at_once",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("post", RangeOperators.EQUAL),
                    (
                        Days("valid_from", "valid_to", RangeBoundary(inclusive_lower=True, inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Người này đã giữ chức danh đó trong thời gian này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user.full_name}, {self.title or self.post.title}"


class DelegationQuerySet(models.QuerySet):
    """Delegations as a sentence."""

    def in_force_on(self, day: date) -> Self:
        """Keep the delegations that hold on that day and were not revoked."""
        return self.filter(valid_from__lte=day, valid_to__gte=day, revoked_at=None)


class Delegation(models.Model):
    """A holder of a post lets another officer act in it for a time (ủy quyền); both names stay visible."""

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="delegations")
    to_user = models.ForeignKey(User, models.CASCADE, related_name="delegations")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày")
    reason = models.CharField("lý do", max_length=300)
    granted_at = models.DateTimeField("thời điểm ủy quyền")
    revoked_at = models.DateTimeField("thời điểm thu hồi", null=True, blank=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["-granted_at"]
        constraints = [
            models.CheckConstraint(
                name="accounts_delegation_ends_after_it_begins",
                condition=Q(valid_to__gte=F("valid_from")),
                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
            ),
            models.CheckConstraint(
                name="accounts_revocation_is_whole",
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                violation_error_message="Thu hồi phải có đủ thời điểm và người thu hồi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment} → {self.to_user}"

    @property
    def ref(self) -> Ref:
        """The delegation as the audit names it."""
        return Ref("delegation", str(self.pk), str(self))
