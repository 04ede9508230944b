"""What officers type when they move a dossier: reasons, items, answers, files, receipts. They validate, never save."""

from collections.abc import Sequence
from typing import Any

from django import forms

ITEMS = "Mỗi dòng một giấy tờ hoặc nội dung."
FILE = "PDF, ảnh hoặc văn bản, không quá 20 MB."


class MoveForm(forms.Form):
    """The form of one move; `choices` gives the fields of that name what may be chosen."""

    step = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: dict[str, Sequence[Any]] | None = None, **more: Any) -> None:
        """Take the choices that the dossier offers."""
        super().__init__(*args, **more)
        for name, offered in (choices or {}).items():
            if name in self.fields:
                self.fields[name].choices = offered  # type: ignore[attr-defined]  # only choice fields are named
        for field in self.fields.values():
            field.error_messages.setdefault("required", "Hãy điền ô này.")


class PlainForm(MoveForm):
    """Nothing but the step."""


def reason_field(label: str, *, empty: str, hint: str = "", rows: int = 3) -> forms.CharField:
    """Return a required text of some lines."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": empty, "max_length": "Nội dung này dài hơn 2.000 ký tự. Hãy viết ngắn lại."},
    )


class ReasonForm(MoveForm):
    """Why."""

    reason = reason_field("Lý do, căn cứ", empty="Hãy ghi lý do và căn cứ.")


class ItemsForm(MoveForm):
    """What is missing, line by line, and why."""

    items = reason_field(
        "Cần bổ sung", hint=ITEMS, empty="Hãy ghi ít nhất một giấy tờ hoặc nội dung cần bổ sung.", rows=7
    )
    reason = reason_field("Lý do, căn cứ", empty="Hãy ghi lý do và căn cứ.")

    def clean_items(self) -> list[str]:
        """Return the lines that say something."""
        return [line.strip() for line in self.cleaned_data["items"].splitlines() if line.strip()]


class CompleteForm(MoveForm):
    """How the step ended, and which optional steps are wanted next."""

    outcome = forms.CharField(label="Ý kiến xử lý", required=False, max_length=300)
    asked = forms.MultipleChoiceField(
        label="Làm thêm trước khi chuyển tiếp",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Việc thêm này không còn chọn được. Hãy tải lại trang."},
    )


class AssignForm(MoveForm):
    """Who gets the step."""

    user = forms.TypedChoiceField(
        label="Giao cho",
        coerce=int,
        error_messages={
            "required": "Hãy chọn người nhận việc.",
            "invalid_choice": "Hãy chọn một người trong danh sách.",
        },
    )


class ConsultForm(MoveForm):
    """Which unit is asked what."""

    post = forms.ChoiceField(
        label="Đơn vị, chức danh được hỏi",
        error_messages={"required": "Hãy chọn nơi được hỏi.", "invalid_choice": "Hãy chọn một nơi trong danh sách."},
    )
    question = reason_field("Nội dung cần lấy ý kiến", empty="Hãy ghi nội dung cần lấy ý kiến.")


class OpinionForm(MoveForm):
    """The answer of the unit that was asked."""

    answer = forms.CharField(label="Ý kiến", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    file = forms.FileField(label="Văn bản trả lời (nếu có)", help_text=FILE, required=False)


class OutsideForm(MoveForm):
    """What a body outside the system answered."""

    sender = forms.CharField(
        label="Nơi gửi", max_length=300, error_messages={"required": "Hãy ghi cơ quan đã trả lời."}
    )
    dated = forms.DateField(
        label="Ngày văn bản",
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Hãy ghi ngày của văn bản.", "invalid": "Hãy ghi ngày như 27/04/2020."},
    )
    text = forms.CharField(
        label="Nội dung trả lời", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    file = forms.FileField(
        label="Tệp văn bản trả lời", help_text=FILE, error_messages={"required": "Hãy đính kèm văn bản trả lời."}
    )


class BroughtForm(MoveForm):
    """What the applicant brought to the desk for a request to complete the dossier."""

    note = reason_field(
        "Giấy tờ, nội dung đã nhận", hint="Ghi từng giấy tờ nhận tại quầy.", empty="Hãy ghi giấy tờ, nội dung đã nhận."
    )
    file = forms.FileField(label="Bản quét (nếu có)", help_text=FILE, required=False)


class TakenBackForm(MoveForm):
    """Why somebody at the desk wants the dossier back."""

    reason = reason_field("Lý do người nộp nêu", empty="Hãy ghi lý do người nộp nêu, hoặc “không nêu lý do”.")


class WithdrawalForm(MoveForm):
    """What is given back."""

    papers_returned = forms.CharField(label="Giấy tờ, phí trả lại", required=False, max_length=300)


class ReturnForm(MoveForm):
    """Who receives the result."""

    receiver = forms.CharField(
        label="Người nhận kết quả", help_text="Để trống nếu chủ hồ sơ nhận.", required=False, max_length=200
    )


class PaymentForm(MoveForm):
    """The receipt of a charge; the amount only when the charge knows none."""

    charge = forms.IntegerField(widget=forms.HiddenInput)
    receipt_number = forms.CharField(
        label="Số biên lai", max_length=60, error_messages={"required": "Hãy ghi số biên lai."}
    )
    amount_vnd = forms.IntegerField(
        label="Số tiền đã thu (đồng)",
        required=False,
        min_value=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Hãy ghi số tiền bằng chữ số, ví dụ 50000.", "min_value": "Số tiền phải lớn hơn 0."},
    )


class ExemptForm(ReasonForm):
    """Why a charge is waived."""

    charge = forms.IntegerField(widget=forms.HiddenInput)


class RemarkForm(MoveForm):
    """A note for the colleagues."""

    text = reason_field("Nội dung", empty="Hãy ghi nội dung trao đổi.")
    file = forms.FileField(label="Tệp kèm theo (nếu có)", help_text=FILE, required=False)
