"""Published processes and their running instances: tokens, timers and history."""

from django.db import models
from django.db.models import Q

from congvu.workflow.terms import Happening, InstanceState, TokenKind

# The columns of rows that are loaded in bulk.
INSTANCE_ROW = "id, definition_id, subject_kind, subject_id, subject_name, variables, state, started_at"
TOKEN_ROW = "id, instance_id, node, kind, flow, opened_at, closed_at, done"


class Definition(models.Model):
    """One published version of a process (quy trình); never changed afterwards."""

    key = models.SlugField("mã quy trình", max_length=80)
    number = models.PositiveIntegerField("phiên bản")
    title = models.CharField("tên", max_length=300)
    bpmn = models.TextField("sơ đồ BPMN")
    table = models.JSONField("bảng chuyển bước")
    published_at = models.DateTimeField("thời điểm ban hành")

    class Meta:
        verbose_name = "quy trình"
        ordering = ["key", "-number"]
        constraints = [models.UniqueConstraint(fields=["key", "number"], name="definition_number_is_unique")]

    def __str__(self) -> str:
        return f"{self.key}/{self.number}"


class Instance(models.Model):
    """One running process about one subject."""

    definition = models.ForeignKey(Definition, models.PROTECT, related_name="instances")
    subject_kind = models.CharField("loại đối tượng", max_length=40)
    subject_id = models.CharField("mã đối tượng", max_length=80)
    subject_name = models.CharField("tên đối tượng", max_length=200, blank=True)
    variables = models.JSONField("biến", default=dict)
    state = models.CharField("trạng thái", max_length=12, choices=InstanceState, default=InstanceState.RUNNING)
    started_at = models.DateTimeField("bắt đầu")
    suspended_at = models.DateTimeField("tạm dừng từ", null=True, blank=True)
    ended_at = models.DateTimeField("kết thúc", null=True, blank=True)
    called_by = models.OneToOneField(
        "Token", models.PROTECT, null=True, blank=True, related_name="called", verbose_name="được gọi từ"
    )

    class Meta:
        verbose_name = "quy trình đang chạy"
        constraints = [
            models.CheckConstraint(
                name="instance_end_is_dated",
                condition=Q(state__in=["ended", "cancelled"], ended_at__isnull=False)
                | Q(state__in=["running", "suspended"], ended_at=None),
            ),
            models.CheckConstraint(
                name="instance_suspension_is_dated",
                condition=Q(state="suspended", suspended_at__isnull=False)
                | (~Q(state="suspended") & Q(suspended_at=None)),
            ),
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="instance_by_subject")]

    def __str__(self) -> str:
        return f"{self.definition_id}: {self.subject_kind} {self.subject_id}"


class TokenQuerySet(models.QuerySet["Token"]):
    """Phrases about tokens."""

    def open(self) -> "TokenQuerySet":
        """Keep the tokens that still wait."""
        return self.filter(closed_at=None)


class Token(models.Model):
    """One stay at one node; closed when the process goes on from it or it is taken away."""

    instance = models.ForeignKey(Instance, models.CASCADE, related_name="tokens")
    node = models.CharField("bước", max_length=80)
    kind = models.CharField("loại", max_length=8, choices=TokenKind)
    flow = models.CharField("đến theo luồng", max_length=120)
    opened_at = models.DateTimeField("mở lúc")
    closed_at = models.DateTimeField("đóng lúc", null=True, blank=True)
    done = models.BooleanField("đã làm xong", default=False)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = "dấu tiến trình"
        constraints = [
            models.CheckConstraint(name="token_done_is_closed", condition=Q(done=False) | Q(closed_at__isnull=False)),
            models.UniqueConstraint(
                fields=["instance", "node", "flow"], condition=Q(closed_at=None), name="token_open_once_per_flow"
            ),
        ]
        indexes = [
            models.Index(fields=["instance"], condition=Q(closed_at=None), name="token_open"),
            models.Index(fields=["instance", "node", "-closed_at"], name="token_of_node"),
        ]

    def __str__(self) -> str:
        return f"{self.instance_id}: {self.node}"


class Timer(models.Model):
    """An instant at which a waiting token goes on by itself, along the flows of `node`."""

    token = models.ForeignKey(Token, models.CASCADE, related_name="timers")
    node = models.CharField("sự kiện hẹn giờ", max_length=80)
    due_at = models.DateTimeField("đến hạn")

    class Meta:
        verbose_name = "hẹn giờ"
        constraints = [models.UniqueConstraint(fields=["token", "node"], name="timer_once_per_token")]
        indexes = [models.Index(fields=["due_at"], name="timer_due")]

    def __str__(self) -> str:
        return f"{self.node}: {self.due_at:%Y-%m-%d %H:%M}"


class History(models.Model):
    """One line of what happened to a running process; only ever added."""

    instance = models.ForeignKey(Instance, models.CASCADE, related_name="history")
    token = models.ForeignKey(Token, models.CASCADE, null=True, blank=True, related_name="history")
    happening = models.CharField("việc", max_length=12, choices=Happening)
    node = models.CharField("bước", max_length=80, blank=True)
    at = models.DateTimeField("lúc")
    actor_kind = models.CharField("loại người làm", max_length=40, blank=True)
    actor_id = models.CharField("mã người làm", max_length=80, blank=True)
    actor_name = models.CharField("người làm", max_length=200, blank=True)

    class Meta:
        verbose_name = "lịch sử quy trình"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.happening} {self.node}"
