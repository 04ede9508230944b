"""What waits for somebody: one row a step, with its post, its holder, its own due time and what was done."""

from django.db import models
from django.db.models import Q

from congvu.accounts.models import User
from congvu.dossiers.models.dossier import Dossier
from congvu.dossiers.terms import StepKind
from congvu.files.models import StoredFile
from congvu.org.models import Post


class StepQuerySet(models.QuerySet["Step"]):
    """Phrases about steps."""

    def waiting(self) -> "StepQuerySet":
        return self.filter(done_at=None, suspended=False)

    def at_posts(self, post_keys: list[str]) -> "StepQuerySet":
        return self.filter(post__key__in=post_keys)


class Step(models.Model):
    """One step that waits, or waited, for a post (bước quy trình): what inboxes list and control sheets print."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="steps")
    kind = models.CharField("loại", max_length=24, choices=StepKind)
    node = models.CharField("bước trong quy trình", max_length=64, blank=True)
    token = models.BigIntegerField("điểm trong quy trình", null=True, blank=True)
    role = models.CharField("vai", max_length=32)
    label = models.CharField("việc", max_length=500)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    holder = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    holder_name = models.CharField("người giữ", max_length=300, blank=True)
    giver_name = models.CharField("người giao", max_length=300, blank=True)
    elsewhere = models.BooleanField("hồ sơ của cơ quan khác", default=False)
    outside = models.BooleanField("việc của cơ quan ngoài hệ thống", default=False)
    opened_at = models.DateTimeField("giao lúc")
    taken_at = models.DateTimeField("nhận lúc", null=True, blank=True)
    due_at = models.DateTimeField("hạn của bước", null=True, blank=True)
    suspended = models.BooleanField("đang dừng", default=False)
    done_at = models.DateTimeField("xong lúc", null=True, blank=True)
    done_by = models.CharField("người làm", max_length=300, blank=True)
    outcome = models.CharField("kết quả", max_length=300, blank=True)
    asked = models.JSONField("việc thêm được chọn", default=list)
    near_told_at = models.DateTimeField("báo sắp đến hạn lúc", null=True, blank=True)
    late_told_at = models.DateTimeField("báo trễ hạn lúc", null=True, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["token"], name="step_once_a_token", condition=Q(token__isnull=False)),
        ]
        indexes = [
            models.Index(
                fields=["post", "due_at"], name="step_waiting", condition=Q(done_at__isnull=True, suspended=False)
            ),
            models.Index(
                fields=["post", "due_at"], name="step_standing", condition=Q(done_at__isnull=True, suspended=True)
            ),
            models.Index(
                fields=["post", "done_by", "-done_at", "-id"], name="step_passed_by", condition=Q(done_at__isnull=False)
            ),
            models.Index(fields=["post", "-dossier"], name="step_at_post"),
            models.Index(fields=["post", "-dossier"], name="step_from_elsewhere", condition=Q(elsewhere=True)),
        ]

    def __str__(self) -> str:
        return self.label


class Remark(models.Model):
    """A note that officers leave on a dossier (ý kiến trao đổi), with a file when there is one."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="remarks")
    text = models.TextField("nội dung")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField("lúc")
    by = models.CharField("người ghi", max_length=300)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:60]


class OutsideAnswer(models.Model):
    """What a body without accounts did or answered, recorded by the specialist with date, sender and file."""

    step = models.OneToOneField(Step, models.CASCADE, related_name="outside_answer")
    sender = models.CharField("nơi gửi", max_length=300)
    dated = models.DateField("ngày văn bản")
    text = models.TextField("nội dung", blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.sender
