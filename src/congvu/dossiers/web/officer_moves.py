"""Every move of the officers' dossier page: its words, its form, and the one action it calls."""

from collections.abc import Callable, Mapping
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

Values = Mapping[str, Any]  # what forms cleaned: texts, numbers, days, uploads


@dataclass(frozen=True, slots=True)
class Call:
    """One move as it was asked for: the step it names, what was typed, by whom, when."""

    dossier: Dossier
    step: int
    officer: Acting
    values: Values
    now: datetime

    @property
    def at_step(self) -> dict[str, Any]:
        """The arguments that every action on a step takes."""
        return {"step_id": self.step, "officer": self.officer, "now": self.now}

    @property
    def at_dossier(self) -> dict[str, Any]:
        """The arguments that every action on the dossier takes."""
        return {"dossier_id": self.dossier.pk, "officer": self.officer, "now": self.now}

    def upload(self) -> StoredFile | None:
        """Store the file that came along, None when none did."""
        sent = self.values.get("file")
        return store_file(content=sent, name=sent.name, by=self.officer.ref, now=self.now) if sent else None


@dataclass(frozen=True, slots=True)
class MoveDoor:
    """One move: the words of its button, what is said when done, its form, its look, its action."""

    words: str
    said: str
    form: type[forms.MoveForm]
    run: Callable[[Call], object]
    look: str = "secondary"
    icon: str = "go"


def _outside(call: Call) -> object:
    values = {name: call.values[name] for name in ("sender", "dated", "text")}
    file = call.upload()
    assert file is not None  # the form demands it
    return opinions.record_outside_answer(**call.at_step, **values, file=file)


def _payment(call: Call) -> object:
    values = {name: call.values[name] for name in ("receipt_number", "amount_vnd")}
    return fees.collect_charge(**call.at_dossier, charge_id=call.values["charge"], **values)


