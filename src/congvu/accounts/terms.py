"""The closed vocabularies of accounts."""

from django.db import models


class UserKind(models.TextChoices):
    """Whom an account belongs to."""

    CITIZEN = "citizen", "Công dân"
    BUSINESS = "business", "Tổ chức, doanh nghiệp"
    OFFICER = "officer", "Cán bộ, công chức"
    SYSTEM = "system", "Hệ thống bên ngoài"


class Role(models.TextChoices):
    """What somebody in a post may do (vai trò)."""

    LEADER = "leader", "Lãnh đạo"
    SIGNER = "signer", "Người ký"
    UNIT_HEAD = "unit_head", "Trưởng đơn vị"
    UNIT_DEPUTY = "unit_deputy", "Cấp phó"
    DESK_HEAD = "desk_head", "Phụ trách một cửa"
    RECEIVING_OFFICER = "receiving_officer", "Tiếp nhận"
    RETURNING_OFFICER = "returning_officer", "Trả kết quả"
    FEE_COLLECTOR = "fee_collector", "Thu phí"
    HELPER = "helper", "Hướng dẫn"
    SPECIALIST = "specialist", "Chuyên viên thụ lý"
    CADASTRAL_OFFICER = "cadastral_officer", "Công chức địa chính"
    RECORDS_CLERK = "records_clerk", "Văn thư"
    ARCHIVIST = "archivist", "Lưu trữ"
    ACCOUNTANT = "accountant", "Kế toán"
    PROCEDURE_CONTROLLER = "procedure_controller", "Kiểm soát thủ tục"
    SYSTEM_ADMIN = "system_admin", "Quản trị hệ thống"


class Gender(models.TextChoices):
    """Gender as the forms write it."""

    MALE = "male", "Nam"
    FEMALE = "female", "Nữ"


class IdentityLevel(models.IntegerChoices):
    """How well the person behind an account is known (mức độ xác thực)."""

    UNKNOWN = 0, "Chưa xác thực"
    DECLARED = 1, "Mức độ 1"
    PROVEN = 2, "Mức độ 2"
