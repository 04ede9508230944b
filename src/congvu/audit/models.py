"""The audit trail (nhật ký): lines chained per subject, and the blocks that seal them; the database refuses changes."""

from django.db import models

from congvu.audit.rules import Ref


class Line(models.Model):
    """One thing that somebody did to one subject; never changed, never deleted."""

    subject_kind = models.CharField("loại đối tượng", max_length=40)
    subject_id = models.CharField("mã đối tượng", max_length=80)
    subject_name = models.CharField("tên đối tượng", max_length=300)
    number = models.PositiveIntegerField("số thứ tự")
    verb = models.CharField("việc đã làm", max_length=80)
    actor_kind = models.CharField("loại người làm", max_length=40)
    actor_id = models.CharField("mã người làm", max_length=80)
    actor_name = models.CharField("tên người làm", max_length=300)
    at = models.DateTimeField("thời điểm")
    details = models.JSONField("chi tiết", default=dict)
    previous_hash = models.CharField("mã băm trước", max_length=64)
    hash = models.CharField("mã băm", max_length=64)

    class Meta:
        verbose_name = "dòng nhật ký"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="audit_lines_of_a_subject_are_numbered", fields=["subject_kind", "subject_id", "number"]
            ),
        ]
        indexes = [
            models.Index(name="audit_line_actor", fields=["actor_kind", "actor_id", "at"]),
            models.Index(name="audit_line_at", fields=["at"]),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_name}"

    @property
    def subject(self) -> Ref:
        return Ref(self.subject_kind, self.subject_id, self.subject_name)

    @property
    def actor(self) -> Ref:
        return Ref(self.actor_kind, self.actor_id, self.actor_name)


class Head(models.Model):
    """The end of one subject's chain; its row lock keeps two writers of one subject in order."""

    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    previous_hash = models.CharField(max_length=64, default="", db_default="")  # of the line before the last one
    hash = models.CharField(max_length=64)
    sealed_number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "đầu chuỗi nhật ký"
        constraints = [
            models.UniqueConstraint(name="one_audit_head_a_subject", fields=["subject_kind", "subject_id"]),
            models.CheckConstraint(
                name="audit_head_seals_what_exists", condition=models.Q(sealed_number__lte=models.F("number"))
            ),
        ]
        indexes = [
            models.Index(
                name="audit_head_unsealed",
                fields=["id"],
                condition=models.Q(number__gt=models.F("sealed_number")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id} #{self.number}"


class Block(models.Model):
    """The lines of all subjects written since the block before, sealed by one hash."""

    number = models.PositiveIntegerField("số khối", unique=True)
    sealed_at = models.DateTimeField("thời điểm khóa")
    previous_hash = models.CharField("mã băm khối trước", max_length=64)
    hash = models.CharField("mã băm", max_length=64)

    class Meta:
        verbose_name = "khối nhật ký"
        ordering = ["number"]

    def __str__(self) -> str:
        return f"Khối {self.number}"


class BlockEntry(models.Model):
    """How far one subject's chain reached when a block was sealed; the chain's hash covers all lines before."""

    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="entries")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "dòng của khối"
        constraints = [
            models.UniqueConstraint(
                name="one_entry_a_block_and_subject", fields=["block", "subject_kind", "subject_id"]
            ),
        ]
        indexes = [models.Index(name="audit_entry_subject", fields=["subject_kind", "subject_id", "number"])]

    def __str__(self) -> str:
        return f"{self.block_id}: {self.subject_kind} {self.subject_id} #{self.number}"
