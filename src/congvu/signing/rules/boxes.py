"""Where on a page a signature is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

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

    @property
    def corners(self) -> tuple[float, float, float, float]:
        """Return left, bottom, right, top."""
        return (self.left, self.bottom, self.left + self.width, self.bottom + self.height)


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
