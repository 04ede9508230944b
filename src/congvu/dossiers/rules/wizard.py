"""The road of an online dossier, one thing a page: its form, its people, its papers, reading it all again."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from congvu.procedures.rules.forms.form import top_key
from congvu.procedures.rules.forms.parts import FormError, Step


class Kind(StrEnum):
    """What a page of the road is about."""

    FORM = "form"
    PEOPLE = "people"
    PAPERS = "papers"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `step` is the key of the step of the form, empty for the others."""

    kind: Kind
    title: str
    step: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands on the road: its number, how many there are, the pages around it."""

    number: int
    count: int
    before: Page | None
    after: Page | None

    @property
    def percent(self) -> int:
        """How much of the road is behind this page."""
        return round(100 * (self.number - 1) / self.count)


def road(steps: Sequence[Step]) -> list[Page]:
    """Return the pages of the road in order."""
    return [
        *(Page(Kind.FORM, step.title, step.key) for step in steps),
        Page(Kind.PEOPLE, "Chủ hồ sơ và người nộp"),
        Page(Kind.PAPERS, "Giấy tờ"),
        Page(Kind.CHECK, "Đọc lại trước khi gửi"),
    ]


def place_of(page: Page, pages: Sequence[Page]) -> Place:
    """Return where the page stands on the road."""
    at = pages.index(page)
    before, after = pages[at - 1] if at else None, pages[at + 1] if at + 1 < len(pages) else None
    return Place(at + 1, len(pages), before, after)


def steps_with_errors(steps: Sequence[Step], errors: Sequence[FormError]) -> list[str]:
    """Return the keys of the steps in which something is wrong, in order."""
    wrong = {top_key(error.path) for error in errors}
    return [step.key for step in steps if wrong & {field.key for field in step.fields}]


def go_on_at(pages: Sequence[Page], *, wrong_steps: Sequence[str], people_known: bool, papers_complete: bool) -> Page:
    """Return the first page that still needs something, the last one when all is there."""
    for page in pages:
        unfinished = {
            Kind.FORM: page.step in wrong_steps,
            Kind.PEOPLE: not people_known,
            Kind.PAPERS: not papers_complete,
            Kind.CHECK: True,
        }
        if unfinished[page.kind]:
            return page
    return pages[-1]
