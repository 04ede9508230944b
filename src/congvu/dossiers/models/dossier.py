"""The dossier itself (hồ sơ), the log of its legal clock and the log of its moves."""

import uuid
from datetime import date, time

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from congvu.accounts.models import User
from congvu.audit.rules import Ref
from congvu.dossiers.rules.life_cycle import ENDED, national_code
from congvu.dossiers.terms import Channel, ClockKind, HandOver, Move, Status, Sync
from congvu.org.models import Agency
from congvu.org.terms import Level
from congvu.procedures.models import CONTENTS, ProcedureVersion
from congvu.procedures.rules.forms.parts import Step
from congvu.workflow.models import Instance

SENT = ~Q(status=Status.DRAFT)


class DossierQuerySet(models.QuerySet["Dossier"]):
    """Phrases about dossiers."""

    def of_submitter(self, user: User) -> "DossierQuerySet":
        return self.filter(submitter=user)

    def of_committee(self, agency_key: str) -> "DossierQuerySet":
        """Keep one committee's; the key is looked up apart, so that an index on the committee gives rows in order."""
        return self.filter(committee=Agency.objects.filter(key=agency_key).values("pk")[:1])

    def with_procedure(self) -> "DossierQuerySet":
        """Load the procedure along; what its version says is large and comes from memory."""
        return self.select_related("version__procedure").defer(*(f"version__{part}" for part in CONTENTS))

    def open(self) -> "DossierQuerySet":
        return self.exclude(status__in=[*ENDED, Status.DRAFT])

    def sent(self) -> "DossierQuerySet":
        return self.filter(SENT)


