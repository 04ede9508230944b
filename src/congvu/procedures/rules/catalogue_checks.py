"""What must hold in the files of a catalogue before anything of them is published."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from congvu.base.expressions import parse
from congvu.procedures.rules.fees import wrong_in as wrong_rate
from congvu.procedures.rules.fees import wrong_in_copies, wrong_in_late
from congvu.procedures.rules.forms.compiler import compile_form
from congvu.procedures.rules.plans import HOURS_OF_DAY, UNITS
from congvu.procedures.rules.supplements import wrong_in
from congvu.procedures.terms import AgencyLevel, OnlineLevel, OnlineScope, Regime

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake at a path inside a file."""

    file: str
    path: Path
    reason: str


def check_procedure(
    code: str,
    *,
    files: Mapping[str, Any],
    library: Mapping[str, Any],
    shapes: Mapping[str, Any],
    result_terms: Mapping[str, Any],
) -> list[Finding]:
    """Return everything wrong with the four files of one procedure."""
    found: list[Finding] = []
    for room, problems in (
        ("catalogue", _catalogue(code, files[f"catalogue/{code}.yaml"])),
        ("forms", _form(code, files[f"forms/{code}.yaml"], files[f"catalogue/{code}.yaml"], library)),
        ("processes", _process(files[f"processes/{code}.yaml"], shapes)),
        ("results", _result(files[f"results/{code}.yaml"], result_terms)),
    ):
        try:
            found += [Finding(f"{room}/{code}.yaml", path, reason) for path, reason in problems]
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            found.append(Finding(f"{room}/{code}.yaml", (), f"Tệp không đúng cấu trúc: {error}."))
    return found


def check_words(words: Mapping[str, Any], *, codes: Sequence[str]) -> list[Finding]:
    """Return everything wrong with the words people use: codes that the catalogue does not have."""
    found = []
    for place, row in enumerate(words.get("procedures", [])):
        if row.get("code") not in codes:
            found.append(Finding("words.yaml", ("procedures", place, "code"), f"Không có thủ tục {row.get('code')}."))
    for part in ("life_events", "ambiguous"):
        for place, row in enumerate(words.get(part, [])):
            for code in row.get("codes", []):
                if code not in codes:
                    found.append(Finding("words.yaml", (part, place, "codes"), f"Không có thủ tục {code}."))
    return found


def _catalogue(code: str, row: Any) -> Iterator[tuple[Path, str]]:
    wanted = {"ten": str, "linh_vuc": str, "stt": int, "co_quan_giai_quyet": str, "ket_qua": str}
    for key, kind in wanted.items():
        if not isinstance(row.get(key), kind) or row.get(key) == "":
            yield (key,), f"Thiếu hoặc sai kiểu: {key}."
    if row.get("ma_tthc") != code:
        yield ("ma_tthc",), f"Mã {row.get('ma_tthc')!r} khác tên tệp {code}."
    for regime in Regime:
        if row.get(f"cap_tiep_nhan_{regime}") not in AgencyLevel:
            yield (f"cap_tiep_nhan_{regime}",), "Cấp tiếp nhận phải là xa, huyen, huyen_xa hoặc xa_tinh."
    if row.get("muc_do_demo") not in OnlineLevel:
        yield ("muc_do_demo",), "Mức độ trực tuyến phải là 3 hoặc 4."
    if row.get("muc_dvc_hien_hanh") not in OnlineScope:
        yield ("muc_dvc_hien_hanh",), "Mức độ hiện hành phải là toan_trinh hoặc mot_phan."
    yield from _limit(row.get("thoi_han"))
    yield from _fees(row)
    papers = row.get("thanh_phan_ho_so")
    if not isinstance(papers, list) or not papers:
        yield ("thanh_phan_ho_so",), "Thủ tục phải có thành phần hồ sơ."
        return
    for place, paper in enumerate(papers):
        if not isinstance(paper, dict) or not paper.get("ten"):
            yield ("thanh_phan_ho_so", place), "Giấy tờ phải có tên."


def _limit(limit: Any) -> Iterator[tuple[Path, str]]:
    if not isinstance(limit, dict) or limit.get("don_vi") not in UNITS:
        yield ("thoi_han", "don_vi"), "Thời hạn phải có đơn vị trong_ngay, ngay_lam_viec, ngay hoặc thang."
        return
    amount = limit.get("so")
    same_day = limit["don_vi"] == "trong_ngay"
    if not isinstance(amount, int) or isinstance(amount, bool) or (amount <= 0 and not same_day):
        yield ("thoi_han", "so"), "Thời hạn phải là số nguyên lớn hơn 0 (trong ngày thì 0)."
    if same_day:
        try:
            time.fromisoformat(str(limit.get("gio_chot")))
        except ValueError:
            yield ("thoi_han", "gio_chot"), "Trả trong ngày thì phải có giờ chốt, ví dụ '15:00'."


