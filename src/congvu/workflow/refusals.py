"""Every no of a running process, and of a diagram that may not be published."""

from collections.abc import Sequence

from congvu.base.refusals import Refusal
from congvu.workflow.rules.problems import Problem


class DiagramRefused(Refusal):
    """The diagram breaks the allowed subset; `problems` says where and why."""

    code = "diagram_refused"

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems and put the first ones into the sentence."""
        self.problems = tuple(problems)
        listed = " ".join(str(problem) for problem in self.problems[:5])
        super().__init__(f"Sơ đồ quy trình không dùng được. {listed}", count=len(self.problems))


class ProcessUnknown(Refusal):
    """No process of this key is published."""

    code = "process_unknown"
    sentence = "Chưa có quy trình này."


class StepAlreadyDone(Refusal):
    """Somebody else was faster, or the step was taken away."""

    code = "step_already_done"
    sentence = "Bước này đã có người làm xong hoặc đã được chuyển đi. Hãy mở lại hồ sơ để xem bước hiện tại."


class NotRunning(Refusal):
    """The process is suspended or over."""

    code = "process_not_running"
    sentence = "Quy trình đang tạm dừng hoặc đã kết thúc nên không làm bước này được."


class NotSuspended(Refusal):
    """Only a suspended process can be resumed."""

    code = "process_not_suspended"
    sentence = "Quy trình không ở trạng thái tạm dừng."


class CannotMoveBack(Refusal):
    """The target was never visited, or lies in another lane."""

    code = "cannot_move_back"
    sentence = "Không trả lại được về bước này. Chỉ trả lại về bước đã qua, trên cùng một nhánh."


class StepNotWaitedFor(Refusal):
    """The token does not wait for what was brought to it."""

    code = "step_not_waited_for"
    sentence = "Bước này không chờ thao tác vừa gửi."
