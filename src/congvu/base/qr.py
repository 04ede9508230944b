"""QR codes on pages: a drawing that fills its box, with words for those who do not see it."""

import segno
from django.utils.safestring import SafeString, mark_safe

MASK = 0  # any of the eight can be read; to weigh them against each other takes far longer than all the rest


def qr_drawing(address: str, *, title: str) -> SafeString:
    """Return the code of an address as SVG for a page (error correction M, border of two modules)."""
    drawn = segno.make(address, error="m", micro=False, mask=MASK).svg_inline(border=2, omitsize=True, title=title)
    return mark_safe(drawn)