DOORS: dict[Offer, MoveDoor] = {
    Offer.TAKE: MoveDoor(
        "Nhận việc này", "Bạn đã nhận việc.", forms.PlainForm, lambda c: steps.take_step(**c.at_step), icon="hand"
    ),
    Offer.ASSIGN: MoveDoor(
        "Phân công người làm",
        "Đã phân công.",
        forms.AssignForm,
        lambda c: steps.assign_step(**c.at_step, user_id=c.values["user"]),
        icon="people",
    ),
    Offer.COMPLETE: MoveDoor(
        "Xong, chuyển bước tiếp theo",
        "Đã chuyển hồ sơ sang bước tiếp theo.",
        forms.CompleteForm,
        lambda c: steps.complete_step(**c.at_step, outcome=c.values["outcome"], asked=c.values["asked"]),
        look="main",
        icon="send",
    ),
    Offer.SEND_BACK: MoveDoor(
        "Trả lại bước trước",
        "Đã trả hồ sơ lại bước trước.",
        forms.ReasonForm,
        lambda c: steps.send_back(**c.at_step, reason=c.values["reason"]),
        icon="go",
    ),
    Offer.CONSULT: MoveDoor(
        "Lấy ý kiến đơn vị khác",
        "Đã gửi nội dung lấy ý kiến. Thời hạn giải quyết vẫn tính.",
        forms.ConsultForm,
        lambda c: opinions.consult(**c.at_step, post_key=c.values["post"], question=c.values["question"]),
        icon="people",
    ),
    Offer.PROPOSE_SUPPLEMENT: MoveDoor(
        "Đề nghị bổ sung hồ sơ",
        "Đã trình đề nghị bổ sung. Phiếu chỉ gửi đi sau khi được duyệt.",
        forms.ItemsForm,
        lambda c: supplement.propose_supplement(**c.at_step, items=c.values["items"], reason=c.values["reason"]),
        icon="pause",
    ),
    Offer.RECORD_OUTSIDE: MoveDoor(
        "Ghi lại trả lời của cơ quan ngoài",
        "Đã ghi lại trả lời.",
        forms.OutsideForm,
        _outside,
        look="main",
        icon="pen",
    ),
    Offer.ACCEPT_AND_HAND_OVER: MoveDoor(
        "Tiếp nhận và chuyển xử lý",
        "Đã tiếp nhận, gửi giấy hẹn và chuyển xử lý.",
        forms.PlainForm,
        lambda c: receive.accept_and_hand_over(**c.at_step),
        look="main",
        icon="send",
    ),
    Offer.ACCEPT: MoveDoor(
        "Tiếp nhận, chưa chuyển",
        "Đã tiếp nhận và gửi giấy hẹn.",
        forms.PlainForm,
        lambda c: receive.accept_dossier(**c.at_step),
        icon="check",
    ),
    Offer.ASK_COMPLETION: MoveDoor(
        "Yêu cầu bổ sung trước khi tiếp nhận",
        "Đã gửi phiếu yêu cầu bổ sung cho người nộp.",
        forms.ItemsForm,
        lambda c: receive.ask_completion(**c.at_step, items=c.values["items"], reason=c.values["reason"]),
        icon="pause",
    ),
    Offer.REFUSE: MoveDoor(
        "Từ chối tiếp nhận",
        "Đã từ chối tiếp nhận và gửi phiếu từ chối.",
        forms.ReasonForm,
        lambda c: receive.refuse_dossier(**c.at_step, reason=c.values["reason"]),
        look="warning",
        icon="no",
    ),
    Offer.APPROVE_SUPPLEMENT: MoveDoor(
        "Duyệt yêu cầu bổ sung",
        "Đã duyệt. Bộ phận Một cửa sẽ gửi phiếu.",
        forms.PlainForm,
        lambda c: supplement.approve_supplement(**c.at_step),
        look="main",
        icon="check",
    ),
    Offer.DECLINE_SUPPLEMENT: MoveDoor(
        "Không duyệt",
        "Không duyệt yêu cầu bổ sung. Chuyên viên xử lý tiếp.",
        forms.ReasonForm,
        lambda c: supplement.decline_supplement(**c.at_step, reason=c.values["reason"]),
        icon="no",
    ),
    Offer.SEND_SUPPLEMENT: MoveDoor(
        "Gửi phiếu và tạm dừng thời hạn",
        "Đã gửi phiếu yêu cầu bổ sung. Thời hạn tạm dừng.",
        forms.PlainForm,
        lambda c: supplement.send_supplement(**c.at_step),
        look="main",
        icon="send",
    ),
    Offer.ACCEPT_SUPPLEMENT: MoveDoor(
        "Nhận giấy tờ bổ sung, tính tiếp thời hạn",
        "Đã tiếp nhận bổ sung. Thời hạn tính tiếp.",
        forms.PlainForm,
        lambda c: supplement.accept_supplement(**c.at_step),
        look="main",
        icon="check",
    ),
    Offer.ASK_AGAIN: MoveDoor(
        "Chưa đủ, báo người nộp bổ sung tiếp",
        "Đã báo người nộp bổ sung tiếp.",
        forms.ReasonForm,
        lambda c: supplement.ask_again(**c.at_step, reason=c.values["reason"]),
        icon="pause",
    ),
    Offer.GIVE_OPINION: MoveDoor(
        "Gửi ý kiến",
        "Đã gửi ý kiến cho đơn vị hỏi.",
        forms.OpinionForm,
        lambda c: opinions.give_opinion(**c.at_step, answer=c.values["answer"], file=c.upload()),
        look="main",
        icon="send",
    ),
    Offer.CONFIRM_WITHDRAWAL: MoveDoor(
        "Xác nhận cho rút hồ sơ",
        "Đã xác nhận rút hồ sơ.",
        forms.WithdrawalForm,
        lambda c: endings.confirm_withdrawal(**c.at_step, papers_returned=c.values["papers_returned"]),
        look="main",
        icon="check",
    ),
    Offer.RETURN_RESULT: MoveDoor(
        "Trả kết quả cho người nhận",
        "Đã trả kết quả.",
        forms.ReturnForm,
        lambda c: returns.return_result(**c.at_step, receiver=c.values["receiver"]),
        look="main",
        icon="hand",
    ),
    Offer.BRING_SUPPLEMENT: MoveDoor(
        "Nhận giấy tờ bổ sung tại quầy",
        "Đã ghi giấy tờ bổ sung. Hãy kiểm tra rồi cho tính tiếp thời hạn.",
        forms.BroughtForm,
        lambda c: counter.bring_supplement(**c.at_dossier, note=c.values["note"], file=c.upload()),
        look="main",
        icon="hand",
    ),
    Offer.WITHDRAW: MoveDoor(
        "Người nộp xin rút hồ sơ",
        "Đã ghi yêu cầu rút hồ sơ. Hãy xác nhận và trả lại giấy tờ.",
        forms.TakenBackForm,
        lambda c: counter.take_withdrawal(**c.at_dossier, reason=c.values["reason"]),
        icon="no",
    ),
    Offer.RECALL: MoveDoor(
        "Thu hồi bước vừa chuyển",
        "Đã thu hồi. Hồ sơ trở lại bước của bạn.",
        forms.ReasonForm,
        lambda c: steps.recall(**c.at_dossier, reason=c.values["reason"]),
        icon="go",
    ),
    Offer.STOP: MoveDoor(
        "Dừng giải quyết hồ sơ",
        "Đã dừng giải quyết và báo người nộp.",
        forms.ReasonForm,
        lambda c: endings.stop_dossier(**c.at_dossier, reason=c.values["reason"]),
        look="warning",
        icon="no",
    ),
    Offer.RECORD_PAYMENT: MoveDoor(
        "Ghi nhận đã thu", "Đã ghi nhận khoản thu.", forms.PaymentForm, _payment, icon="pay"
    ),
    Offer.EXEMPT_CHARGE: MoveDoor(
        "Miễn khoản này",
        "Đã ghi nhận miễn.",
        forms.ExemptForm,
        lambda c: fees.waive_charge(**c.at_dossier, charge_id=c.values["charge"], reason=c.values["reason"]),
        icon="minus",
    ),
    Offer.REMARK: MoveDoor(
        "Ghi ý kiến trao đổi",
        "Đã ghi ý kiến.",
        forms.RemarkForm,
        lambda c: opinions.add_remark(**c.at_dossier, text=c.values["text"], file=c.upload()),
        icon="pen",
    ),
}
