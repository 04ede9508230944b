"""Fees and charges (phí, lệ phí) of a subject: how much, why, and whether they are paid."""

from django.db import models
from django.db.models import Q

from congvu.audit.rules import Ref
from congvu.payments.rules import amount_in_words
from congvu.payments.terms import ChargeKind, ChargeState

# The columns of rows that are loaded in bulk.
CHARGE_ROW = (
    "subject_kind, subject_id, subject_name, collector, label, kind, amount_vnd, note, state, raised_at, "
    "receipt_number, paid_at, reason"
)


class Charge(models.Model):
    """One amount that somebody owes for one subject; no amount: the provincial council sets it and nobody told us."""

    subject_kind = models.CharField("loại đối tượng", max_length=40)
    subject_id = models.CharField("mã đối tượng", max_length=80)
    subject_name = models.CharField("tên đối tượng", max_length=300)
    collector = models.CharField("cơ quan thu", max_length=80, blank=True)  # the key of the agency
    label = models.CharField("tên khoản thu", max_length=300)
    kind = models.CharField("loại khoản thu", max_length=16, choices=ChargeKind)
    amount_vnd = models.PositiveBigIntegerField("số tiền (đồng)", null=True, blank=True)
    note = models.TextField("ghi chú", blank=True)
    state = models.CharField("tình trạng", max_length=16, choices=ChargeState, default=ChargeState.DUE)
    raised_at = models.DateTimeField("thời điểm tính")
    receipt_number = models.CharField("số biên lai", max_length=60, blank=True)
    paid_at = models.DateTimeField("thời điểm nộp", null=True, blank=True)
    settled_at = models.DateTimeField("thời điểm miễn hoặc hoàn trả", null=True, blank=True)
    reason = models.TextField("lý do miễn hoặc hoàn trả", blank=True)

    class Meta:
        verbose_name = "khoản thu"
        ordering = ["id"]
        indexes = [
            models.Index(name="charge_subject", fields=["subject_kind", "subject_id"]),
            models.Index(
                name="charge_due", fields=["collector", "subject_kind", "subject_id"], condition=Q(state="due")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="charge_payment_is_whole",
                condition=Q(paid_at=None, receipt_number="")
                | (Q(paid_at__isnull=False, amount_vnd__isnull=False) & ~Q(receipt_number="")),
                violation_error_message="Khoản đã nộp phải có số tiền, số biên lai và thời điểm nộp.",
            ),
            models.CheckConstraint(
                name="charge_state_tells_the_truth",
                condition=Q(state="due", paid_at=None, settled_at=None)
                | Q(state="paid", paid_at__isnull=False, settled_at=None)
                | (Q(state="exempt", paid_at=None, settled_at__isnull=False) & ~Q(reason=""))
                | (Q(state="returned", paid_at__isnull=False, settled_at__isnull=False) & ~Q(reason="")),
                violation_error_message="Tình trạng của khoản thu không khớp với việc nộp, miễn hoặc hoàn trả.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def subject(self) -> Ref:
        return Ref(self.subject_kind, self.subject_id, self.subject_name)

    @property
    def amount_text(self) -> str:
        """Return the amount as people read it; one that is not known is never 0 đồng."""
        return amount_in_words(self.amount_vnd)
