"""Agencies and their divisions, desks and posts, with their codes in several schemes."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from congvu.audit.rules import Ref
from congvu.org.models.places import Place
from congvu.org.models.validity import Valid
from congvu.org.terms import AgencyKind, CodeScheme, SuccessionKind
from congvu.workdays.models import Calendar
from congvu.workdays.terms import Mode


class Agency(Valid):
    """An agency (cơ quan), a division (phòng) or a one-stop desk (bộ phận một cửa)."""

    key = models.CharField("mã nhận biết", max_length=60, unique=True)  # "bd20-ubnd"
    name = models.CharField("tên", max_length=200)
    short_name = models.CharField("tên ngắn", max_length=100)
    symbol = models.CharField("ký hiệu", max_length=20)
    kind = models.CharField("loại", max_length=16, choices=AgencyKind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="units")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="agencies")
    fields = ArrayField(models.CharField(max_length=100), verbose_name="lĩnh vực", default=list, blank=True)
    deadline_mode = models.CharField("cách tính thời hạn", max_length=8, choices=Mode, default=Mode.DAY)
    calendar = models.ForeignKey(Calendar, models.SET_NULL, null=True, blank=True, verbose_name="lịch làm việc")

    class Meta(Valid.Meta):
        indexes = [models.Index(fields=["kind", "key"])]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        """The agency as the audit names it."""
        return Ref("agency", self.key, self.name)


class AgencyCode(Valid):
    """An identifier of an agency in one scheme; `placeholder` marks values made up for the demonstration."""

    agency = models.ForeignKey(Agency, models.CASCADE, null=True, blank=True, related_name="codes")
    place = models.ForeignKey(Place, models.CASCADE, null=True, blank=True, related_name="codes")
    scheme = models.CharField("bộ mã", max_length=12, choices=CodeScheme)
    value = models.CharField("mã", max_length=60)
    placeholder = models.BooleanField("mã minh họa", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="org_one_code_in_a_scheme", fields=["scheme", "value"]),
            models.CheckConstraint(
                name="org_code_names_an_agency_or_a_place",
                condition=models.Q(agency=None, place__isnull=False) | models.Q(agency__isnull=False, place=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class Post(Valid):
    """A post (chức danh, vị trí) in an agency."""

    key = models.CharField("mã nhận biết", max_length=100, unique=True)  # "bd20-ubnd/chu-tich"
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="posts")
    slug = models.CharField("mã chức danh", max_length=60)
    title = models.CharField("chức danh", max_length=200)
    head_count = models.PositiveSmallIntegerField("số người", default=1)

    def __str__(self) -> str:
        return self.title


class AgencySuccession(models.Model):
    """One agency continues another, for all or for the named scope."""

    predecessor = models.ForeignKey(Agency, models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Agency, models.CASCADE, related_name="origins")
    kind = models.CharField("cách kế thừa", max_length=12, choices=SuccessionKind)
    scope = ArrayField(models.CharField(max_length=100), verbose_name="phạm vi", default=list, blank=True)
    effective_on = models.DateField("từ ngày")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="org_one_succession_of_two_agencies", fields=["predecessor", "successor", "effective_on"]
            ),
        ]


class Counter(models.Model):
    """A counter (quầy) of a one-stop desk and the units or posts whose procedures it takes."""

    desk = models.ForeignKey(Agency, models.CASCADE, related_name="counters")
    number = models.PositiveSmallIntegerField("số quầy")
    name = models.CharField("tên quầy", max_length=120)
    handles = ArrayField(models.CharField(max_length=60), verbose_name="tiếp nhận cho", default=list, blank=True)

    class Meta:
        ordering = ["desk", "number"]
        constraints = [models.UniqueConstraint(name="org_one_counter_of_a_number", fields=["desk", "number"])]

    def __str__(self) -> str:
        return f"Quầy {self.number}: {self.name}"
