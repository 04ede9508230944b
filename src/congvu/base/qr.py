"""QR codes on pages: a drawing that fills its box, with words for those who do not see it."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_drawing(address: str, *, title: str) -> SafeString:
    """Return the code of an address as SVG for a page (error correction M, border of two modules)."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(border=2, omitsize=True, title=title)
    return mark_safe(drawn)
