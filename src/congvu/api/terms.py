"""The closed vocabularies of the machines' door."""

from django.db import models


class Scope(models.TextChoices):
    """What the token of an outside system may do (phạm vi)."""

    PROCEDURES_READ = "procedures:read", "Đọc danh mục thủ tục"
    DOSSIERS_SUBMIT = "dossiers:submit", "Nộp hồ sơ"
    DOSSIERS_READ = "dossiers:read", "Xem hồ sơ đã nộp"
