"""The papers of a dossier (giấy tờ) and the files people gave for them."""

from django.db import models

from congvu.dossiers.models.dossier import Dossier
from congvu.dossiers.terms import PaperState
from congvu.files.models import StoredFile


class Paper(models.Model):
    """One required paper of the procedure, as it stands in this dossier (thành phần hồ sơ)."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="papers")
    number = models.PositiveSmallIntegerField("thứ tự")
    key = models.CharField("khóa trong biểu mẫu", max_length=64)
    name = models.CharField("tên giấy tờ", max_length=500)
    state = models.CharField("trạng thái", max_length=16, choices=PaperState, default=PaperState.MISSING)
    shown_only = models.BooleanField("chỉ xuất trình", default=False)
    originals = models.PositiveSmallIntegerField("bản chính", default=0)
    copies = models.PositiveSmallIntegerField("bản sao", default=0)
    reason = models.CharField("lý do miễn", max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["dossier", "key"], name="paper_once_a_dossier")]

    def __str__(self) -> str:
        return self.name


class PaperFile(models.Model):
    """One file given for a paper; a file taken away stays in the log once the dossier was submitted."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_at = models.DateTimeField("nộp lúc")
    added_by = models.CharField("người nộp", max_length=300)
    supplement = models.ForeignKey(
        "dossiers.Supplement", models.SET_NULL, null=True, blank=True, related_name="files", verbose_name="lần bổ sung"
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.file.name
