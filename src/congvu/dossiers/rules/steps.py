"""Who may work on a step that waits."""

from congvu.accounts.rules import Acting
from congvu.dossiers.refusals import NotYourStep, StepDone, TakenByOther, WrongStatus

TIME_OVER = "Hết thời gian chờ"
UNANSWERED = "chưa ghi nhận trả lời của cơ quan ngoài"
NOT_NEEDED = "Không còn phải làm"
USUAL = frozenset({"", "Đã xử lý", "Đã chuyển xử lý"})  # outcomes that say nothing beyond "done"


def end_by_itself(*, time_over: bool, unanswered: bool) -> str:
    """Return how a step ended that nobody ended; `unanswered` when a body outside was to answer and did not."""
    if not time_over:
        return NOT_NEEDED
    return f"{TIME_OVER}, {UNANSWERED}" if unanswered else TIME_OVER


def check_holder(*, done: bool, suspended: bool, post_key: str, holder_id: int | None, officer: Acting) -> None:
    """Let only a holder of the post work on an open step. Raises StepDone, WrongStatus, NotYourStep, TakenByOther."""
    if done:
        raise StepDone
    if officer.post_key != post_key:
        raise NotYourStep
    if suspended:
        raise WrongStatus("Hồ sơ đang tạm dừng nên bước này chưa làm tiếp được.")
    if holder_id is not None and holder_id != officer.user_id:
        raise TakenByOther("Bước này do người khác cùng chức danh đang giữ.")
