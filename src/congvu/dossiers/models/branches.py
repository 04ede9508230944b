"""The branches that any process may take: supplement, opinion, withdrawal."""

from django.db import models
from django.db.models import Q

from congvu.dossiers.models.dossier import Dossier
from congvu.dossiers.models.steps import Step
from congvu.dossiers.terms import SupplementState
from congvu.files.models import StoredFile


class Supplement(models.Model):
    """One request to complete the dossier (yêu cầu bổ sung, Mẫu 02), before or after acceptance."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="supplements")
    after_acceptance = models.BooleanField("sau khi tiếp nhận")
    state = models.CharField("trạng thái", max_length=16, choices=SupplementState)
    items = models.JSONField("nội dung cần bổ sung", default=list)  # texts, in the order of the slip
    reason = models.TextField("lý do, căn cứ")
    step = models.ForeignKey(Step, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bước đề nghị")
    proposed_by = models.CharField("người đề nghị", max_length=300)
    proposed_at = models.DateTimeField("đề nghị lúc")
    approved_by = models.CharField("người duyệt", max_length=300, blank=True)
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    answer_by = models.DateField("bổ sung trước ngày", null=True, blank=True)
    answer_note = models.TextField("ghi chú của người nộp", blank=True)
    corrected_at = models.DateTimeField("sửa tờ khai lúc", null=True, blank=True)
    answered_at = models.DateTimeField("nộp bổ sung lúc", null=True, blank=True)
    closed_at = models.DateTimeField("tiếp nhận bổ sung lúc", null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                name="supplement_one_open",
                condition=Q(state__in=["proposed", "approved", "sent", "answered"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier}: {self.get_state_display()}"


class Opinion(models.Model):
    """A question to another unit and its answer (lấy ý kiến); the clock of the dossier keeps running."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="opinions")
    asking_step = models.ForeignKey(Step, models.PROTECT, related_name="+")
    answering_step = models.OneToOneField(Step, models.PROTECT, related_name="opinion")
    unit_name = models.CharField("đơn vị được hỏi", max_length=300)
    question = models.TextField("nội dung hỏi")
    asked_by = models.CharField("người hỏi", max_length=300)
    asked_at = models.DateTimeField("hỏi lúc")
    answer = models.TextField("ý kiến", blank=True)
    answer_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    answered_by = models.CharField("người trả lời", max_length=300, blank=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.question[:60]


class Withdrawal(models.Model):
    """The applicant's request to take the dossier back (rút hồ sơ, NĐ 45/2020 Điều 12; NĐ 118/2025 Điều 21)."""

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="withdrawal")
    reason = models.TextField("lý do", blank=True)
    requested_by = models.CharField("người yêu cầu", max_length=300)
    requested_at = models.DateTimeField("yêu cầu lúc")
    confirmed_by = models.CharField("người xác nhận", max_length=300, blank=True)
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)
    papers_returned = models.CharField("giấy tờ, phí trả lại", max_length=300, blank=True)

    def __str__(self) -> str:
        return str(self.dossier)
