"""The closed vocabularies of org."""

from django.db import models


class Level(models.TextChoices):
    """The tier of a place (cấp hành chính)."""

    PROVINCE = "tinh", "Tỉnh"
    DISTRICT = "huyen", "Huyện"
    COMMUNE = "xa", "Xã"


class AgencyKind(models.TextChoices):
    """What an agency is in the house of local government."""

    COUNCIL = "council", "Hội đồng nhân dân"
    COMMITTEE = "committee", "Ủy ban nhân dân"
    DIVISION = "division", "Phòng, cơ quan chuyên môn"
    DESK = "desk", "Bộ phận một cửa"
    SERVICE_UNIT = "service_unit", "Đơn vị sự nghiệp"
    VERTICAL = "vertical", "Cơ quan ngành dọc"
    PARTNER = "partner", "Đơn vị phối hợp"


class CodeScheme(models.TextChoices):
    """The schemes of agency identifiers (mã định danh)."""

    QCVN102 = "QCVN102", "QCVN 102:2016"
    QD20 = "QD20", "Quyết định 20/2020/QĐ-TTg"
    LOCAL = "LOCAL", "Mã nội bộ"


class Confidence(models.TextChoices):
    """How sure the makers of the data are."""

    SURE = "sure", "Chắc chắn"
    LIKELY = "likely", "Có khả năng"
    UNVERIFIED = "unverified", "Chưa kiểm chứng"


class SuccessionKind(models.TextChoices):
    """How one place or agency continues another."""

    MERGE = "merge", "Hợp nhất"
    RENAME = "rename", "Đổi tên"
    TAKEOVER = "takeover", "Nhận nhiệm vụ"
    SPLIT = "split", "Chia tách"
