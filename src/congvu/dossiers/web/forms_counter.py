"""Reading the one page of the counter: people, papers and fees from a post, with what is wrong in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

from congvu.base.text import nfc
from congvu.dossiers.models import Dossier
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
    "Số định danh gồm 12 chữ số, bắt đầu bằng số 0; giấy tờ khác thì ghi đúng số chứng minh nhân dân, hộ chiếu "
    "hoặc mã số thuế."
)


class PeopleForm(forms.Form):
    """Who owns the dossier, who hands it in, who will receive the result."""

    owner_name = forms.CharField(max_length=200, required=False)
    owner_id_number = forms.CharField(max_length=30, required=False)
    owner_phone = forms.CharField(max_length=20, required=False)
    owner_email = forms.EmailField(
        required=False, error_messages={"invalid": "Thư điện tử phải có dạng ten@noigui.vn."}
    )
    owner_address = forms.CharField(max_length=400, required=False)
    submitted_by = forms.ChoiceField(choices=[(OWNER, "Chính chủ hồ sơ"), (OTHER, "Người khác nộp thay")])
    submitter_name = forms.CharField(max_length=200, required=False)
    submitter_id_number = forms.CharField(max_length=30, required=False)
    submitter_relation = forms.CharField(max_length=300, required=False)
    receiver_name = forms.CharField(max_length=200, required=False)
    result_wanted = forms.ChoiceField(choices=[("counter", "Tại Bộ phận Một cửa"), ("online", "Bản điện tử")])

    def clean(self) -> dict[str, object]:
        cleaned = {key: nfc(value) if isinstance(value, str) else value for key, value in self.cleaned_data.items()}
        for name in ("owner_id_number", "submitter_id_number"):
            cleaned[name] = plain_number(str(cleaned.get(name, "")))
            if cleaned[name] and not is_identity_number(str(cleaned[name])):
                self.add_error(name, _NUMBER_HELP)
        cleaned["owner_phone"] = plain_number(str(cleaned.get("owner_phone", "")))
        return cleaned

    def missing(self) -> list[tuple[str, str]]:
        """Return what acceptance still needs, as (input, sentence)."""
        found = []
        if not self.cleaned_data.get("owner_name"):
            found.append(("owner_name", "Hãy ghi họ tên chủ hồ sơ."))
        if self.cleaned_data.get("submitted_by") == OTHER:
            if not self.cleaned_data.get("submitter_name"):
                found.append(("submitter_name", "Hãy ghi họ tên người nộp thay."))
            if not self.cleaned_data.get("submitter_relation"):
                found.append(("submitter_relation", "Hãy ghi quan hệ với chủ hồ sơ hoặc giấy ủy quyền."))
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
    files: Sequence[object] = ()
    error: str = ""

    @property
    def id(self) -> str:
        return f"paper-{self.key}"

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
        row.error = "Giấy tờ đã nhận thì không ghi lý do miễn. Hãy bỏ một trong hai."
    elif row.here and (None in counts or max(count or 0 for count in counts) > 99):
        row.error = "Số bản phải là số từ 0 đến 99."
    elif row.here and not row.shown_only and not any(counts):
        row.error = "Hãy ghi số bản chính hoặc bản sao đã nhận."


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

    @property
    def id(self) -> str:
        return f"fee-{self.kind}"

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
        row.error = "Khoản này đã ghi biên lai thì không ghi lý do miễn. Hãy bỏ một trong hai."
    elif row.receipt and row.amount_vnd is None and not whole_number(row.amount):
        row.error = "Hãy ghi số tiền đã thu, chỉ gồm chữ số."
    elif row.amount and not row.receipt:
        row.error = "Hãy ghi số biên lai của khoản đã thu."


class ReceiverForm(forms.Form):
    """Who takes the result away, and how we know."""

    who = forms.ChoiceField(choices=[(OWNER, "Chủ hồ sơ"), ("submitter", "Người nộp"), (OTHER, "Người được ủy quyền")])
    id_ending = forms.RegexField(
        r"^[0-9A-Za-z]{3,4}$",
        error_messages={
            "required": "Hãy ghi 3 hoặc 4 số cuối giấy tờ tùy thân của người nhận.",
            "invalid": "Chỉ ghi 3 hoặc 4 số cuối giấy tờ tùy thân của người nhận.",
        },
    )
    name = forms.CharField(max_length=100, required=False)
    authority = forms.CharField(max_length=120, required=False)

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