def _fees(row: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    if "cach_tinh_phi" in row:
        wrong = wrong_rate(row["cach_tinh_phi"])
        if wrong:
            yield ("cach_tinh_phi",), wrong
    if "phi_ban_sao" in row:
        wrong = wrong_in_copies(row["phi_ban_sao"], fee_vnd=row.get("phi_vnd"))
        if wrong:
            yield ("phi_ban_sao",), wrong
    if "le_phi_qua_han" in row:
        wrong = wrong_in_late(row["le_phi_qua_han"])
        if wrong:
            yield ("le_phi_qua_han",), wrong
    for key in ("phi_vnd", "le_phi_vnd"):
        amount = row.get(key, "")
        if amount is None and row.get("muc_thu") == "theo_nghi_quyet_hdnd":
            continue
        if not isinstance(amount, int) or isinstance(amount, bool) or amount < 0:
            yield (key,), "Mức thu phải là số đồng nguyên từ 0, hoặc để trống kèm muc_thu: theo_nghi_quyet_hdnd."


def _form(code: str, form: Any, row: Any, library: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    if form.get("code") != code:
        yield ("code",), f"Mã {form.get('code')!r} khác tên tệp {code}."
    listed = [paper.get("ten") for paper in row.get("thanh_phan_ho_so") or [] if isinstance(paper, dict)]
    for place, paper in enumerate(form.get("papers") or []):
        if paper.get("name") not in listed:
            yield ("papers", place, "name"), f"Danh mục không có giấy tờ {paper.get('name')!r}."
    try:
        compile_form(form, library)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        yield ("steps",), f"Biểu mẫu không dùng được: {error}."


def _process(process: Any, shapes: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for regime in Regime:
        entry = process.get(str(regime))
        if not isinstance(entry, dict):
            yield (str(regime),), f"Thiếu quy trình của chế độ {regime}."
            continue
        if "supplement" in entry:
            wrong = wrong_in(entry["supplement"])
            if wrong:
                yield (str(regime), "supplement"), wrong
        for path, spec in _splits(str(regime), entry):
            yield from _split(path, spec, shapes)


def _splits(regime: str, entry: Mapping[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Give every split of hours of one regime: the usual one and those of special cases."""
    yield (regime,), dict(entry)
    for kind in ("case_hours", "case_shape"):
        for name, case in entry.get(kind, {}).items():
            yield (regime, kind, name), {**entry, "lane_hours": {}, **case}


def _split(path: Path, spec: Mapping[str, Any], shapes: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    shape = shapes.get(spec.get("shape", ""))
    limit, hours = spec.get("limit", {}), spec.get("hours", {})
    if shape is None:
        yield (*path, "shape"), f"Không có dạng quy trình {spec.get('shape')!r}."
        return
    if limit.get("unit") not in UNITS or spec.get("unit_of_hours") not in HOURS_OF_DAY:
        yield (*path, "limit"), "Thời hạn hoặc đơn vị giờ không hợp lệ."
        return
    steps = [step["id"] for step in shape["steps"]]
    if sorted(hours) != sorted(steps):
        yield (*path, "hours"), f"Giờ phải chia cho đúng các bước: {', '.join(steps)}."
        return
    total = (limit.get("value") or 1) * HOURS_OF_DAY[spec["unit_of_hours"]]
    if sum(hours.values()) != total:
        yield (*path, "hours"), f"Giờ các bước cộng lại là {sum(hours.values()):g}, thời hạn là {total:g}."
    if "decider" not in spec.get("posts", {}):
        yield (*path, "posts"), "Phải nói ai ký kết quả (decider)."
    for step in shape["steps"]:
        for lane in step.get("lanes", ()):
            if spec.get("lane_hours", {}).get(lane["id"], 0) > hours[step["id"]]:
                yield (*path, "lane_hours"), f"Nhánh {lane['id']} dài hơn bước {step['id']}."
    if "when" in spec:
        try:
            parse(spec["when"])
        except ValueError as error:
            yield (*path, "when"), f"Điều kiện không đọc được: {error}."


def _result(result: Any, terms: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    if result.get("layout") not in terms["layouts"]:
        yield ("layout",), f"Không có bố cục {result.get('layout')!r}."
    for regime in Regime:
        if not (result.get("signer") or {}).get(str(regime)):
            yield ("signer",), f"Phải nói ai ký kết quả trong chế độ {regime}."
    for place, case in enumerate(result.get("cases", ())):
        if case.get("layout") not in terms["layouts"]:
            yield ("cases", place, "layout"), f"Không có bố cục {case.get('layout')!r}."
        try:
            parse(case["when"])
        except ValueError as error:
            yield ("cases", place, "when"), f"Điều kiện không đọc được: {error}."
    for place, field in enumerate(result.get("fields") or []):
        if "block" in field and field["block"] not in terms["blocks"]:
            yield ("fields", place), f"Không có khối {field['block']!r}."
