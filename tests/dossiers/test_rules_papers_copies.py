"""Certified electronic copies: the sheet is the last page and names the pages and digest of the copy."""

import subprocess
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from congvu.dossiers.rules.papers.copies import NotACopy, as_pdf, with_sheet
from tests.dossiers.result_papers import paper_of

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def _pdf(pages=2, **root):
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(595, 842))
        for key, value in root.items():
            pdf.Root[f"/{key}"] = value
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


def _picture(kind="PNG", size=(300, 400), mode="RGB"):
    out = BytesIO()
    Image.new(mode, size, "white").save(out, kind)
    return out.getvalue()


def _certified(copy):
    return with_sheet(copy, name="Bằng tốt nghiệp", paper=paper_of("2.000815"), at=AT)


def test_the_sheet_is_the_last_page_and_both_places_lie_on_it():
    made = _certified(as_pdf(_pdf(pages=3)))

    with pikepdf.open(BytesIO(made.content)) as pdf:
        assert len(pdf.pages) == made.pages == 4
    assert made.signer.page == made.seal.page == 4


def test_the_sheet_names_pages_code_and_digest_of_the_copy(tmp_path):
    copy = as_pdf(_pdf(pages=3))

    (tmp_path / "copy.pdf").write_bytes(_certified(copy).content)

    command = ["pdftotext", "-f", "4", str(tmp_path / "copy.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    digest = sha256(copy).hexdigest()
    assert "Số trang: 03" in text
    assert "H07.90-200427-0012" in text
    assert digest[:32] in text and digest[32:] in text


def test_equal_copies_give_equal_bytes():
    assert _certified(as_pdf(_pdf())).content[-200:] == _certified(as_pdf(_pdf())).content[-200:]


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_becomes_a_page_of_a4(kind):
    with pikepdf.open(BytesIO(as_pdf(_picture(kind)))) as pdf:
        assert [round(float(edge)) for edge in pdf.pages[0].mediabox] == [0, 0, 595, 842]


def test_a_wide_picture_gets_a_wide_page():
    with pikepdf.open(BytesIO(as_pdf(_picture(size=(400, 300))))) as pdf:
        assert float(pdf.pages[0].mediabox[2]) > float(pdf.pages[0].mediabox[3])


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1"])
def test_pictures_of_any_colour_mode_are_taken(mode):
    assert as_pdf(_picture(mode=mode, size=(40, 50))).startswith(b"%PDF")


def test_what_a_file_does_by_itself_is_left_behind():
    acting = _pdf(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))

    with pikepdf.open(BytesIO(as_pdf(acting))) as pdf:
        assert "/OpenAction" not in pdf.Root
        assert "/AcroForm" not in pdf.Root


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken", b"GIF89a", b"\x89PNG\r\n\x1a\n", _pdf(pages=0)])
def test_a_file_that_is_no_copy_is_refused(content):
    with pytest.raises(NotACopy):
        as_pdf(content)


def test_a_file_with_a_password_is_refused():
    out = BytesIO()
    with pikepdf.open(BytesIO(_pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))

    with pytest.raises(NotACopy):
        as_pdf(out.getvalue())
