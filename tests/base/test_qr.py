import re

import pytest
import segno

from congvu.base.qr import BORDER, MASK, qr_drawing

ADDRESSES = [
    "http://localhost:8000/dossiers/track/?code=YC.H07.90.34-200427-0001",
    "https://dichvucong.example/dossiers/track/?code=YC.H07.90.34-200427-9876",
    "https://dichvucong.vinhlong.example/dossiers/track/?code=H61.119.34-260105-0042",
    "https://a.vn/?code=Z9",
    "https://dịchvụcông.example/dossiers/track/?code=YC.H07.90.34-200427-0001",
]


def drawn(svg):
    """Return the dark modules of a drawing, by row and column."""
    runs = re.findall(r"M(\d+) (\d+)\.5h(\d+)", svg)
    return {(int(y) - BORDER, int(x) - BORDER + step) for x, y, length in runs for step in range(int(length))}


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_drawing_is_the_code_of_the_address(address):
    matrix = segno.make(address, error="m", micro=False, mask=MASK).matrix

    svg = qr_drawing(address, title="Mã QR")

    assert drawn(svg) == {(y, x) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert f'viewBox="0 0 {len(matrix) + 2 * BORDER} {len(matrix) + 2 * BORDER}"' in svg


def test_the_drawing_has_its_words_for_those_who_do_not_see_it():
    assert "<title>Mã &lt;QR&gt;</title>" in qr_drawing(ADDRESSES[0], title="Mã <QR>")
