"""The closed vocabularies of signing."""

from django.db import models


class DocumentState(models.TextChoices):
    """How far a document has come on its way from draft to sealed paper."""

    PREPARED = "prepared", "Chờ ký"
    APPROVED = "approved", "Đang ký"
    SIGNED = "signed", "Đã ký, chờ đóng dấu"
    SEALING = "sealing", "Đang đóng dấu"
    SEALED = "sealed", "Đã ký và đóng dấu"
    FAILED = "failed", "Ký không thành công"
    WITHDRAWN = "withdrawn", "Đã rút"


class KeyStore(models.TextChoices):
    """Where a private key lives."""

    FILE = "file", "Tệp mã hóa trên máy chủ"
    PKCS11 = "pkcs11", "Thiết bị PKCS#11 (HSM, token)"


class Method(models.TextChoices):
    """How a person proved, just before approving, that it is they."""

    PASSWORD = "password", "Mật khẩu"
    PASSKEY = "passkey", "Khóa truy cập"
    SESSION = "session", "Phiên làm việc"


class Field(models.TextChoices):
    """The two signature fields of a document, made before the first signature."""

    LEADER = "ChuKy", "Chữ ký của người có thẩm quyền"
    AGENCY = "CoQuan", "Chữ ký của cơ quan (dấu điện tử)"


class Level(models.TextChoices):
    """How long a signature can be proven (PAdES, ETSI EN 319 142)."""

    BASIC = "B-B", "Chữ ký, giờ theo máy người ký"
    TIME = "B-T", "Có dấu thời gian"
    LONG_TERM = "B-LT", "Có dấu thời gian và bằng chứng chứng thư"


class Judgement(models.TextChoices):
    """What a check says about a signature or a file."""

    VALID = "valid", "Hợp lệ"
    UNKNOWN = "unknown", "Không xác định"
    INVALID = "invalid", "Không hợp lệ"


class TimeSource(models.TextChoices):
    """Who vouches for the time of a signature."""

    TIMESTAMP = "timestamp", "dấu thời gian của bên thứ ba"
    CLAIMED = "claimed", "đồng hồ của máy người ký"
    UNSTATED = "unstated", "không ghi giờ ký"
