"""What citizens and businesses write on the pages of their dossiers, besides the form of the procedure."""

from typing import Any

from django import forms

from congvu.base.text import nfc
from congvu.dossiers.rules.people import ID_NUMBER, PHONE, tidy_id_number, tidy_phone
from congvu.org.models import Agency

FOR_MYSELF, FOR_ANOTHER = "myself", "another"
NEEDED = {"required": "Hãy điền ô này."}


class Neat(forms.Form):
    """Texts in Unicode NFC, without blanks at the ends."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        return {key: nfc(value).strip() if isinstance(value, str) else value for key, value in cleaned.items()}


class PlaceForm(forms.Form):
    """Which committee receives the dossier."""

    committee = forms.ChoiceField(
        label="Nơi tiếp nhận hồ sơ",
        error_messages={
            "required": "Hãy chọn nơi tiếp nhận hồ sơ.",
            "invalid_choice": "Nơi này không nhận thủ tục bạn chọn. Hãy chọn một nơi trong danh sách.",
        },
    )

    def __init__(self, *args: Any, committees: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["committee"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(committee.key, committee.name) for committee in committees]


class PeopleForm(Neat):
    """The owner, the submitter and the receiver of the dossier, kept apart."""

    acts = forms.ChoiceField(
        label="Bạn nộp hồ sơ này cho ai?",
        choices={FOR_MYSELF: "Cho chính tôi", FOR_ANOTHER: "Cho người khác, tôi được ủy quyền"},
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn bạn nộp cho mình hay cho người khác."},
    )
    owner_name = forms.CharField(label="Họ và tên chủ hồ sơ", max_length=200, error_messages=NEEDED)
    owner_id_number = forms.CharField(
        label="Số căn cước, chứng minh nhân dân hoặc hộ chiếu của chủ hồ sơ", max_length=30, error_messages=NEEDED
    )
    owner_address = forms.CharField(label="Địa chỉ của chủ hồ sơ", max_length=400, error_messages=NEEDED)
    owner_phone = forms.CharField(
        label="Số điện thoại", max_length=20, error_messages=NEEDED, help_text="Cơ quan gọi số này khi cần hỏi thêm."
    )
    owner_email = forms.EmailField(
        label="Địa chỉ thư điện tử",
        required=False,
        max_length=254,
        error_messages={"invalid": "Địa chỉ thư chưa đúng. Ví dụ: ten@nguoidan.example"},
    )
    submitter_name = forms.CharField(label="Họ và tên của bạn", max_length=200, required=False)
    submitter_id_number = forms.CharField(
        label="Số căn cước, chứng minh nhân dân hoặc hộ chiếu của bạn", max_length=30, required=False
    )
    result_wanted = forms.ChoiceField(
        label="Bạn nhận kết quả ở đâu?",
        choices={"online": "Bản điện tử trên Cổng dịch vụ công", "counter": "Tại Bộ phận Một cửa nơi tiếp nhận"},
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn nơi nhận kết quả."},
    )
    receiver_name = forms.CharField(
        label="Người đến nhận kết quả", max_length=200, required=False, help_text="Để trống nếu chủ hồ sơ tự nhận."
    )

    def _id_number(self, name: str) -> str:
        value = tidy_id_number(self.cleaned_data[name])
        if value and not ID_NUMBER.fullmatch(value):
            raise forms.ValidationError("Số giấy tờ gồm 7 đến 20 chữ số hoặc chữ in. Ví dụ: 083 090 000 001.")
        return value

    def clean_owner_id_number(self) -> str:
        return self._id_number("owner_id_number")

    def clean_submitter_id_number(self) -> str:
        return self._id_number("submitter_id_number")

    def clean_owner_phone(self) -> str:
        digits = tidy_phone(self.cleaned_data["owner_phone"])
        if not PHONE.fullmatch(digits):
            raise forms.ValidationError("Số điện thoại gồm 10 chữ số, bắt đầu bằng 0. Ví dụ: 0912 345 678.")
        return digits

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("acts") == FOR_ANOTHER:
            for name in ("submitter_name", "submitter_id_number"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, "Hãy điền ô này, vì bạn nộp thay người khác.")
            same = cleaned.get("owner_id_number") == cleaned.get("submitter_id_number")
            if same and cleaned.get("owner_id_number"):
                self.add_error(
                    "owner_id_number", "Số này trùng số của bạn. Nếu nộp cho mình, hãy chọn “Cho chính tôi”."
                )
        return cleaned

    def owner(self) -> dict[str, str]:
        """Return the owner, by the names of the action."""
        return {key: self.cleaned_data[f"owner_{key}"] for key in ("name", "id_number", "address", "phone", "email")}

    def submitter(self) -> dict[str, str]:
        """Return the submitter: the owner themselves unless they act for another."""
        if self.cleaned_data["acts"] == FOR_MYSELF:
            return {key: self.cleaned_data[f"owner_{key}"] for key in ("name", "id_number")}
        return {key: self.cleaned_data[f"submitter_{key}"] for key in ("name", "id_number")}


class DeclareForm(forms.Form):
    """The applicant stands by what is declared."""

    declared = forms.BooleanField(
        error_messages={"required": "Hãy đọc và đánh dấu vào lời cam đoan rồi gửi hồ sơ."}, label="Lời cam đoan"
    )


class TrackForm(Neat):
    """The two codes on the receipt."""

    code = forms.CharField(
        label="Mã hồ sơ hoặc số yêu cầu",
        max_length=40,
        error_messages={"required": "Hãy điền mã hồ sơ hoặc số yêu cầu."},
        help_text="Ví dụ: H07.90-200427-0001",
    )
    secret = forms.CharField(
        label="Mã tra cứu", max_length=20, error_messages={"required": "Hãy điền mã tra cứu ghi trên giấy."}
    )


class WithdrawForm(Neat):
    """Why the dossier is taken back."""

    reason = forms.CharField(
        label="Lý do rút hồ sơ",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Hãy ghi lý do rút hồ sơ."},
    )


class AnswerForm(Neat):
    """The note that goes with what was asked for."""

    note = forms.CharField(
        label="Lời nhắn cho cán bộ một cửa",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ví dụ: giấy tờ nào đã gửi, nội dung nào bạn giải trình.",
    )
