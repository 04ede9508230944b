"""Every move of the officers' dossier page: its words, its form, and the one action it calls."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from congvu.accounts.rules import Acting
from congvu.dossiers.actions import counter, endings, fees, opinions, receive, returns, steps, supplement
from congvu.dossiers.models import Dossier
from congvu.dossiers.rules.offers import Offer
from congvu.dossiers.web import forms_officer as forms
from congvu.files.actions import store_file
from congvu.files.models import StoredFile

MAIN, SECONDARY, WARNING = "main", "secondary", "warning"  # looks of buttons
Values = Mapping[str, Any]  # what forms cleaned: texts, numbers, days, uploads


@dataclass(frozen=True, slots=True)
class Call:
    """One move as it was asked for: the step it names, what was typed, by whom, when."""

    dossier: Dossier
    step: int
    officer: Acting
    values: Values
    now: datetime

    def said(self, names: Sequence[str], renamed: Mapping[str, str]) -> dict[str, Any]:
        """Return the arguments of an action: who, when, and the answers of these names; a file is stored first."""
        wanted = {name: name for name in names} | dict(renamed)
        answers = {name: self.upload() if key == "file" else self.values[key] for name, key in wanted.items()}
        return {"officer": self.officer, "now": self.now, **answers}

    def upload(self) -> StoredFile | None:
        """Store the file that came along, None when none did."""
        sent = self.values.get("file")
        return store_file(content=sent, name=sent.name, by=self.officer.ref, now=self.now) if sent else None


Run = Callable[[Call], object]


def at_step(action: Callable[..., object], *names: str, **renamed: str) -> Run:
    """Return what calls an action on the step, with these answers of the form, some under another name."""
    return lambda call: action(step_id=call.step, **call.said(names, renamed))


def at_dossier(action: Callable[..., object], *names: str, **renamed: str) -> Run:
    """Return what calls an action on the whole dossier, with these answers of the form."""
    return lambda call: action(dossier_id=call.dossier.pk, **call.said(names, renamed))


@dataclass(frozen=True, slots=True)
class MoveDoor:
    """One move: the words of its button, what is said when done, its look and icon, its form, its action."""

    words: str
    said: str
    look: str
    icon: str
    form: type[forms.MoveForm]
    run: Run


# fmt: off
DOORS: dict[Offer, MoveDoor] = {
    Offer.TAKE: MoveDoor("Nhận việc này", "Bạn đã nhận việc.",
        SECONDARY, "hand", forms.PlainForm, at_step(steps.take_step)),
    Offer.ASSIGN: MoveDoor("Phân công người làm", "Đã phân công.",
        SECONDARY, "people", forms.AssignForm, at_step(steps.assign_step, user_id="user")),
    Offer.COMPLETE: MoveDoor("Xong, chuyển bước tiếp theo", "Đã chuyển hồ sơ sang bước tiếp theo.",
        MAIN, "send", forms.CompleteForm, at_step(steps.complete_step, "outcome", "asked")),
    Offer.SEND_BACK: MoveDoor("Trả lại bước trước", "Đã trả hồ sơ lại bước trước.",
        SECONDARY, "go", forms.ReasonForm, at_step(steps.send_back, "reason")),
    Offer.CONSULT: MoveDoor("Lấy ý kiến đơn vị khác", "Đã gửi nội dung lấy ý kiến. Thời hạn giải quyết vẫn tính.",
        SECONDARY, "people", forms.ConsultForm, at_step(opinions.consult, "question", post_key="post")),
    Offer.PROPOSE_SUPPLEMENT: MoveDoor("Đề nghị bổ sung hồ sơ",
        "Đã trình đề nghị bổ sung. Phiếu chỉ gửi đi sau khi được duyệt.",
        SECONDARY, "pause", forms.ItemsForm, at_step(supplement.propose_supplement, "items", "reason")),
    Offer.RECORD_OUTSIDE: MoveDoor("Ghi lại trả lời của cơ quan ngoài", "Đã ghi lại trả lời.",
        MAIN, "pen", forms.OutsideForm, at_step(opinions.record_outside_answer, "sender", "dated", "text", "file")),
    Offer.ACCEPT_AND_HAND_OVER: MoveDoor("Tiếp nhận và chuyển xử lý", "Đã tiếp nhận, gửi giấy hẹn và chuyển xử lý.",
        MAIN, "send", forms.PlainForm, at_step(receive.accept_and_hand_over)),
    Offer.ACCEPT: MoveDoor("Tiếp nhận, chưa chuyển", "Đã tiếp nhận và gửi giấy hẹn.",
        SECONDARY, "check", forms.PlainForm, at_step(receive.accept_dossier)),
    Offer.ASK_COMPLETION: MoveDoor("Yêu cầu bổ sung trước khi tiếp nhận", "Đã gửi phiếu yêu cầu bổ sung cho người nộp.",
        SECONDARY, "pause", forms.ItemsForm, at_step(receive.ask_completion, "items", "reason")),
    Offer.REFUSE: MoveDoor("Từ chối tiếp nhận", "Đã từ chối tiếp nhận và gửi phiếu từ chối.",
        WARNING, "no", forms.ReasonForm, at_step(receive.refuse_dossier, "reason")),
    Offer.APPROVE_SUPPLEMENT: MoveDoor("Duyệt yêu cầu bổ sung", "Đã duyệt. Bộ phận Một cửa sẽ gửi phiếu.",
        MAIN, "check", forms.PlainForm, at_step(supplement.approve_supplement)),
    Offer.DECLINE_SUPPLEMENT: MoveDoor("Không duyệt", "Không duyệt yêu cầu bổ sung. Chuyên viên xử lý tiếp.",
        SECONDARY, "no", forms.ReasonForm, at_step(supplement.decline_supplement, "reason")),
    Offer.SEND_SUPPLEMENT: MoveDoor("Gửi phiếu và tạm dừng thời hạn",
        "Đã gửi phiếu yêu cầu bổ sung. Thời hạn tạm dừng.",
        MAIN, "send", forms.PlainForm, at_step(supplement.send_supplement)),
    Offer.ACCEPT_SUPPLEMENT: MoveDoor("Nhận giấy tờ bổ sung, tính tiếp thời hạn",
        "Đã tiếp nhận bổ sung. Thời hạn tính tiếp.",
        MAIN, "check", forms.PlainForm, at_step(supplement.accept_supplement)),
    Offer.ASK_AGAIN: MoveDoor("Chưa đủ, báo người nộp bổ sung tiếp", "Đã báo người nộp bổ sung tiếp.",
        SECONDARY, "pause", forms.ReasonForm, at_step(supplement.ask_again, "reason")),
    Offer.GIVE_OPINION: MoveDoor("Gửi ý kiến", "Đã gửi ý kiến cho đơn vị hỏi.",
        MAIN, "send", forms.OpinionForm, at_step(opinions.give_opinion, "answer", "file")),
    Offer.CONFIRM_WITHDRAWAL: MoveDoor("Xác nhận cho rút hồ sơ", "Đã xác nhận rút hồ sơ.",
        MAIN, "check", forms.WithdrawalForm, at_step(endings.confirm_withdrawal, "papers_returned")),
    Offer.RETURN_RESULT: MoveDoor("Trả kết quả cho người nhận", "Đã trả kết quả.",
        MAIN, "hand", forms.ReturnForm, at_step(returns.return_result, "receiver")),
    Offer.BRING_SUPPLEMENT: MoveDoor("Nhận giấy tờ bổ sung tại quầy",
        "Đã ghi giấy tờ bổ sung. Hãy kiểm tra rồi cho tính tiếp thời hạn.",
        MAIN, "hand", forms.BroughtForm, at_dossier(counter.bring_supplement, "note", "file")),
    Offer.WITHDRAW: MoveDoor("Người nộp xin rút hồ sơ", "Đã ghi yêu cầu rút hồ sơ. Hãy xác nhận và trả lại giấy tờ.",
        SECONDARY, "no", forms.TakenBackForm, at_dossier(counter.take_withdrawal, "reason")),
    Offer.RECALL: MoveDoor("Thu hồi bước vừa chuyển", "Đã thu hồi. Hồ sơ trở lại bước của bạn.",
        SECONDARY, "go", forms.ReasonForm, at_dossier(steps.recall, "reason")),
    Offer.STOP: MoveDoor("Dừng giải quyết hồ sơ", "Đã dừng giải quyết và báo người nộp.",
        WARNING, "no", forms.ReasonForm, at_dossier(endings.stop_dossier, "reason")),
    Offer.RECORD_PAYMENT: MoveDoor("Ghi nhận đã thu", "Đã ghi nhận khoản thu.",
        SECONDARY, "pay", forms.PaymentForm,
        at_dossier(fees.collect_charge, "receipt_number", "amount_vnd", charge_id="charge")),
    Offer.EXEMPT_CHARGE: MoveDoor("Miễn khoản này", "Đã ghi nhận miễn.",
        SECONDARY, "minus", forms.ExemptForm, at_dossier(fees.waive_charge, "reason", charge_id="charge")),
    Offer.REMARK: MoveDoor("Ghi ý kiến trao đổi", "Đã ghi ý kiến.",
        SECONDARY, "pen", forms.RemarkForm, at_dossier(opinions.add_remark, "text", "file")),
}
# fmt: on
