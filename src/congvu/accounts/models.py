"""People who sign in."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from congvu.accounts.terms import UserKind


class User(AbstractUser):
    """Somebody who signs in: a citizen (công dân), a business (doanh nghiệp, hộ kinh doanh) or an officer (cán bộ)."""

    first_name = None  # type: ignore[assignment]  # Vietnamese names are not cut in two
    last_name = None  # type: ignore[assignment]
    kind = models.CharField("loại tài khoản", max_length=16, choices=UserKind, default=UserKind.CITIZEN)
    full_name = models.CharField("họ và tên", max_length=200)
    phone = models.CharField("số điện thoại", max_length=20, blank=True)

    REQUIRED_FIELDS = ["full_name"]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name