class Dossier(models.Model):
    """One request by one person under one procedure (hồ sơ); it keeps the versions in force when it arrived."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="+", db_index=False)  # see Meta
    regime = models.CharField("chế độ pháp lý", max_length=8)
    committee = models.ForeignKey(
        Agency, models.PROTECT, related_name="+", db_index=False, verbose_name="cơ quan giải quyết"
    )
    channel = models.CharField("cách thức nộp", max_length=8, choices=Channel)
    status = models.CharField("trạng thái", max_length=32, choices=Status, default=Status.DRAFT)
    status_before = models.CharField("trạng thái trước khi yêu cầu rút", max_length=32, blank=True)
    hand_over = models.CharField("trả kết quả", max_length=16, choices=HandOver, default=HandOver.NONE)
    sync = models.CharField("đồng bộ", max_length=16, choices=Sync, default=Sync.NOT_CONNECTED)

    request_number = models.CharField("số yêu cầu", max_length=40, unique=True, null=True, blank=True)
    code = models.CharField("mã hồ sơ", max_length=40, unique=True, null=True, blank=True)
    secret = models.CharField("mã tra cứu", max_length=12, blank=True)
    book_year = models.PositiveSmallIntegerField("sổ theo dõi của năm", null=True, blank=True)
    book_number = models.PositiveIntegerField("số thứ tự trong sổ theo dõi", null=True, blank=True)

    submitter = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="dossiers", verbose_name="tài khoản nộp"
    )
    submitter_name = models.CharField("người nộp", max_length=200, blank=True)
    submitter_id_number = models.CharField("số định danh người nộp", max_length=30, blank=True)
    submitter_relation = models.CharField("quan hệ hoặc giấy ủy quyền", max_length=300, blank=True)
    owner_name = models.CharField("chủ hồ sơ", max_length=200, blank=True)
    owner_id_number = models.CharField("số định danh chủ hồ sơ", max_length=30, blank=True)
    owner_address = models.CharField("địa chỉ", max_length=400, blank=True)
    owner_phone = models.CharField("số điện thoại", max_length=20, blank=True)
    owner_email = models.EmailField("thư điện tử", blank=True)
    receiver_name = models.CharField("người nhận kết quả", max_length=200, blank=True)
    folded = models.TextField("tên để tìm", blank=True, editable=False)

    data = models.JSONField("nội dung tờ khai", default=dict)
    saved_from = models.JSONField("thẻ trình duyệt lưu mỗi trang gần nhất", default=dict, db_default={}, blank=True)
    declared = models.BooleanField("đã cam đoan", default=False)
    result_wanted = models.CharField(
        "nơi nhận kết quả",
        max_length=16,
        choices={"online": "Bản điện tử trên cổng", "counter": "Tại Bộ phận Một cửa"},
        default="online",
    )

    created_at = models.DateTimeField("lập lúc")
    changed_at = models.DateTimeField("sửa lúc")
    submitted_at = models.DateTimeField("nộp lúc", null=True, blank=True)
    accepted_at = models.DateTimeField("tiếp nhận lúc", null=True, blank=True)
    accepted_by = models.CharField("người tiếp nhận", max_length=300, blank=True)
    due_at = models.DateTimeField("hẹn trả", null=True, blank=True)
    original_due_at = models.DateTimeField("hẹn trả lần đầu", null=True, blank=True)
    paused_at = models.DateTimeField("tạm dừng từ", null=True, blank=True)
    late_told_at = models.DateTimeField("báo trễ hẹn lúc", null=True, blank=True)
    finished_at = models.DateTimeField("có kết quả lúc", null=True, blank=True)
    returned_at = models.DateTimeField("trả lúc", null=True, blank=True)
    ended_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)

    limit_amount = models.PositiveIntegerField("thời hạn", default=0)
    limit_unit = models.CharField("đơn vị thời hạn", max_length=16, blank=True)
    limit_mode = models.CharField("cách tính", max_length=8, default="day")
    limit_cut_off = models.TimeField("giờ chốt trong ngày", default=time(15))
    instance = models.OneToOneField(Instance, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DossierQuerySet.as_manager()
    shown: "tuple[object, date, list[Step]] | None" = None  # see queries.drafts.shown_steps; no column

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="dossier_acceptance_is_whole",
                condition=Q(accepted_at=None, accepted_by="", due_at=None, code=None)
                | Q(accepted_at__isnull=False, code__isnull=False, due_at__gt=F("accepted_at")) & ~Q(accepted_by=""),
                violation_error_message="Tiếp nhận phải có đủ mã, thời điểm, người tiếp nhận và hạn trả.",
            ),
            models.UniqueConstraint(fields=["committee", "book_year", "book_number"], name="dossier_once_in_the_book"),
            models.CheckConstraint(
                name="dossier_submission_is_whole",
                condition=Q(status=Status.DRAFT) | Q(submitted_at__isnull=False, request_number__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["committee", "status", "-id"], name="dossier_of_status"),
            models.Index(fields=["status", "-id"], name="dossier_status_newest", condition=SENT),
            models.Index(fields=["version", "-id"], name="dossier_version_newest", condition=SENT),
            models.Index(fields=["committee", "version", "-id"], name="dossier_of_version", condition=SENT),
            models.Index(fields=["committee", "-id"], name="dossier_newest"),
            models.Index(
                fields=["committee", "due_at", "id"],
                name="dossier_next_due",
                condition=Q(due_at__isnull=False, finished_at__isnull=True, ended_at__isnull=True),
            ),
            models.Index(
                fields=["committee", "-accepted_at"], name="dossier_accepted", condition=Q(accepted_at__isnull=False)
            ),
            models.Index(fields=["submitted_at"], name="dossier_submitted", condition=Q(submitted_at__isnull=False)),
            # Not by the time of change: what an index holds makes each saving of a draft write to all indexes.
            models.Index(fields=["submitter", "-id"], name="dossier_by_submitter"),
            models.Index(fields=["owner_id_number"], name="dossier_by_number", condition=~Q(owner_id_number="")),
            models.Index(fields=["owner_phone"], name="dossier_by_phone", condition=~Q(owner_phone="")),
            GinIndex(name="dossier_folded_trgm", fields=["folded"], opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.code or self.request_number or f"nháp {self.key}"

    @property
    def ref(self) -> Ref:
        return Ref(kind="dossier", id=str(self.pk), name=str(self))

    @property
    def national_code(self) -> int | None:
        return national_code(self.status)

    @property
    def commune_key(self) -> str:
        """The commune that handles the dossier ("bd20-thanh-phuoc"), empty when the district does."""
        place = self.committee.place
        return place.slug or "" if place is not None and place.level == Level.COMMUNE else ""


class ClockLine(models.Model):
    """One event of the legal clock; the due time after it is computed from the lines up to it (nhật ký thời hạn)."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="clock")
    kind = models.CharField("sự kiện", max_length=8, choices=ClockKind)
    at = models.DateTimeField("lúc")
    due_at = models.DateTimeField("hạn sau sự kiện", null=True, blank=True)
    amount = models.PositiveIntegerField("thời hạn", null=True, blank=True)
    unit = models.CharField("đơn vị", max_length=16, blank=True)
    reason = models.CharField("lý do, căn cứ", max_length=300, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"


class MoveLine(models.Model):
    """One move of the life cycle, as people read it on the tracking page and the control sheet."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="moves")
    move = models.CharField("việc", max_length=32, choices=Move)
    before = models.CharField("từ", max_length=32, choices=Status)
    after = models.CharField("đến", max_length=32, choices=Status)
    at = models.DateTimeField("lúc")
    by = models.CharField("người làm", max_length=300)
    note = models.TextField("nội dung", blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_move_display()} {self.at}"
