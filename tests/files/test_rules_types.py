import pytest

from congvu.files.rules import DOCX, JPEG, ODT, PDF, PNG, WEBP, XLSX, XML, clean_name, media_type_of
from tests.files.factories import docx_bytes, pdf_bytes, picture_bytes, zip_bytes

ODT_ENTRIES = {"mimetype": ODT, "content.xml": "<x/>"}


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (pdf_bytes(), PDF),
        (b"\xef\xbb\xbf" + pdf_bytes(), PDF),
        (picture_bytes("PNG"), PNG),
        (picture_bytes("JPEG"), JPEG),
        (picture_bytes("WEBP"), WEBP),
        (docx_bytes(), DOCX),
        (zip_bytes({"[Content_Types].xml": "<T/>", "xl/workbook.xml": "<w/>"}), XLSX),
        (zip_bytes(ODT_ENTRIES), ODT),
        (b'<?xml version="1.0"?><a/>', XML),
    ],
)
def test_good_bytes_show_their_type(content, media_type):
    assert media_type_of(content) == media_type


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n",
        b"hello",
        b"MZ\x90\x00" + bytes(100),
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        picture_bytes("PNG")[:20],
        picture_bytes("JPEG")[:-40],
        picture_bytes("GIF"),
        zip_bytes({"a.txt": "a"}),
        zip_bytes({"mimetype": "application/epub+zip"}),
        docx_bytes(**{"word/vbaProject.bin": "x"}),
        docx_bytes()[:60],
        b"PK\x03\x04rubbish",
        b"\x00" * 40,
    ],
)
def test_other_bytes_show_no_type(content):
    assert media_type_of(content) is None


@pytest.mark.parametrize(
    ("name", "media_type", "cleaned"),
    [
        ("Giấy chứng sinh.pdf", PDF, "Giấy chứng sinh.pdf"),
        ("C:\\Users\\mau\\Ảnh.JPEG", JPEG, "Ảnh.jpeg"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("hoa\u0300.pdf", PDF, "hoà.pdf"),
        ("anh.exe.pdf", PNG, "anh.exe.png"),
        ("hop\u202efdp.exe", PDF, "hop fdp.exe.pdf"),
        ("a\r\nb\x00.pdf", PDF, "a b.pdf"),
        ("", PDF, "tep.pdf"),
        ("...", PDF, "tep.pdf"),
        (".pdf", PDF, "pdf.pdf"),
        ("so 12.2020", PDF, "so 12.2020.pdf"),
    ],
)
def test_names_are_cleaned(name, media_type, cleaned):
    assert clean_name(name, media_type=media_type) == cleaned


def test_long_names_are_cut_before_their_extension():
    name = clean_name("đ" * 500 + ".pdf", media_type=PDF)

    assert len(name) == 120
    assert name.endswith(".pdf")
