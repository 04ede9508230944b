"""Result documents: what each layout prints, made from the resolved lines, the agency and the signer.

Layouts and titles are data of the catalogue (results); decisions follow Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from congvu.dossiers.rules.papers import wording
from congvu.dossiers.rules.papers.declarations import Section
from congvu.dossiers.rules.papers.parts import Check, Letterhead, Signer
from congvu.dossiers.rules.papers.resolving import Resolved, Spec
from congvu.dossiers.rules.papers.values import Line

_SIDES = (("wife_", "VỢ", ("(vợ)", " vợ")), ("husband_", "CHỒNG", ("(chồng)", " chồng")))
COPY = "(BẢN SAO)"
_SHORT = frozenset(
    {
        *("gender", "ethnicity", "nationality", "child_gender", "child_nationality"),
        *("mother_birth", "mother_ethnicity", "mother_nationality"),
        *("father_birth", "father_ethnicity", "father_nationality"),
    }
)
_FAMILY = {"mother_": "(mẹ)", "father_": "(cha)", "requester_": "(người đi khai sinh)"}
_LABELS = {"conclusion": "Kết luận", "changed_on": "Đăng ký thay đổi, ngày", "ground": "Căn cứ: hồ sơ mã số"}
_RECIPIENTS = {"decision": ("Như Điều 3;", "Lưu: VT."), "letter": ("Như trên;", "Lưu: VT.")}
_AUTHORITIES = {"plain": "CHỦ TỊCH {issuer}", "TM": "{issuer}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The agency that gives the result: letterhead, capacity, signer, and the signer's post in words."""

    head: Letterhead
    capacity: str
    signer: Signer
    post_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPaper:
    """A result document ready for its layout; `sections` is the declaration that a confirmation stands under."""

    code: str
    regime: str
    layout: str
    with_qr: bool
    title: str
    about: str
    office: Office
    check: Check
    resolved: Resolved
    dossier_code: str
    addressee: str = ""
    recipients: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()

    def printed(self) -> dict[str, Any]:  # Any: the shapes of JSON
        """Return the data that the template of the layout reads."""
        lines = [
            replace(line, label=_LABELS.get(line.key, line.label)) for line in self.resolved.lines if not line.is_empty
        ]
        return {
            "title": self.title,
            "about": self.about,
            "head": self.office.head.printed(),
            "body": self.office.head.issuer,
            "check": self.check.picture() if self.with_qr else self.check.line(),
            "signer": self.office.signer,
            "addressee": self.addressee,
            "recipients": list(self.recipients or _RECIPIENTS.get(self.layout, _RECIPIENTS["letter"])),
            "dossier": self.dossier_code,
        } | self._of_layout(lines)

    def of_pages(self, pages: int) -> "ResultPaper":
        """Return the same words about a paper that really has so many pages, where they name the pages at all."""
        lines = [replace(line, value=str(pages)) if line.key == "pages" else line for line in self.resolved.lines]
        return replace(self, resolved=replace(self.resolved, lines=tuple(lines)))

    def _of_layout(self, lines: list[Line]) -> dict[str, Any]:
        match self.layout:
            case "civil_certificate":
                return _certificate(self.resolved.lines)
            case "decision":
                return self._decision() | {"lines": [line for line in lines if line.table]}
            case "certification_words":
                return self._certification()
            case "confirmed_declaration":
                said = {(line.value, line.table) for section in self.sections for line in section.lines}
                new = [line for line in lines if (line.value, line.table) not in said]
                return {"lines": new, "sections": list(self.sections)}
            case "letter":
                return {
                    "paragraphs": [self._opening()],
                    "lines": [line for line in lines if line.label != "Kính gửi"],
                }
        return {"lines": lines}

    def _opening(self) -> str:
        issuer = self.office.head.issuer
        if self.title:
            return f"{issuer} thông báo về hồ sơ mã số {self.dossier_code} với nội dung sau:"
        return f"Xét hồ sơ mã số {self.dossier_code}, {issuer} chấp thuận nội dung đề nghị như sau:"

    def _decision(self) -> dict[str, Any]:
        values = _Values({line.key: line.value for line in self.resolved.lines})
        issuer = self.office.head.issuer.upper()
        authority = _AUTHORITIES.get(self.office.capacity, "{issuer}").format(issuer=issuer)
        bases = wording.BASES[self.code][self.regime]
        return {
            "authority": authority,
            "bases": [
                "Căn cứ Luật Tổ chức chính quyền địa phương",
                *(f"Căn cứ {basis}" for basis in bases),
                f"Xét hồ sơ đề nghị giải quyết thủ tục hành chính mã số {self.dossier_code}",
            ],
            "articles": [article.format_map(values) for article in wording.ARTICLES[self.code]],
        }

    def _certification(self) -> dict[str, Any]:
        values = _Values({line.key: _in_words(line) for line in self.resolved.lines})
        values |= {
            "office": f"trụ sở {self.office.head.issuer}",
            "officer": self.office.signer.name,
            "officer_post": self.office.post_title,
        }
        if values["place"].startswith("Tại trụ sở"):
            values["place"] = values["office"]
        values |= {key: values[key].lower() for key in ("mode", "kind")}
        special = f"{self.code}/cannot"
        cannot = values["mode"].startswith("không") and special in wording.CERTIFICATIONS
        words = wording.CERTIFICATIONS[special if cannot else self.code]
        book = next((line.value for line in self.resolved.lines if line.key == "certification_book"), "")
        return {"paragraphs": [text.format_map(values) for text in words], "book": book}


