"""Keys and their certificates, documents on their way through signing, what people approved, and the signatures."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from congvu.accounts.models import Appointment, User
from congvu.audit.rules import Ref
from congvu.files.models import StoredFile
from congvu.org.models import Agency
from congvu.signing.terms import DocumentState, Field, KeyStore, Level, Method


class SigningKey(models.Model):
    """A private key and its certificate (chứng thư số) of a person in a post or of an agency; the key lies elsewhere.

    Who stands in for somebody signs with an own key for that post, never with the other's.
    """

    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="signing_keys", verbose_name="người giữ"
    )
    appointment = models.ForeignKey(
        Appointment, models.PROTECT, null=True, blank=True, related_name="signing_keys", verbose_name="chức vụ"
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="signing_keys", verbose_name="cơ quan"
    )
    holder_name = models.CharField("tên trên chứng thư", max_length=200)
    certificate = models.TextField("chứng thư số (PEM)")
    issuers = models.TextField("chứng thư cấp trên (PEM)", blank=True)
    serial = models.CharField("số sê-ri", max_length=64, db_index=True)
    store = models.CharField("nơi giữ khóa", max_length=16, choices=KeyStore)
    location = models.CharField("chỗ của khóa", max_length=200, help_text="tên tệp, hoặc nhãn token/nhãn khóa")
    valid_from = models.DateTimeField("hiệu lực từ")
    valid_until = models.DateTimeField("hiệu lực đến")
    for_trial = models.BooleanField("thử nghiệm", default=False)
    retired_at = models.DateTimeField("ngừng dùng từ", null=True, blank=True)

    class Meta:
        verbose_name = "khóa ký"
        constraints = [
            models.CheckConstraint(
                name="signing_key_has_one_holder",
                condition=Q(user=None, appointment=None, agency__isnull=False)
                | Q(user__isnull=False, appointment__isnull=False, agency=None),
            ),
            models.CheckConstraint(name="signing_key_dates_in_order", condition=Q(valid_until__gt=F("valid_from"))),
            models.UniqueConstraint(
                name="signing_key_one_in_use_per_person", fields=["user", "appointment"], condition=Q(retired_at=None)
            ),
            models.UniqueConstraint(
                name="signing_key_one_in_use_per_agency", fields=["agency"], condition=Q(retired_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder_name} ({self.serial})"

    @property
    def ref(self) -> Ref:
        return Ref("signing.key", str(self.pk), self.holder_name)


class SignableDocumentQuerySet(models.QuerySet["SignableDocument"]):
    """Phrases about documents in signing."""

    def waiting_for_signature(self) -> Self:
        return self.filter(state=DocumentState.PREPARED)

    def waiting_for_seal(self) -> Self:
        return self.filter(state=DocumentState.SIGNED)


class SignableDocument(models.Model):
    """A paper that is signed by a person and sealed by an agency; its file changes with every signature."""

    subject_kind = models.CharField("loại đối tượng", max_length=40)
    subject_id = models.CharField("mã đối tượng", max_length=64)
    title = models.CharField("tên văn bản", max_length=300)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="tệp hiện tại")
    state = models.CharField("tình trạng", max_length=16, choices=DocumentState, default=DocumentState.PREPARED)
    check_code = models.CharField("mã kiểm tra", max_length=24, unique=True)
    signer_posts = ArrayField(models.CharField(max_length=80), default=list, verbose_name="chức vụ được ký")
    seal_agency_key = models.CharField("cơ quan đóng dấu", max_length=80, blank=True)
    number_prefix = models.CharField("chữ trước số", max_length=40, default="Số: ", blank=True)
    seal_place = models.CharField("địa danh", max_length=80, blank=True)
    layout = models.JSONField("chỗ của chữ ký, số và dấu", default=dict)
    number = models.CharField("số, ký hiệu", max_length=80, blank=True)
    dated = models.DateField("ngày ban hành", null=True, blank=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cơ quan ban hành"
    )
    prepared_at = models.DateTimeField("thời điểm trình ký")
    failure = models.CharField("lý do không thành công", max_length=300, blank=True)

    objects: ClassVar[models.Manager["SignableDocument"]] = SignableDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản ký số"
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="signable_subject"),
            models.Index(fields=["state", "prepared_at"], name="signable_state"),
        ]
        constraints = [
            models.CheckConstraint(
                name="signable_number_date_agency_together",
                condition=Q(number="", dated=None, agency=None)
                | (~Q(number="") & Q(dated__isnull=False, agency__isnull=False)),
            ),
            models.CheckConstraint(
                name="signable_sealed_has_number",
                condition=~Q(state__in=[DocumentState.SEALING, DocumentState.SEALED]) | ~Q(number=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        return Ref("signing.document", str(self.pk), self.title)


class Approval(models.Model):
    """What a person approved: one digest, in one post, at one instant (quyết định ký của người có thẩm quyền)."""

    document = models.ForeignKey(SignableDocument, models.CASCADE, related_name="approvals")
    field = models.CharField("ô chữ ký", max_length=16, choices=Field)
    digest = models.CharField("mã băm SHA-256 đã xem", max_length=64)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    user_name = models.CharField("họ và tên", max_length=200)
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="+", verbose_name="chức vụ khi duyệt")
    post_key = models.CharField("mã chức vụ", max_length=120)
    post_title = models.CharField("chức vụ", max_length=200)
    for_name = models.CharField("ký thay cho", max_length=200, blank=True)
    method = models.CharField("cách xác nhận", max_length=16, choices=Method)
    at = models.DateTimeField("thời điểm")

    class Meta:
        verbose_name = "quyết định ký"
        indexes = [models.Index(fields=["document", "field", "-at"], name="approval_latest")]

    def __str__(self) -> str:
        return f"{self.user_name}, {self.digest[:12]}"


class Signature(models.Model):
    """One signature that was really made; at most one per document and field."""

    document = models.ForeignKey(SignableDocument, models.PROTECT, related_name="signatures")
    field = models.CharField("ô chữ ký", max_length=16, choices=Field)
    key = models.ForeignKey(SigningKey, models.PROTECT, related_name="signatures")
    signer = models.CharField("người ký", max_length=200)
    certificate_serial = models.CharField("số sê-ri chứng thư", max_length=64)
    level = models.CharField("mức", max_length=8, choices=Level)
    at = models.DateTimeField("thời điểm ký")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    sha256 = models.CharField("mã băm tệp sau khi ký", max_length=64, db_index=True)

    class Meta:
        verbose_name = "chữ ký"
        constraints = [models.UniqueConstraint(name="signature_once_per_field", fields=["document", "field"])]

    def __str__(self) -> str:
        return f"{self.signer}, {self.get_field_display()}"
