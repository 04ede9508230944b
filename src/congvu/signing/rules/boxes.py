"""Where on a page a signature is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from congvu.base.typeset import Place
from congvu.signing.refusals import BoxOutsidePage

SMALLEST = 20.0


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page: pages count from 1 (-1 is the last), points from the lower left corner."""

    page: int
    left: float
    bottom: float
    width: float
    height: float

    @classmethod
    def of(cls, place: "Box | Place") -> "Box":
        """Return a place that a template left open as a box."""
        return cls(place.page, place.left, place.bottom, place.width, place.height)

    @property
    def corners(self) -> tuple[int, int, int, int]:
        """Return left, bottom, right, top in whole points, as signature fields want them."""
        edges = (self.left, self.bottom, self.left + self.width, self.bottom + self.height)
        left, bottom, right, top = (round(edge) for edge in edges)
        return left, bottom, right, top


def page_index(box: Box, *, pages: int) -> int:
    """Return the page of `box` counted from 0. Raises BoxOutsidePage."""
    index = box.page - 1 if box.page > 0 else pages + box.page
    if box.page == 0 or not 0 <= index < pages:
        raise BoxOutsidePage(f"Văn bản có {pages} trang, không có trang {box.page}.")
    return index


def check_box(box: Box, *, sizes: Sequence[tuple[float, float]]) -> int:
    """Return the page index of a box that lies on its page (sizes are width and height). Raises BoxOutsidePage."""
    index = page_index(box, pages=len(sizes))
    width, height = sizes[index]
    left, bottom, right, top = box.corners
    if left < 0 or bottom < 0 or right > width + 1 or top > height + 1:
        raise BoxOutsidePage
    if box.width < SMALLEST or box.height < SMALLEST / 2:
        raise BoxOutsidePage("Khung chữ ký quá nhỏ.")
    return index


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a widget, in points from the widget's lower left corner."""

    left: float
    bottom: float
    width: float
    height: float


def joined(strip: Box, stamp: Box | None) -> tuple[Box, Part, Part | None]:
    """Return the one box that holds the strip and the round seal, and where each lies in it.

    A signature field has one widget, so a seal on another page than the strip is not drawn.
    """
    if stamp is None or stamp.page != strip.page:
        return strip, Part(0, 0, strip.width, strip.height), None
    left, bottom = min(strip.left, stamp.left), min(strip.bottom, stamp.bottom)
    right, top = max(strip.corners[2], stamp.corners[2]), max(strip.corners[3], stamp.corners[3])

    def inside(box: Box) -> Part:
        return Part(box.left - left, box.bottom - bottom, box.width, box.height)

    whole = Box(strip.page, left, bottom, right - left, top - bottom)
    return whole, inside(strip), inside(stamp)