class _Values(dict[str, str]):
    """Values for sentences; what is not known is dotted."""

    def __missing__(self, key: str) -> str:
        return "……………"

    def __getitem__(self, key: str) -> str:
        return super().__getitem__(key) or "……………"


def title_of(spec: Spec, *, form_data: Mapping[str, object], resolved: Resolved) -> tuple[str, str]:
    """Return the title of a result and what stands under it, with the choices of the applicant put in."""
    title = str(spec["title"])
    if "..." in title:
        kind = resolved.value("event").split(" (bản sao)")[0].upper()
        return title.replace("TRÍCH LỤC ...", kind), ""
    if "TẠM NGỪNG KINH DOANH/TIẾP TỤC" in title:
        before, _, after = title.partition("TẠM NGỪNG KINH DOANH/")
        chosen = after if form_data.get("kind") == "resume" else "TẠM NGỪNG KINH DOANH"
        return "GIẤY XÁC NHẬN", f"{before.removeprefix('GIẤY XÁC NHẬN ')}{chosen}".capitalize()
    for kind in ("QUYẾT ĐỊNH", "THÔNG BÁO"):
        if title.startswith(f"{kind} "):
            about = title.removeprefix(f"{kind} ")
            return kind, about.capitalize() if about.isupper() else about
    if title.endswith(COPY) and spec["layout"] == "civil_certificate":
        return title.removesuffix(COPY).rstrip(), COPY
    if title.startswith("V/v"):
        return "", title
    return title.removesuffix(" (phần xác nhận)"), ""


def head_signs(row: Mapping[str, Any], *, name: str) -> Signer:
    """Return the signer row of the catalogue with the head's post as printed."""
    return Signer(lines=tuple(str(row["post"]).split(" / ")), name=name)


def deputy_signs(row: Mapping[str, Any], *, name: str) -> Signer:
    """Return the signer row with the lines of a deputy who signs for the head."""
    return Signer(lines=tuple(str(row["deputy"]).split(" / ")), name=name)


def _certificate(lines: Sequence[Line]) -> dict[str, Any]:
    """Return a civil-status certificate: husband and wife in two columns, or lines with the short ones together."""
    lines = [line for line in lines if line.key not in ("registered_on", "mark") or not line.is_empty]
    columns = [
        {"head": head, "lines": [_bare(line, words) for line in lines if line.key.startswith(prefix)]}
        for prefix, head, words in _SIDES
    ]
    rest = [line for line in lines if not line.key.startswith(("wife_", "husband_"))]
    return {"columns": columns if columns[0]["lines"] else [], "rows": [*_together(_family(rest))]}


def _bare(line: Line, words: Sequence[str]) -> Line:
    label = line.label
    for word in words:
        label = label.replace(word, "")
    return replace(line, label=label.strip())


def _family(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines:
        marks = [mark for prefix, mark in _FAMILY.items() if line.key.startswith(prefix)]
        yield _bare(line, marks)


def _together(lines: Iterator[Line]) -> Iterator[list[Line]]:
    """Yield rows: the short facts of one person side by side, everything else on a row of its own."""
    row: list[Line] = []
    for line in lines:
        if row and line.key in _SHORT and row[-1].key in _SHORT:
            row.append(line)
            continue
        if row:
            yield row
        row = [line]
    if row:
        yield row


def _in_words(line: Line) -> str:
    """Return a line for the middle of a sentence; of a table the rows, their first cell without its head."""
    if line.table is None:
        return line.value
    heads = [f"{head.split('/')[0].lower()}: " for head in line.table.head]
    heads[1] = ""
    return "; ".join(
        ", ".join(f"{head}{cell}" for head, cell in zip(heads[1:], row[1:], strict=True) if cell)
        for row in line.table.rows
    )


def result_paper(
    spec: Spec,
    *,
    layouts: Mapping[str, Mapping[str, Any]],
    regime: str,
    form_data: Mapping[str, object],
    resolved: Resolved,
    office: Office,
    check: Check,
    dossier_code: str,
    sections: tuple[Section, ...] = (),
) -> ResultPaper:
    """Return the result of a procedure for its layout; `layouts` is `result_terms()["layouts"]`."""
    title, about = title_of(spec, form_data=form_data, resolved=resolved)
    layout = str(spec["layout"])
    return ResultPaper(
        code=str(spec["code"]),
        regime=regime,
        layout=layout,
        with_qr=bool(layouts[layout]["qr"]),
        title=title,
        about=about,
        office=office,
        check=check,
        resolved=resolved,
        dossier_code=dossier_code,
        addressee=_addressee(layout, resolved, office=office, form_data=form_data),
        sections=sections,
    )


def _addressee(layout: str, resolved: Resolved, *, office: Office, form_data: Mapping[str, object]) -> str:
    if layout == "confirmed_declaration":
        return office.head.issuer
    if layout not in ("letter", "police_notice"):
        return ""
    names = [line.value for line in resolved.lines if line.label in ("Kính gửi", "Chủ hộ kinh doanh", "Ông/bà")]
    if not names or not names[0]:
        return ""
    return names[0] if form_data.get("organisation") else f"Ông/bà {names[0]}"
