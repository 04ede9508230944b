"""The catalogue of administrative procedures (danh mục thủ tục hành chính) and its published versions."""

from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.query_utils import DeferredAttribute

from congvu.audit.rules import Ref
from congvu.procedures.terms import AgencyLevel, OnlineLevel, OnlineScope, Regime


class ProcedureQuerySet(models.QuerySet["Procedure"]):
    """Phrases about procedures that can be chained."""

    def in_force_on(self, day: date) -> "ProcedureQuerySet":
        """Keep those that have a published version in force on that day."""
        running = Q(versions__valid_to=None) | Q(versions__valid_to__gt=day)
        return self.filter(running, versions__valid_from__lte=day).distinct()

    def received_at(self, level: str, *, regime: Regime | str) -> "ProcedureQuerySet":
        """Keep those received at that tier, also where two tiers receive them."""
        wanted = [known for known in AgencyLevel if level in known.split("_")]
        return self.filter(**{f"level_{regime}__in": wanted})

    def saying(self, words: str) -> "ProcedureQuerySet":
        """Keep those whose name, papers or result hold all the words, with or without marks."""
        return self.filter(searchable=SearchQuery(words, config="vi"))


class Procedure(models.Model):
    """One administrative procedure (thủ tục hành chính): what lists and filters show, taken from its latest version."""

    code = models.CharField("mã thủ tục", max_length=32, unique=True)
    name = models.CharField("tên thủ tục", max_length=500)
    field = models.CharField("lĩnh vực", max_length=200)
    position = models.PositiveIntegerField("thứ tự trong danh mục")
    online_2020 = models.PositiveSmallIntegerField("mức độ trực tuyến, ba cấp", choices=OnlineLevel)
    online_2025 = models.CharField("mức độ trực tuyến, hai cấp", max_length=16, choices=OnlineScope)
    level_2020 = models.CharField("cấp tiếp nhận, ba cấp", max_length=16, choices=AgencyLevel)
    level_2025 = models.CharField("cấp tiếp nhận, hai cấp", max_length=16, choices=AgencyLevel)
    search_text = models.TextField("lời để tìm", blank=True)
    folded_name = models.CharField("tên không dấu", max_length=500)
    searchable = models.GeneratedField(
        expression=SearchVector("search_text", config="vi"), output_field=SearchVectorField(), db_persist=True
    )

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        verbose_name = "thủ tục hành chính"
        ordering = ["position", "code"]
        indexes = [
            GinIndex("searchable", name="procedure_searchable"),
            GinIndex(OpClass("folded_name", name="gin_trgm_ops"), name="procedure_name_trigrams"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def ref(self) -> Ref:
        """Return how audit lines name this procedure."""
        return Ref(kind="procedure", id=self.code, name=self.name)


class FormLibrary(models.Model):
    """The shared groups, lists and patterns of forms, as they were when versions were published; never changed."""

    digest = models.CharField("dấu vân nội dung", max_length=64, unique=True)
    content = models.JSONField("nội dung")
    published_at = models.DateTimeField("thời điểm công bố")

    class Meta:
        verbose_name = "thư viện biểu mẫu"

    def __str__(self) -> str:
        return self.digest[:12]


class _FromMemory(DeferredAttribute):
    """Give a part that was not loaded with its row from what the process already read."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:  # Any: as Django declares it
        name = self.field.attname
        if instance is not None and name not in instance.__dict__:
            instance.__dict__[name] = _contents(instance.pk)[name]
        return super().__get__(instance, cls)


class PublishedField(models.JSONField):
    """A part of a published version: never changed, so a row loaded without it is filled from memory.

    Readers share what they get and leave it as it is.
    """

    descriptor_class = _FromMemory

    def deconstruct(self) -> Any:  # Any: as Django declares it
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


class ProcedureVersion(models.Model):
    """What a procedure asks and promises from one day on; once published, only its last day may still be set."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("số thứ tự bản")
    published_at = models.DateTimeField("thời điểm công bố")
    valid_from = models.DateField("có hiệu lực từ ngày")
    valid_to = models.DateField("hết hiệu lực từ ngày", null=True, blank=True)
    catalogue = PublishedField("danh mục")
    form = PublishedField("biểu mẫu")
    form_library = models.ForeignKey(FormLibrary, on_delete=models.PROTECT, related_name="versions")
    process = PublishedField("quy trình nội bộ")
    result = PublishedField("kết quả")
    digests = models.JSONField("dấu vân từng phần")

    class Meta:
        verbose_name = "bản công bố của thủ tục"
        ordering = ["procedure", "-number"]
        constraints = [
            models.UniqueConstraint("procedure", "number", name="procedure_version_number"),
            models.CheckConstraint(
                name="procedure_version_ends_after_start",
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                violation_error_message="Ngày hết hiệu lực phải sau ngày có hiệu lực.",
            ),
            ExclusionConstraint(
                name="procedure_versions_do_not_overlap",
                expressions=[
                    ("procedure", RangeOperators.EQUAL),
                    (
                        Func("valid_from", "valid_to", Value("[)"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} bản {self.number}"

    @property
    def ref(self) -> Ref:
        """Return how audit lines name the procedure of this version."""
        return Ref(kind="procedure", id=self.catalogue["ma_tthc"], name=self.catalogue["ten"])


CONTENTS = ("catalogue", "form", "process", "result")


@lru_cache(maxsize=256)
def _contents(version_id: int) -> dict[str, Any]:
    """Return the parts of a published version; read once a process."""
    found: dict[str, Any] = ProcedureVersion.objects.values(*CONTENTS).get(pk=version_id)
    return found


class Wording(models.Model):
    """The everyday words that lead to procedures, the life events and the hints; the newest one counts."""

    number = models.PositiveIntegerField("số thứ tự", unique=True)
    digest = models.CharField("dấu vân nội dung", max_length=64, unique=True)
    content = models.JSONField("nội dung")
    published_at = models.DateTimeField("thời điểm công bố")

    class Meta:
        verbose_name = "bộ từ ngữ"
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"bộ từ ngữ {self.number}"
