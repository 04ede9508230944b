"""How many pages a paper to be certified (chứng thực) was declared to have, held against its electronic copy.

Law: Thông tư 01/2023/TT-VPCP Điều 8 khoản 2 (a scan has as many pages as the original, in their order).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PagesDiffer:
    """One paper whose electronic copy does not have the declared number of pages."""

    name: str
    declared: int
    scanned: int


def declared_pages(data: Mapping[str, object], *, papers: int) -> list[int | None]:
    """Return the declared pages of each of so many papers, None where the declaration does not ask for them."""
    listed = data.get("items")
    rows = [row for row in listed if isinstance(row, Mapping)] if isinstance(listed, list) else [data]
    found = [row.get("pages") for row in rows[:papers]]
    whole = [pages if isinstance(pages, int) and not isinstance(pages, bool) else None for pages in found]
    return whole + [None] * (papers - len(whole))


def pages_that_differ(
    names: Sequence[str], *, declared: Sequence[int | None], scanned: Sequence[int | None]
) -> list[PagesDiffer]:
    """Return the papers whose copy has more or fewer pages than declared; what is not known is not compared.

    A difference warns and refuses nothing. The law holds the scan against the original, and the declared number is
    only what the applicant says of it: double pages, covers and empty backs are counted in more ways than one. Who has
    the original in hand decides which of the two is wrong, and an accepted declaration is not corrected any more, so
    that a refusal would leave a lawful request without an end. The sheet names the pages that the copy really has.
    """
    return [
        PagesDiffer(name, said, real)
        for name, said, real in zip(names, declared, scanned, strict=False)
        if said is not None and real is not None and said != real
    ]
