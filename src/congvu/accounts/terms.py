"""The closed vocabularies of accounts."""

from django.db import models


class UserKind(models.TextChoices):
    """Whom an account belongs to."""

    CITIZEN = "citizen", "Công dân"
    BUSINESS = "business", "Tổ chức, doanh nghiệp"
    OFFICER = "officer", "Cán bộ, công chức"
