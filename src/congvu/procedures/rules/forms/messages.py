"""The Vietnamese sentence for each error of a form; sentences name the field by its label."""

from congvu.base.formats import day, money
from congvu.procedures.rules.forms.parts import Field, FieldKind

_TYPE = {
    FieldKind.DATE: "“{label}” phải là một ngày có thật, đủ ngày, tháng, năm.",
    FieldKind.YEAR: "“{label}” phải là năm, gồm bốn chữ số.",
    FieldKind.NUMBER: "“{label}” phải là số.",
    FieldKind.MONEY: "“{label}” phải là số tiền, không có chữ.",
    FieldKind.ADDRESS: "“{label}” chưa đủ hoặc không theo đơn vị hành chính của thời điểm cần khai.",
    FieldKind.BOOLEAN: "Chọn có hoặc không cho “{label}”.",
}
_PATTERN = {
    "person_name": "“{label}” phải có cả họ và tên, chỉ gồm chữ cái.",
    "cccd": "“{label}” gồm 12 chữ số, bắt đầu bằng số 0.",
    "cmnd": "Số chứng minh nhân dân gồm 9 chữ số.",
    "passport": "Số hộ chiếu gồm một hoặc hai chữ in hoa và 6 đến 8 chữ số, ví dụ C1234567.",
    "phone": "“{label}” không đúng. Số di động gồm 10 chữ số, ví dụ 0912 345 678.",
    "email": "“{label}” phải có dạng ten@vidu.vn.",
    "mst": "“{label}” gồm 10, 12 hoặc 13 chữ số; hãy xem lại từng số.",
    "bank_account": "Số tài khoản gồm 6 đến 19 chữ số.",
    "vsic4": "Mã ngành gồm bốn chữ số.",
}


def sentence(code: str, field: Field, *, limit: object = None) -> str:
    """Return the sentence for an error code of the specification; `limit` is the bound that was broken."""
    label = field.label
    if code == "required":
        return _required(field)
    if code == "type":
        return _TYPE.get(field.kind, "“{label}” chưa đúng.").format(label=label)
    if code == "pattern":
        own = "“{label}” chưa đúng cách ghi. Hãy xem lại từng chữ, từng số."
        return _PATTERN.get(str(limit), own).format(label=label)
    if code == "unknown":
        return f"“{label}” không phải khai trong trường hợp này."
    shown = _limit(limit, field)
    return {
        "choice": f"Chọn “{label}” trong danh sách.",
        "too_short": f"“{label}” phải có ít nhất {shown} ký tự.",
        "too_long": f"“{label}” chỉ được dài đến {shown} ký tự.",
        "too_small": f"“{label}” phải từ {shown} trở lên.",
        "too_large": f"“{label}” không được quá {shown}.",
        "too_early": f"“{label}” phải từ ngày {shown} trở đi.",
        "too_late": f"“{label}” không được sau ngày {shown}.",
        "not_in_future": f"“{label}” không được sau ngày hôm nay.",
        "not_in_past": f"“{label}” phải từ hôm nay trở đi.",
        "too_young": f"Phải từ đủ {shown} tuổi trở lên.",
        "too_old": f"Không được quá {shown} tuổi.",
        "too_few": f"“{label}” phải có ít nhất {shown} mục.",
        "too_many": f"“{label}” chỉ được đến {shown} mục.",
        "must_be_true": "Bạn phải cam đoan trước khi gửi.",
    }[code]


def _required(field: Field) -> str:
    if field.kind in (FieldKind.CHOICE, FieldKind.MULTI_CHOICE):
        return f"Chọn “{field.label}”."
    if field.kind == FieldKind.BOOLEAN:
        return f"Chọn có hoặc không cho “{field.label}”."
    if field.kind == FieldKind.REPEAT:
        return f"Thêm ít nhất một mục vào “{field.label}”."
    return f"Ghi “{field.label}”."


def _limit(limit: object, field: Field) -> str:
    if hasattr(limit, "strftime"):
        return day(limit)  # type: ignore[arg-type]  # only days come with strftime
    if field.kind == FieldKind.MONEY and isinstance(limit, int):
        return money(limit)
    text = str(limit).replace(".", ",")
    return f"{text} {field.unit}" if field.unit and field.kind == FieldKind.NUMBER else text
