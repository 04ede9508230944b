"""What officers type for a result: its open fields, a refusal with its ground, the password before a signature."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from congvu.dossiers.rules.papers.resolving import Missing
from congvu.dossiers.web.forms_officer import reason_field
from congvu.procedures.rules.forms.parts import FieldKind

DAY = {"required": "Hãy chọn ngày.", "invalid": "Ngày này không đọc được. Hãy ghi theo mẫu 27/04/2020."}
REQUIRED = {"required": "Hãy điền ô này."}


def _day(label: str, hint: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=DAY,
    )


def _field(one: Missing) -> forms.Field:
    words: dict[str, Any] = {"label": one.label, "help_text": one.hint}
    match one.kind:
        case FieldKind.DATE:
            return _day(one.label, one.hint)
        case FieldKind.CHOICE:
            choices = [("", "Chọn"), *one.choices.items()]
            return forms.ChoiceField(**words, choices=choices, error_messages={"required": "Hãy chọn một mục."})
        case FieldKind.MULTI_CHOICE:
            return forms.MultipleChoiceField(
                **words,
                choices=list(one.choices.items()),
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": "Hãy chọn ít nhất một mục."},
            )
        case FieldKind.MONEY | FieldKind.NUMBER:
            wrong = {**REQUIRED, "invalid": "Chỉ ghi số, không ghi dấu chấm."}
            return forms.IntegerField(**words, min_value=0, error_messages=wrong)
        case FieldKind.TEXTAREA:
            rows = forms.Textarea(attrs={"rows": 3})
            return forms.CharField(**words, max_length=4000, widget=rows, error_messages=REQUIRED)
    return forms.CharField(**words, max_length=500, error_messages=REQUIRED)


def _copy_field(title: str, *, needed: bool) -> forms.FileField:
    return forms.FileField(
        label=f"Bản điện tử của giấy tờ {title}" if title else "Bản điện tử của giấy tờ cần chứng thực",
        help_text="PDF hoặc ảnh, không quá 20 MB. Lời chứng được gắn vào làm trang cuối của tệp này.",
        required=needed,
        error_messages={"required": "Hãy đính kèm bản điện tử của giấy tờ.", "empty": "Tệp này trống."},
    )


class DraftForm(forms.Form):
    """The values that staff enters for a result, each of the kind that its specification names."""

    def __init__(
        self,
        *args: Any,
        fields: Sequence[Missing],
        needed: Sequence[str],
        copy: str,
        today: date,
        names: Sequence[str] = (),
        further: Sequence[str] = (),
        **more: Any,
    ) -> None:
        """Build one field a value; `needed` are those without another source, `copy` is "needed", "given" or "".

        `further` says the same of the papers after the first; `names` are the names of all.
        """
        super().__init__(*args, **more)
        self.specs = list(fields)
        for one in fields:
            name = one.path.replace(".", "__")
            self.fields[name] = _field(one)
            self.fields[name].required = one.path in needed
            if one.source_recorded:
                self.fields[f"{name}__seen_in"] = forms.CharField(
                    label=f"Nơi đã xem “{one.label}”",
                    help_text="Tên hệ thống hoặc sổ, ví dụ: Hệ thống thông tin đăng ký hộ kinh doanh.",
                    required=False,
                    max_length=200,
                )
                self.fields[f"{name}__on"] = _day("Ngày xem")
                self.fields[f"{name}__on"].required = False
                self.fields[f"{name}__on"].initial = today
        several = len(names) > 1
        if copy:
            self.fields["copy"] = _copy_field(f"1. {names[0]}" if several else "", needed=copy == "needed")
        self.further_names = [f"copy_{position}" for position in range(2, len(further) + 2)]
        for name, title, state in zip(self.further_names, names[1:], further, strict=False):
            self.fields[name] = _copy_field(f"{name.removeprefix('copy_')}. {title}", needed=state == "needed")

    def further(self) -> list[Any]:  # Any: uploaded files
        """Return the copies of the second paper and so on, None where none was sent."""
        return [self.cleaned_data.get(name) for name in self.further_names]

    def values(self) -> dict[str, Any]:
        """Return what was typed as the result keeps it: `officer`, `system`, and `sources` by path."""
        values: dict[str, Any] = {"officer": {}, "system": {}, "sources": {}}
        for one in self.specs:
            name = one.path.replace(".", "__")
            room, _, key = one.path.partition(".")
            value = _plain(self.cleaned_data.get(name))
            if value in (None, "", []):
                continue
            values[room][key] = value
            if one.source_recorded:
                seen_in = self.cleaned_data.get(f"{name}__seen_in") or ""
                values["sources"][one.path] = {"seen_in": seen_in, "on": _plain(self.cleaned_data.get(f"{name}__on"))}
        return values


def initial_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the kept values by the names of the fields."""
    typed = {f"{room}__{key}": one for room in ("officer", "system") for key, one in values.get(room, {}).items()}
    for path, source in values.get("sources", {}).items():
        name = path.replace(".", "__")
        typed |= {f"{name}__seen_in": source.get("seen_in"), f"{name}__on": source.get("on")}
    return typed


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


class RefusalForm(forms.Form):
    """Why a dossier that was accepted is not granted."""

    reason = reason_field(
        "Lý do từ chối",
        hint="Viết cho người nộp hiểu: thiếu điều kiện gì, vì sao.",
        empty="Hãy ghi lý do từ chối.",
    )
    legal_ground = reason_field(
        "Căn cứ pháp lý",
        hint="Điều, khoản, tên văn bản. Ví dụ: khoản 1 Điều 16 Luật Hộ tịch năm 2014.",
        empty="Hãy ghi điều, khoản và tên văn bản làm căn cứ.",
    )


class ReturnForm(forms.Form):
    """Why the signer gives the draft back."""

    reason = reason_field("Lý do trả lại", empty="Hãy ghi cần sửa gì.")
