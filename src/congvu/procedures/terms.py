"""The closed vocabularies of procedures."""

from django.db import models


class Regime(models.TextChoices):
    """Which law about the tiers of authorities applies (chế độ pháp lý)."""

    THREE_TIER = "2020", "Ba cấp: tỉnh, huyện, xã"
    TWO_TIER = "2025", "Hai cấp: tỉnh, xã (từ 01/07/2025)"


class AgencyLevel(models.TextChoices):
    """At which tier a procedure is received (cấp tiếp nhận); the values are those of the published catalogue."""

    COMMUNE = "xa", "Cấp xã"
    DISTRICT = "huyen", "Cấp huyện"
    DISTRICT_OR_COMMUNE = "huyen_xa", "Cấp huyện hoặc cấp xã"
    COMMUNE_OR_PROVINCE = "xa_tinh", "Cấp xã hoặc cấp tỉnh"


class OnlineLevel(models.IntegerChoices):
    """How far a procedure can be done online (mức độ dịch vụ công trực tuyến, NĐ 43/2011 Điều 3)."""

    LEVEL_3 = 3, "Mức độ 3: nộp trên mạng, trả phí và nhận kết quả tại nơi giải quyết"
    LEVEL_4 = 4, "Mức độ 4: làm trên mạng từ đầu đến cuối"


class OnlineScope(models.TextChoices):
    """How far a procedure can be done online since the four levels ended (NĐ 42/2022 Điều 11)."""

    FULLY_ONLINE = "toan_trinh", "Toàn trình: làm trên mạng từ đầu đến cuối"
    PARTLY_ONLINE = "mot_phan", "Một phần: có bước phải đến cơ quan"
