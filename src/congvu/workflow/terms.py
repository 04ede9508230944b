"""The words of running processes: kinds of nodes, states of instances and tokens, what happened to them."""

from enum import StrEnum

from django.db import models


class NodeKind(StrEnum):
    """What a node of a process does when a token reaches it."""

    START = "start"
    END = "end"
    STEP = "step"
    SERVICE = "service"
    CALL = "call"
    TIMER = "timer"
    CHOICE = "choice"
    PARALLEL = "parallel"


class InstanceState(models.TextChoices):
    """Where a running process (quy trình đang chạy) stands."""

    RUNNING = "running", "đang chạy"
    SUSPENDED = "suspended", "tạm dừng"
    ENDED = "ended", "đã kết thúc"
    CANCELLED = "cancelled", "đã hủy"


class TokenKind(models.TextChoices):
    """What a token (dấu tiến trình) waits for."""

    STEP = "step", "chờ người làm"
    SERVICE = "service", "chờ hệ thống làm"
    CALL = "call", "chờ quy trình con"
    TIMER = "timer", "chờ đến hạn"
    JOIN = "join", "chờ nhánh song song"


class Happening(models.TextChoices):
    """One line of the history of a running process."""

    STARTED = "started", "bắt đầu"
    OPENED = "opened", "mở bước"
    CLOSED = "closed", "xong bước"
    FIRED = "fired", "hết thời gian chờ"
    MOVED_BACK = "moved_back", "trả lại bước trước"
    DROPPED = "dropped", "bỏ dở"
    SUSPENDED = "suspended", "tạm dừng"
    RESUMED = "resumed", "chạy tiếp"
    CANCELLED = "cancelled", "hủy"
    ENDED = "ended", "kết thúc"
