"""Reading the one page of the counter: people, papers and fees from a post, with what is wrong in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

from congvu.base.text import nfc
from congvu.dossiers.models import Dossier, PaperFile
from congvu.dossiers.rules.intake import (
    FeeNote,
    PaperNote,
    Receiver,
    Upload,
    is_identity_number,
    plain_number,
    whole_number,
)

OWNER, OTHER = "owner", "other"
_NUMBER_HELP = (
    "{whose}: gồm 12 chữ số, bắt đầu bằng số 0; giấy tờ khác thì ghi đúng số chứng minh nhân dân, hộ chiếu hoặc mã số "
    "thuế."
)


def _text(whose: str, *, longest: int) -> forms.CharField:
    """Return a text of somebody's; what is wrong in it says whose it is."""
    too_long = f"{whose}: không quá {longest} ký tự."
    return forms.CharField(max_length=longest, required=False, label=whose, error_messages={"max_length": too_long})


class PeopleForm(forms.Form):
    """Who owns the dossier, who hands it in, who will receive the result; labels say whose each text is."""

    owner_name = _text("Họ tên chủ hồ sơ", longest=200)
    owner_id_number = _text("Số định danh chủ hồ sơ", longest=30)
    owner_phone = _text("Điện thoại chủ hồ sơ", longest=20)
    owner_address = _text("Nơi cư trú hoặc trụ sở của chủ hồ sơ", longest=400)
    owner_email = forms.EmailField(
        required=False, error_messages={"invalid": "Thư điện tử của chủ hồ sơ phải có dạng ten@noigui.vn."}
    )
    submitted_by = forms.ChoiceField(
        choices=[(OWNER, "Chính chủ hồ sơ"), (OTHER, "Người khác nộp thay")], widget=forms.RadioSelect
    )
    submitter_name = _text("Họ tên người nộp thay", longest=200)
    submitter_id_number = _text("Số định danh người nộp thay", longest=30)
    submitter_relation = _text("Quan hệ hoặc giấy ủy quyền của người nộp thay", longest=300)
    receiver_name = _text("Họ tên người sẽ nhận kết quả", longest=200)
    result_wanted = forms.ChoiceField(choices=[("counter", "Tại Bộ phận Một cửa"), ("online", "Bản điện tử")])

    def clean(self) -> dict[str, object]:
        cleaned = {key: nfc(value) if isinstance(value, str) else value for key, value in self.cleaned_data.items()}
        for name in ("owner_id_number", "submitter_id_number"):
            cleaned[name] = plain_number(str(cleaned.get(name, "")))
            if cleaned[name] and not is_identity_number(str(cleaned[name])):
                self.add_error(name, _NUMBER_HELP.format(whose=self.fields[name].label))
        cleaned["owner_phone"] = plain_number(str(cleaned.get("owner_phone", "")))
        return cleaned

    def wrong(self) -> list[tuple[str, str]]:
        """Return what keeps this from being accepted, as (input, sentence), in the order of the page."""
        for name, sentence in self._missing():
            if name not in self.errors:
                self.add_error(name, sentence)
        return [(name, str(self.errors[name][0])) for name in self.fields if name in self.errors]

    def _missing(self) -> list[tuple[str, str]]:
        found = []
        if not self.cleaned_data.get("owner_name"):
            found.append(("owner_name", "Hãy ghi họ tên chủ hồ sơ."))
        if self.cleaned_data.get("submitted_by") == OTHER:
            if not self.cleaned_data.get("submitter_name"):
                found.append(("submitter_name", "Hãy ghi họ tên người nộp thay."))
            if not self.cleaned_data.get("submitter_relation"):
                found.append(
                    ("submitter_relation", "Hãy ghi quan hệ của người nộp thay với chủ hồ sơ, hoặc giấy ủy quyền.")
                )
        return found

    def owner(self) -> dict[str, str]:
        """Return the owner as the dossier keeps them; what is wrong stays as it was typed."""
        return {key: self._text(f"owner_{key}") for key in ("name", "id_number", "phone", "email", "address")}

    def submitter(self) -> dict[str, str]:
        """Return the submitter: the owner, unless somebody else stands at the desk."""
        if self._text("submitted_by") == OTHER:
            return {key: self._text(f"submitter_{key}") for key in ("name", "id_number", "relation")}
        return {"name": self._text("owner_name"), "id_number": self._text("owner_id_number"), "relation": ""}

    def _text(self, name: str) -> str:
        limit = getattr(self.fields[name], "max_length", None) or 254
        return str(self.cleaned_data.get(name) or self.data.get(name, ""))[:limit]

    @property
    def is_other(self) -> bool:
        """Whether somebody else hands in."""
        return bool(self["submitted_by"].value() == OTHER)


@dataclass(slots=True)
class PaperRow:
    """One paper as the page shows it."""

    key: str
    name: str
    shown_only: bool
    here: bool
    originals: str
    copies: str
    reason: str
    files: Sequence[PaperFile] = ()
    dropped: str = ""
    error: str = ""
    wrong: str = "here"

    @property
    def id(self) -> str:
        return f"paper-{self.key}"

    @property
    def link(self) -> tuple[str, str]:
        """What is wrong, named, and the input that it is about."""
        told = self.error if self.name in self.error else f"“{self.name}”: {self.error}"
        return f"{self.id}-{self.wrong}", told

    def note(self, uploads: Sequence[Upload]) -> PaperNote:
        """Return the row as the action takes it."""
        return PaperNote(
            self.key,
            here=self.here,
            originals=whole_number(self.originals) or 0,
            copies=whole_number(self.copies) or 0,
            reason=self.reason,
            files=tuple(uploads),
        )


