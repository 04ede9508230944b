"""Number series of official documents (hệ thống số văn bản): one counter per series, owner and period."""

from django.db import models


class NumberSeries(models.Model):
    """The last number given in one series of one owner in one period, for example outgoing decisions of 2020."""

    series = models.CharField("dãy số", max_length=80)
    owner = models.CharField("cơ quan", max_length=120)
    period = models.CharField("kỳ", max_length=20)
    last = models.PositiveBigIntegerField("số cuối")

    class Meta:
        verbose_name = "dãy số"
        constraints = [
            models.UniqueConstraint(name="one_counter_a_series_owner_period", fields=["series", "owner", "period"]),
        ]

    def __str__(self) -> str:
        return f"{self.owner} {self.series} {self.period}: {self.last}"
