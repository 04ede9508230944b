"""The closed vocabularies of fees and charges."""

from django.db import models


class ChargeKind(models.TextChoices):
    """What is collected (Luật Phí và lệ phí 2015): phí, lệ phí, or something else."""

    PHI = "phi", "Phí"
    LE_PHI = "le_phi", "Lệ phí"
    OTHER = "other", "Khoản khác"


class ChargeState(models.TextChoices):
    """Where one charge stands."""

    DUE = "due", "Chưa nộp"
    PAID = "paid", "Đã nộp"
    EXEMPT = "exempt", "Được miễn"
    RETURNED = "returned", "Đã hoàn trả"
