"""Which papers exist, by key, and how each becomes a PDF with the places of its signatures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from congvu.base.typeset import Place, typeset_with_places
from congvu.dossiers.rules.papers import wording
from congvu.dossiers.rules.papers.answers import NegativeAnswer
from congvu.dossiers.rules.papers.declarations import Declaration
from congvu.dossiers.rules.papers.reading import read
from congvu.dossiers.rules.papers.results import ResultPaper
from congvu.dossiers.rules.papers.slips import (
    Apology,
    ControlSheet,
    Receipt,
    RefusalSlip,
    StopNotice,
    SupplementSlip,
    TrackingBook,
)
from congvu.signing.rules.boxes import Box

TEMPLATES = Path(__file__).parents[2] / "papers"


class Paper(Protocol):
    """Data of one paper."""

    def printed(self) -> dict[str, Any]:  # Any: the shapes of JSON
        """Return what the template reads."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its name in the law, the data that it prints, and its template."""

    title: str
    data: type[Any]  # Any: each form has its own dataclass
    template: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished paper, unsigned; `signer`, `seal` and `stamp` (round) are its places where the paper has them."""

    content: bytes
    pages: int
    signer: Box | None
    seal: Box | None
    stamp: Box | None = None


FORMS: Mapping[str, Form] = {
    "receipt": Form("Giấy tiếp nhận hồ sơ và hẹn trả kết quả", Receipt, "receipt"),
    "supplement_slip": Form("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", SupplementSlip, "supplement_slip"),
    "refusal_slip": Form("Phiếu từ chối tiếp nhận giải quyết hồ sơ", RefusalSlip, "refusal_slip"),
    "apology": Form("Văn bản xin lỗi và hẹn lại ngày trả kết quả", Apology, "apology"),
    "stop_notice": Form("Thông báo dừng giải quyết hồ sơ", StopNotice, "stop_notice"),
    "control_sheet": Form("Phiếu kiểm soát quá trình giải quyết hồ sơ", ControlSheet, "control_sheet"),
    "tracking_book": Form("Sổ theo dõi hồ sơ", TrackingBook, "tracking_book"),
    "negative_answer": Form("Văn bản từ chối giải quyết hồ sơ", NegativeAnswer, "letter"),
    "declaration": Form("Tờ khai", Declaration, "declaration"),
}


def read_form(key: str, data: object) -> Paper:
    """Return the data of the form `key` from the shapes of JSON. Raises BadData; KeyError for an unknown key."""
    paper: Paper = read(FORMS[key].data, data)
    return paper


def form_pdf(key: str, paper: Paper, *, at: datetime) -> Printed:
    """Return the form `key` as PDF/A-2a made at `at`."""
    form = FORMS[key]
    return _printed(form.template, paper.printed(), at=at, title=form.title)


def stop_notice_pdf(printed: Mapping[str, Any], *, at: datetime) -> Printed:
    """Return the notice that a dossier is stopped from what a letter kept, both places of signatures open."""
    form = FORMS["stop_notice"]
    return _printed(form.template, printed, at=at, title=form.title)


def result_pdf(paper: ResultPaper, *, at: datetime) -> Printed:
    """Return a result document as PDF/A-2a, both places of signatures open, number and day not yet written."""
    title = f"{paper.title} {paper.about}".strip().capitalize()
    return _printed(paper.layout, paper.printed(), at=at, title=title)


def certification_pdf(paper: ResultPaper, *, bound: Mapping[str, str], at: datetime) -> Printed:
    """Return the sheet with the words of certification, bound to one copy by its name, pages and digest."""
    data = paper.printed() | {"bound": dict(bound)}
    if paper.code in wording.BOUND:
        data["paragraphs"] = [text.format_map(bound) for text in wording.BOUND[paper.code]]
    return _printed(paper.layout, data, at=at, title=paper.title.capitalize())


def _printed(template: str, data: Mapping[str, Any], *, at: datetime, title: str) -> Printed:
    made = typeset_with_places(TEMPLATES / f"{template}.typ", data=data, at=at, title=title)
    boxes = {name: _box(place) for name, place in made.places.items()}
    return Printed(
        content=made.content,
        pages=made.pages,
        signer=boxes.get("signer"),
        seal=boxes.get("seal"),
        stamp=boxes.get("stamp"),
    )


def _box(place: Place) -> Box:
    return Box(page=place.page, left=place.left, bottom=place.bottom, width=place.width, height=place.height)
