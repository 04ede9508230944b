"""Functions of the state (nhiệm vụ) and who is competent for which procedure, on which days, at which level."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from congvu.org.models.validity import Valid
from congvu.org.terms import Level


class Function(Valid):
    """A function that moved from units of the three tiers to units of the two tiers."""

    key = models.CharField("mã nhận biết", max_length=60, unique=True)
    name = models.CharField("tên", max_length=200)
    from_units = ArrayField(models.CharField(max_length=120), verbose_name="trước 01/7/2025")
    via_unit = models.CharField("từ 01/3/2025", max_length=60, blank=True)
    to_units = ArrayField(models.CharField(max_length=120), verbose_name="từ 01/7/2025")
    to_level = models.CharField("cấp từ 01/7/2025", max_length=8, choices=Level)

    def __str__(self) -> str:
        return self.name


class Competence(Valid):
    """Committees of this level handle this procedure on these days (cấp tiếp nhận)."""

    function = models.ForeignKey(Function, models.CASCADE, related_name="competences")
    procedure_code = models.CharField("mã thủ tục", max_length=20, db_index=True)
    level = models.CharField("cấp", max_length=8, choices=Level)

    class Meta(Valid.Meta):
        constraints = [
            *Valid.Meta.constraints,
            models.UniqueConstraint(
                name="org_one_competence", fields=["procedure_code", "level", "valid_from"], nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_code}: {self.get_level_display()}"
