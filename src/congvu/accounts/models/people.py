"""People who sign in, and what is known of citizens and businesses."""

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func
from django.db.models.functions import Lower

from congvu.accounts.terms import Gender, IdentityLevel, UserKind
from congvu.audit.rules import Ref


class Folded(Func):
    """A text in lower case without any mark, as `base.text.fold` makes it, kept by the database."""

    function = "accounts_fold"
    output_field = models.TextField()


class User(AbstractUser):
    """Somebody who signs in: a citizen (công dân), a business (doanh nghiệp, hộ kinh doanh) or an officer (cán bộ)."""

    first_name = None  # type: ignore[assignment]  # Vietnamese names are not cut in two
    last_name = None  # type: ignore[assignment]
    kind = models.CharField("loại tài khoản", max_length=16, choices=UserKind, default=UserKind.CITIZEN)
    full_name = models.CharField("họ và tên", max_length=200)
    folded = models.GeneratedField(expression=Folded(F("full_name")), output_field=models.TextField(), db_persist=True)
    phone = models.CharField("số điện thoại", max_length=20, blank=True)
    import_key = models.CharField("mã khi nhập", max_length=20, unique=True, null=True, blank=True)

    REQUIRED_FIELDS = ["full_name"]

    class Meta(AbstractUser.Meta):
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        indexes = [
            GinIndex(name="accounts_name_trigrams", fields=["folded"], opclasses=["gin_trgm_ops"]),
            models.Index(name="accounts_by_phone", fields=["phone"], condition=~models.Q(phone="")),
        ]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="accounts_one_account_of_an_address", condition=~models.Q(email="")
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name

    @property
    def ref(self) -> Ref:
        """The person as the audit names them."""
        return Ref("user", str(self.pk), self.full_name)


class FailedTry(models.Model):
    """A wrong password given before a signature; several in a short time lock the account's signature."""

    user = models.ForeignKey(User, models.CASCADE, related_name="failed_tries")
    tried_at = models.DateTimeField("thời điểm")

    class Meta:
        indexes = [models.Index(fields=["user", "tried_at"])]


class Citizen(models.Model):
    """What a citizen told about themselves once, so that forms need not ask again."""

    user = models.OneToOneField(User, models.CASCADE, related_name="citizen")
    birth_date = models.DateField("ngày sinh", null=True, blank=True)
    gender = models.CharField("giới tính", max_length=8, choices=Gender, blank=True)
    ethnicity = models.CharField("dân tộc", max_length=40, blank=True)
    nationality = models.CharField("quốc tịch", max_length=40, blank=True)
    id_type = models.CharField("loại giấy tờ tùy thân", max_length=20, blank=True)
    id_number = models.CharField("số giấy tờ tùy thân", max_length=20, blank=True)
    id_issued_on = models.DateField("ngày cấp", null=True, blank=True)
    id_issued_by = models.CharField("nơi cấp", max_length=120, blank=True)
    address_line = models.CharField("số nhà, đường, ấp", max_length=200, blank=True)
    place = models.ForeignKey("org.Place", models.PROTECT, null=True, blank=True, verbose_name="nơi thường trú")
    birth_place = models.CharField("nơi sinh", max_length=200, blank=True)
    occupation = models.CharField("nghề nghiệp", max_length=100, blank=True)
    identity_level = models.PositiveSmallIntegerField(
        "mức độ xác thực", choices=IdentityLevel, default=IdentityLevel.DECLARED
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="accounts_one_citizen_of_an_id_number", fields=["id_number"], condition=~models.Q(id_number="")
            )
        ]

    def __str__(self) -> str:
        return self.user.full_name


class Business(models.Model):
    """An organisation, enterprise or household business (hộ kinh doanh) with an account."""

    user = models.OneToOneField(User, models.CASCADE, related_name="business")
    owner = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="businesses")
    name = models.CharField("tên", max_length=200)
    owner_name = models.CharField("người đại diện", max_length=200, blank=True)
    owner_id_number = models.CharField("số giấy tờ người đại diện", max_length=20, blank=True)
    registration_code = models.CharField("số đăng ký", max_length=20, blank=True)
    tax_code = models.CharField("mã số thuế", max_length=14, blank=True)
    lines = models.CharField("ngành nghề", max_length=300, blank=True)
    vsic_code = models.CharField("mã ngành", max_length=10, blank=True)
    capital_vnd = models.PositiveBigIntegerField("vốn (đồng)", null=True, blank=True)
    address_line = models.CharField("số nhà, đường, ấp", max_length=200, blank=True)
    place = models.ForeignKey("org.Place", models.PROTECT, null=True, blank=True, verbose_name="địa bàn")
    registered_on = models.DateField("ngày đăng ký", null=True, blank=True)
    registered_by = models.CharField("nơi đăng ký", max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(name=f"accounts_by_{name}", fields=[name], condition=~models.Q(**{name: ""}))
            for name in ("tax_code", "registration_code", "owner_id_number")
        ]

    def __str__(self) -> str:
        return self.name
