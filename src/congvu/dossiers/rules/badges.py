"""The four states that a dossier shows side by side: business, payment, hand-over, synchronisation."""

from dataclasses import dataclass

from congvu.dossiers.terms import HandOver, Status, Sync


@dataclass(frozen=True, slots=True)
class Badge:
    """One state as the badge draws it: tone, icon, words."""

    tone: str
    icon: str
    words: str


_RUNS = ("run", "clock")
_WAITS = ("wait", "pause")
_LOOKS = {
    Status.DRAFT: ("still", "pen"),
    Status.SUBMITTED: ("new", "info"),
    Status.AWAITING_COMPLETION: _WAITS,
    Status.REFUSED: ("still", "no"),
    Status.ACCEPTED: _RUNS,
    Status.PROCESSING: _RUNS,
    Status.SUPPLEMENT: _WAITS,
    Status.WAITING_PAYMENT: _WAITS,
    Status.CONSULTING: _RUNS,
    Status.WITHDRAWAL_REQUESTED: _WAITS,
    Status.WITHDRAWN: ("still", "no"),
    Status.STOPPED: ("still", "no"),
    Status.FINISHED: ("done", "ok"),
    Status.RETURNED: ("done", "ok"),
    Status.CORRECTING: ("wait", "flag"),
}
_FEES = {
    "none": Badge("still", "minus", "Không thu phí, lệ phí"),
    "due": Badge("wait", "pay", "Chưa nộp phí, lệ phí"),
    "paid": Badge("done", "ok", "Đã nộp phí, lệ phí"),
    "exempt": Badge("still", "minus", "Được miễn phí, lệ phí"),
    "returned": Badge("still", "minus", "Đã hoàn trả phí, lệ phí"),
}
_HANDED = {HandOver.NONE: ("still", "minus"), HandOver.AT_DESK: ("wait", "flag"), HandOver.HANDED: ("done", "ok")}


def status_badge(status: str) -> Badge:
    """Return the business state."""
    known = Status(status)
    return Badge(*_LOOKS[known], str(known.label))


def badges_of(*, status: str, fees: str, hand_over: str, sync: str) -> tuple[Badge, ...]:
    """Return the four states in order; `fees` is what all charges say together."""
    handed = HandOver(hand_over)
    return (
        status_badge(status),
        _FEES[fees],
        Badge(*_HANDED[handed], str(handed.label)),
        Badge("still", "minus", f"Cổng quốc gia: {str(Sync(sync).label).lower()}"),
    )
