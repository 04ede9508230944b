"""Administrative units (đơn vị hành chính) with their days, and who continues whom."""

from django.db import models

from congvu.org.models.validity import Valid
from congvu.org.terms import Level, SuccessionKind


class Place(Valid):
    """A province, district or commune as long as it had one name and one boundary."""

    key = models.CharField("mã nhận biết", max_length=40, unique=True)  # "29050@2025"
    slug = models.CharField("mã trong tổ chức", max_length=60, unique=True, null=True, blank=True)
    code = models.CharField("mã danh mục", max_length=10)
    name = models.CharField("tên", max_length=100)
    kind = models.CharField("loại", max_length=30)
    level = models.CharField("cấp", max_length=8, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    successors: models.ManyToManyField = models.ManyToManyField(
        "self", through="PlaceSuccession", symmetrical=False, related_name="predecessors"
    )

    class Meta(Valid.Meta):
        indexes = [models.Index(fields=["code"]), models.Index(fields=["parent", "name"])]

    def __str__(self) -> str:
        return self.name

    @property
    def bare_name(self) -> str:
        """The name without its kind: "Bình Đại" of "Huyện Bình Đại"."""
        for kind in ("Thành phố ", "Thị trấn ", "Thị xã ", "Đặc khu ", "Phường ", "Huyện ", "Tỉnh ", "Quận ", "Xã "):
            if self.name.startswith(kind):
                return self.name.removeprefix(kind)
        return self.name

    @property
    def name_in_sentence(self) -> str:
        """The name as it stands inside a sentence: "xã Bình Đại"."""
        return self.name[0].lower() + self.name[1:]


class PlaceSuccession(models.Model):
    """One place continues another, whole or in part; several to several."""

    predecessor = models.ForeignKey(Place, models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Place, models.CASCADE, related_name="origins")
    whole = models.BooleanField("toàn bộ", default=True)
    kind = models.CharField("cách kế thừa", max_length=12, choices=SuccessionKind, default=SuccessionKind.MERGE)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="org_one_succession_of_two_places", fields=["predecessor", "successor"]),
        ]
