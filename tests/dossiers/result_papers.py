"""Result papers of every procedure, made from the valid example of its form and invented entries of staff."""

from datetime import date
from functools import cache

from congvu.dossiers.rules.papers.declarations import sections_of
from congvu.dossiers.rules.papers.parts import Check, Letterhead
from congvu.dossiers.rules.papers.resolving import resolve_result, staff_fields
from congvu.dossiers.rules.papers.results import Office, deputy_signs, result_paper
from congvu.procedures import data
from congvu.procedures.rules.forms.compiler import compile_form, library_with_order_kept, with_order_kept
from congvu.procedures.rules.results import for_case
from congvu.procedures.rules.results import resolved as with_signer

TODAY = date(2026, 11, 23)
CHECK = Check(code="BD-7K4M-2Q9X", address="https://motcua.binhdai.example/check/")
ISSUERS = {
    "2020": ("bd20-ubnd", "Ủy ban nhân dân huyện Bình Đại", "Bình Đại"),
    "2025": ("vl25-thanh-phuoc-ubnd", "Ủy ban nhân dân xã Thạnh Phước", "Thạnh Phước"),
}
DOSSIER = {"code": "H07.90-200427-0012", "book": "01/2026", "decided_on": "2026-11-23", "registered_on": "2026-11-23"}


@cache
def form_of(code):
    return compile_form(with_order_kept(data.form(code)), library_with_order_kept(data.form_library()))


def example_of(code):
    return data.form(code)["examples"]["valid"]


def spec_of(code, regime="2025", form_data=None):
    return with_signer(result_for(code, form_data), regime=regime, committee=ISSUERS[regime][0])


def result_for(code, form_data=None):
    return for_case(data.result(code), data=form_data or example_of(code), today=TODAY)


def staff_entries(code):
    entries = {"officer": {}, "system": {}}
    for field in staff_fields(result_for(code), blocks=data.result_terms()["blocks"]):
        room, _, key = field.path.partition(".")
        entries[room][key] = _entry(field)
    return entries


def _entry(field):
    match str(field.kind):
        case "choice":
            return next(iter(field.choices))
        case "multi_choice":
            return list(field.choices)[:1]
    samples = {"date": "2026-12-31", "number": 2, "money_vnd": 1_500_000}
    return samples.get(str(field.kind), "Nội dung do chuyên viên ghi")


def resolved_of(code, regime="2025", **changes):
    entries = staff_entries(code)
    given = {
        "form": form_of(code),
        "form_data": example_of(code),
        "dossier": {**DOSSIER, "issuing_body": ISSUERS[regime][1]},
        "officer": entries["officer"],
        "system": entries["system"],
        "today": TODAY,
    }
    return resolve_result(
        spec_of(code, regime, changes.get("form_data")), blocks=data.result_terms()["blocks"], **given | changes
    )


def paper_of(code, regime="2025"):
    spec, (_, issuer, place) = spec_of(code, regime), ISSUERS[regime]
    row = spec["signer"]
    return result_paper(
        spec,
        layouts=data.result_terms()["layouts"],
        regime=regime,
        form_data=example_of(code),
        resolved=resolved_of(code, regime),
        office=Office(
            head=Letterhead(superior="", issuer=issuer, place=place),
            capacity=row["capacity"],
            signer=deputy_signs(row, name="Phan Thụ Lim Xanh"),
            post_title=f"Phó Chủ tịch {issuer}",
        ),
        check=CHECK,
        dossier_code=DOSSIER["code"],
        sections=sections_of(form_of(code), example_of(code), today=TODAY),
    )