def read_paper(row: PaperRow, post: QueryDict) -> None:
    """Lay what was posted over the row, and say what is wrong in it."""
    row.here = post.get(f"{row.id}-here") == "on"
    row.originals = post.get(f"{row.id}-originals", "").strip()
    row.copies = post.get(f"{row.id}-copies", "").strip()
    row.reason = nfc(post.get(f"{row.id}-reason", ""))[:300]
    counts = [whole_number(row.originals), whole_number(row.copies)]
    if row.here and row.reason:
        row.error, row.wrong = "Giấy tờ đã nhận thì không ghi lý do miễn. Hãy bỏ một trong hai.", "reason"
    elif row.here and (None in counts or max(count or 0 for count in counts) > 99):
        row.error, row.wrong = "Số bản phải là số từ 0 đến 99.", "originals"
    elif row.here and not row.shown_only and not any(counts):
        row.error, row.wrong = "Hãy ghi số bản chính hoặc bản sao đã nhận.", "originals"


def uploads_of(row: PaperRow, files: "MultiValueDict[str, UploadedFile[Any]]") -> list[Upload]:
    """Return the files that came with the row."""
    given = files.getlist(f"{row.id}-file")
    return [Upload(str(file.name), file) for file in given]  # type: ignore[arg-type]  # an upload reads like a file


@dataclass(slots=True)
class FeeRow:
    """One kind of charge as the page shows it."""

    kind: str
    label: str
    amount_vnd: int | None
    note: str
    receipt: str = ""
    amount: str = ""
    reason: str = ""
    error: str = ""
    wrong: str = "receipt"

    @property
    def id(self) -> str:
        return f"fee-{self.kind}"

    @property
    def link(self) -> tuple[str, str]:
        """What is wrong, with the name of the charge, and the input that it is about."""
        return f"{self.id}-{self.wrong}", f"{self.label}: {self.error}"

    def as_note(self) -> FeeNote:
        """Return the row as the action takes it."""
        amount = self.amount_vnd if self.amount_vnd is not None else whole_number(self.amount)
        return FeeNote(self.kind, self.receipt, amount if self.receipt else None, self.reason)


def read_fee(row: FeeRow, request: HttpRequest) -> None:
    """Lay what was posted over the row, and say what is wrong in it."""
    row.receipt = nfc(request.POST.get(f"{row.id}-receipt", ""))[:60]
    row.amount = request.POST.get(f"{row.id}-amount", "").strip()
    row.reason = nfc(request.POST.get(f"{row.id}-reason", ""))[:300]
    if row.receipt and row.reason:
        row.error, row.wrong = "Đã ghi biên lai thì không ghi lý do miễn. Hãy bỏ một trong hai.", "reason"
    elif row.receipt and row.amount_vnd is None and not whole_number(row.amount):
        row.error, row.wrong = "Hãy ghi số tiền đã thu, chỉ gồm chữ số.", "amount"
    elif row.amount and not row.receipt:
        row.error = "Hãy ghi số biên lai của khoản đã thu."


class ReceiverForm(forms.Form):
    """Who takes the result away, and how we know."""

    who = forms.ChoiceField(widget=forms.RadioSelect)
    id_ending = forms.RegexField(
        r"^[0-9A-Za-z]{3,4}$",
        error_messages={
            "required": "Hãy ghi 3 hoặc 4 số cuối giấy tờ tùy thân của người nhận.",
            "invalid": "Chỉ ghi 3 hoặc 4 số cuối giấy tờ tùy thân của người nhận.",
        },
    )
    name = forms.CharField(max_length=100, required=False)
    authority = forms.CharField(max_length=120, required=False)

    def __init__(self, *args: Any, dossier: Dossier, **more: Any) -> None:
        """Name those whom the dossier knows; whoever handed in for themselves is offered once."""
        super().__init__(*args, **more)
        known = [(OWNER, f"Chủ hồ sơ: {dossier.owner_name}")]
        if dossier.submitter_name not in ("", dossier.owner_name):
            known.append(("submitter", f"Người nộp: {dossier.submitter_name}"))
        self.fields["who"].choices = [*known, (OTHER, "Người được ủy quyền")]  # type: ignore[attr-defined]  # a choice

    def clean(self) -> dict[str, object]:
        cleaned = self.cleaned_data
        if cleaned.get("who") == OTHER:
            if not cleaned.get("name"):
                self.add_error("name", "Hãy ghi họ tên người được ủy quyền.")
            if not cleaned.get("authority"):
                self.add_error("authority", "Hãy ghi số, ngày của giấy ủy quyền.")
        return cleaned

    def receiver(self, dossier: Dossier) -> Receiver:
        """Return the person as the action takes them."""
        who = self.cleaned_data["who"]
        if who == OTHER:
            return Receiver(
                nfc(self.cleaned_data["name"]), self.cleaned_data["id_ending"], self.cleaned_data["authority"]
            )
        name = dossier.submitter_name if who == "submitter" and dossier.submitter_name else dossier.owner_name
        return Receiver(name, self.cleaned_data["id_ending"])
