"""The parts that papers share: letterhead, check code, people, signer, and times in the words of the forms."""

from dataclasses import dataclass
from datetime import date, datetime

from congvu.base.clock import local
from congvu.base.formats import money
from congvu.base.typeset import qr_picture

_HALF_PAGE = 26
_COMMITTEE = "Ủy ban nhân dân "


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues a paper: the body above ("" when none), the issuing body and the place name before the day."""

    superior: str
    issuer: str
    place: str

    def printed(self) -> dict[str, list[str]]:
        """Return both names broken into lines of about equal length that fit the left half of the page."""
        superior = (
            self.superior.replace("Ủy ban nhân dân", "UBND") if len(self.superior) > _HALF_PAGE else self.superior
        )
        return {"superior": balanced(superior), "issuer": balanced(self.issuer)}


@dataclass(frozen=True, slots=True)
class Check:
    """The check code of a paper and the address where anybody can check it."""

    code: str
    address: str

    def line(self) -> dict[str, str | None]:
        """Return what the foot of a page prints."""
        return {"code": self.code, "address": self.address, "qr": None}

    def picture(self) -> dict[str, str | None]:
        """Return the same with a QR code, for layouts that have one."""
        return self.line() | {"qr": qr_picture(f"{self.address}?code={self.code}")}


@dataclass(frozen=True, slots=True)
class Person:
    """A person or organisation as a paper names them; empty texts are printed as dots or left out."""

    name: str
    id_number: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Capacity and post line by line (TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH) and the full name."""

    lines: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper that was handed in (thành phần hồ sơ)."""

    name: str
    originals: int = 0
    copies: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """One fee or charge; None is an amount that the provincial council sets and the system does not know."""

    label: str
    amount_vnd: int | None
    state: str

    @property
    def amount(self) -> str:
        """Return the amount in words of the form."""
        return "theo nghị quyết của HĐND tỉnh" if self.amount_vnd is None else money(self.amount_vnd)


def day_in_words(value: date) -> str:
    """Return "ngày 05 tháng 02 năm 2020" (NĐ 30/2020: a zero before days under 10 and months 1 and 2)."""
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"ngày {value.day:02d} tháng {month} năm {value.year}"


def moment_in_words(value: datetime | None) -> str:
    """Return "15 giờ 30 phút, ngày 27 tháng 4 năm 2020" in Vietnamese time; "" for None."""
    if value is None:
        return ""
    there = local(value)
    return f"{there:%H} giờ {there:%M} phút, {day_in_words(there.date())}"


def two_digits(value: int) -> str:
    """Return the number with a zero before a single digit, as forms write counts."""
    return f"{value:02d}"


def balanced(name: str, *, letters: int = _HALF_PAGE) -> list[str]:
    """Return the name in as few lines as fit, about equally long; a committee breaks before its place."""
    if name.startswith(_COMMITTEE) and len(name) > letters:
        return [_COMMITTEE.strip(), *balanced(name.removeprefix(_COMMITTEE), letters=letters)]
    words = name.split()
    if not words:
        return []
    lines = -(-len(name) // letters)
    goal, made = len(name) / lines, [words[0]]
    for word in words[1:]:
        longer = f"{made[-1]} {word}"
        if len(longer) <= letters and (len(longer) <= goal + len(word) / 2 or len(made) == lines):
            made[-1] = longer
        else:
            made.append(word)
    return made
