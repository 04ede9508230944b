"""Messages to people (thông báo): versioned texts, notices inside the house, mails, and the demonstration's outbox."""

from django.db import models
from django.db.models import Q

from congvu.accounts.models import User
from congvu.notify.terms import MailState


class MessageTemplate(models.Model):
    """One version of the words of one message; `{name}` in them is filled in when it is sent."""

    key = models.SlugField("khóa", max_length=64)
    version = models.PositiveIntegerField("phiên bản")
    subject = models.CharField("tiêu đề", max_length=200)
    text = models.TextField("nội dung")

    class Meta:
        verbose_name = "mẫu thông báo"
        ordering = ["key", "version"]
        constraints = [models.UniqueConstraint(name="one_text_a_template_version", fields=["key", "version"])]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class Notice(models.Model):
    """A message that its reader finds after signing in."""

    user = models.ForeignKey(User, verbose_name="người nhận", on_delete=models.CASCADE, related_name="notices")
    template = models.ForeignKey(MessageTemplate, verbose_name="mẫu", on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField("loại đối tượng", max_length=40)
    subject_id = models.CharField("mã đối tượng", max_length=80)
    title = models.CharField("tiêu đề", max_length=400)
    text = models.TextField("nội dung")
    link = models.CharField("đường dẫn", max_length=400, blank=True)
    sent_at = models.DateTimeField("thời điểm gửi")
    read_at = models.DateTimeField("thời điểm đọc", null=True, blank=True)

    class Meta:
        verbose_name = "thông báo"
        ordering = ["-sent_at", "-id"]
        indexes = [
            models.Index(name="notice_of_user", fields=["user", "-sent_at"]),
            models.Index(name="notice_unread", fields=["user"], condition=Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return self.title


class Mail(models.Model):
    """A mail on its way to one address; a job claims it, sends it and says so.

    Any run may claim it from `next_try_at` on, which is set by a claim (should its run die) and by a failure.
    """

    template = models.ForeignKey(MessageTemplate, verbose_name="mẫu", on_delete=models.PROTECT, related_name="+")
    to_email = models.EmailField("địa chỉ nhận")
    to_name = models.CharField("tên người nhận", max_length=200, blank=True)
    subject_kind = models.CharField("loại đối tượng", max_length=40)
    subject_id = models.CharField("mã đối tượng", max_length=80)
    title = models.CharField("tiêu đề", max_length=400)
    text = models.TextField("nội dung")
    link = models.CharField("đường dẫn", max_length=400, blank=True)
    state = models.CharField("tình trạng", max_length=16, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField("số lần thử", default=0)
    asked_at = models.DateTimeField("thời điểm yêu cầu")
    claimed_at = models.DateTimeField("thời điểm bắt đầu gửi", null=True, blank=True)
    next_try_at = models.DateTimeField("không gửi trước lúc", null=True, blank=True)
    sent_at = models.DateTimeField("thời điểm gửi", null=True, blank=True)
    error = models.TextField("lỗi lần cuối", blank=True)

    class Meta:
        verbose_name = "thư điện tử"
        ordering = ["-id"]
        indexes = [models.Index(name="mail_to_send", fields=["id"], condition=Q(state__in=["waiting", "claimed"]))]
        constraints = [
            models.CheckConstraint(
                name="sent_mail_has_its_time",
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
                violation_error_message="Thư đã gửi phải có thời điểm gửi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.to_email}: {self.title}"


class OutboxMail(models.Model):
    """A mail that the demonstration kept instead of sending it."""

    sender = models.CharField("người gửi", max_length=320)
    recipients = models.TextField("người nhận")
    title = models.CharField("tiêu đề", max_length=400)
    text = models.TextField("nội dung")
    at = models.DateTimeField("thời điểm")

    class Meta:
        verbose_name = "thư trình diễn"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title
