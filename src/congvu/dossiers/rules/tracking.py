"""What a citizen is told first about a dossier: one sentence with its date, what happens next, a badge.

Law: NĐ 61/2018/NĐ-CP Điều 19 (apology before a late result), NĐ 118/2025/NĐ-CP.
"""

from dataclasses import dataclass
from datetime import datetime

from congvu.base.formats import moment, weekday_and_day, weekday_and_moment
from congvu.dossiers.terms import Status


@dataclass(frozen=True, slots=True)
class Facts:
    """What the first sentence depends on."""

    status: str
    submitted_at: datetime | None
    due_at: datetime | None
    paused_at: datetime | None
    finished_at: datetime | None
    ended_at: datetime | None
    answered: bool  # what was asked for is handed in and waits to be looked at
    wants_online: bool
    desk: str


@dataclass(frozen=True, slots=True)
class Told:
    """The answer: the headline, what comes next, the badge (kind, icon, words)."""

    headline: str
    next: str
    kind: str
    icon: str
    words: str


def told(facts: Facts, *, now: datetime) -> Told:
    """Return what to tell the applicant first."""
    match Status(facts.status):
        case Status.SUBMITTED:
            return Told(
                "Hồ sơ đã nộp, cán bộ một cửa đang kiểm tra",
                "Trong 8 giờ làm việc, bạn được báo hồ sơ được tiếp nhận hay cần bổ sung gì.",
                *("new", "inbox", "Mới đăng ký"),
            )
        case Status.AWAITING_COMPLETION:
            return Told(
                "Hồ sơ còn thiếu, hãy bổ sung để được tiếp nhận",
                "Thời hạn giải quyết chưa bắt đầu tính. Bổ sung xong, cán bộ một cửa kiểm tra lại.",
                *("wait", "pause", "Chờ bạn bổ sung"),
            )
        case Status.ACCEPTED | Status.PROCESSING | Status.CONSULTING | Status.WAITING_PAYMENT | Status.CORRECTING:
            return _running(facts, now=now)
        case Status.SUPPLEMENT if facts.answered:
            return Told(
                "Giấy tờ bổ sung đã gửi, cán bộ một cửa đang kiểm tra",
                "Khi giấy tờ được chấp nhận, thời hạn tính tiếp và bạn có ngày hẹn mới.",
                *("run", "clock", "Đã bổ sung"),
            )
        case Status.SUPPLEMENT:
            return Told(
                "Hồ sơ tạm dừng, hãy bổ sung giấy tờ",
                f"Thời hạn dừng từ {moment(facts.paused_at)}, tính tiếp khi giấy tờ bạn gửi được chấp nhận."
                if facts.paused_at
                else "Thời hạn đang dừng.",
                *("wait", "pause", "Chờ bạn bổ sung"),
            )
        case _:
            return _over(facts)


def _running(facts: Facts, *, now: datetime) -> Told:
    due = facts.due_at
    if due is None:
        return Told("Hồ sơ đang được giải quyết", "", *("run", "clock", "Đang xử lý"))
    if now > due:
        return Told(
            f"Kết quả đã trễ, hẹn trả là {weekday_and_moment(due)}",
            "Cơ quan làm trễ phải gửi bạn văn bản xin lỗi, nêu lý do và hẹn lại ngày trả.",
            *("late", "alert", "Trễ hẹn"),
        )
    where = "ở trang hồ sơ của bạn" if facts.wants_online else f"tại {facts.desk}"
    return Told(
        f"Chậm nhất {weekday_and_moment(due)} bạn nhận được kết quả",
        f"Có kết quả bạn được báo ngay và nhận {where}. Bây giờ bạn không phải làm gì.",
        *("run", "clock", "Đang xử lý, đúng tiến độ"),
    )


def _over(facts: Facts) -> Told:
    ended = weekday_and_day(facts.ended_at) if facts.ended_at else ""
    match Status(facts.status):
        case Status.FINISHED:
            done = weekday_and_day(facts.finished_at) if facts.finished_at else ""
            where = (
                "Bạn nhận bản điện tử ở trang hồ sơ của bạn."
                if facts.wants_online
                else f"Mời bạn đến {facts.desk} nhận."
            )
            return Told(f"Đã có kết quả từ {done}".removesuffix(" từ "), where, *("done", "ok", "Đã có kết quả"))
        case Status.RETURNED:
            return Told(f"Bạn đã nhận kết quả {ended}".strip(), "", *("done", "ok", "Đã trả kết quả"))
        case Status.REFUSED:
            return Told(
                "Hồ sơ không được tiếp nhận",
                "Lý do ghi trong phiếu từ chối dưới đây. Bạn sửa theo lý do đó rồi nộp hồ sơ mới.",
                *("late", "no", "Không được tiếp nhận"),
            )
        case Status.WITHDRAWAL_REQUESTED:
            return Told(
                "Bạn đã yêu cầu rút hồ sơ",
                "Cán bộ một cửa xác nhận và trả lại giấy tờ bạn đã nộp bản giấy.",
                *("wait", "pause", "Chờ xác nhận rút"),
            )
        case Status.WITHDRAWN:
            return Told(f"Hồ sơ đã rút {ended}".strip(), "", *("still", "no", "Đã rút"))
        case _:
            return Told(
                f"Hồ sơ đã dừng giải quyết {ended}".strip(),
                "Lý do ghi trong thông báo dưới đây.",
                *("still", "no", "Đã dừng"),
            )
