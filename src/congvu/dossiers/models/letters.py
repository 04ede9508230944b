"""The statutory papers that a dossier leaves behind, and its result."""

from django.db import models

from congvu.dossiers.models.dossier import Dossier
from congvu.dossiers.terms import LetterKind, ResultKind
from congvu.files.models import StoredFile
from congvu.signing.models import SignableDocument


class Letter(models.Model):
    """One statutory paper: what it says (kept as data) and, once a job has set it, its PDF."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="letters")
    kind = models.CharField("loại", max_length=24, choices=LetterKind)
    number = models.CharField("số", max_length=40, blank=True)
    at = models.DateTimeField("lúc")
    by = models.CharField("người lập", max_length=300)
    content = models.JSONField("nội dung", default=dict)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.OneToOneField(SignableDocument, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class Result(models.Model):
    """The answer to a dossier (kết quả giải quyết): the specialist's draft, then the signed and sealed document."""

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="result")
    kind = models.CharField("loại", max_length=16, choices=ResultKind)
    values = models.JSONField("ô do cán bộ điền", default=dict)
    reason = models.TextField("lý do từ chối", blank=True)
    legal_ground = models.TextField("căn cứ pháp lý của việc từ chối", blank=True)
    signer_name = models.CharField("người ký in trên dự thảo", max_length=200, blank=True)
    copy = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bản điện tử được chứng thực"
    )
    copy_pages = models.PositiveSmallIntegerField("số trang của bản điện tử", null=True, blank=True)
    drafted_by = models.CharField("người dự thảo", max_length=300)
    drafted_by_user = models.BigIntegerField("tài khoản người dự thảo")
    drafted_at = models.DateTimeField("dự thảo lúc")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.OneToOneField(SignableDocument, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.CharField("số", max_length=60, blank=True)
    dated = models.DateField("ngày ban hành", null=True, blank=True)
    valid_until = models.DateField("có giá trị đến", null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class CertifiedCopy(models.Model):
    """A further paper that the same request has certified (chứng thực): its copy, its own sheet, document and number.

    The first paper is the result itself.
    """

    result = models.ForeignKey(Result, models.CASCADE, related_name="more")
    position = models.PositiveSmallIntegerField("thứ tự trong tờ khai")
    name = models.CharField("tên giấy tờ", max_length=250)
    copy = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="bản điện tử được chứng thực")
    copy_pages = models.PositiveSmallIntegerField("số trang của bản điện tử", null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.OneToOneField(SignableDocument, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.CharField("số chứng thực", max_length=60, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["result", "position"], name="certified_copy_position"),
            models.CheckConstraint(name="certified_copy_is_further", condition=models.Q(position__gte=2)),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}".strip()
