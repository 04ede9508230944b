"""Draws what signature widgets show: the leader's stamp, once per signer and size, and the agency's strip.

Law: NĐ 30/2020/NĐ-CP, Phụ lục I (boxes 3, 4, 7c, 8): number, day, signature and seal have their places.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from congvu.base import formats
from congvu.base.typeset import typeset
from congvu.signing.rules.boxes import Part

TEMPLATES = Path(__file__).resolve().parents[1] / "templates" / "signing"
TRIAL_MARK = "CHỮ KÝ THỬ NGHIỆM"
# A stamp states no time of its own, so the same words always give the same bytes.
DRAWN_AT = datetime(2019, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class LeaderStamp:
    """The words of a leader's stamp and its size in points."""

    name: str
    post: str
    for_name: str
    trial: bool
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Seal:
    """The words of an agency's seal, its size in points and where its parts lie."""

    agency: str
    number_line: str
    date_line: str
    trial: bool
    width: float
    height: float
    strip: Part
    stamp: Part | None


def number_line(number: str, *, prefix: str) -> str:
    """Return "Số: 12/QĐ-UBND"."""
    return f"{prefix}{number}"


def date_line(dated: date, *, place: str) -> str:
    """Return "Bình Đại, ngày 27 tháng 4 năm 2020", or nothing where the paper has no such line."""
    return formats.place_and_day(place, dated) if place else ""


@cache
def leader_stamp(stamp: LeaderStamp) -> bytes:
    """Return the stamp as a PDF of one page, kept for the next signature of the same person."""
    return _drawn("leader_stamp.typ", asdict(stamp))


def seal(words: Seal) -> bytes:
    """Return the seal as a PDF of one page."""
    return _drawn("seal.typ", asdict(words))


def _drawn(template: str, data: dict[str, object]) -> bytes:
    return typeset(TEMPLATES / template, data={**data, "mark": TRIAL_MARK}, at=DRAWN_AT, title="Chữ ký số")
