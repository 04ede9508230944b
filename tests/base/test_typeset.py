"""Papers as PDF: equal bytes, PDF/A-2a, Vietnamese text that can be read out, and no code from data."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest
import typst

from congvu.base.glyphs import printable
from congvu.base.typeset import qr_picture, typeset, typeset_with_places

AT = datetime(2020, 4, 27, 0, 30, tzinfo=UTC)
SOURCE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: sys.inputs.title)
#set text(font: "TeX Gyre Termes", lang: "vi")
#data.text
#image(bytes(data.qr), format: "svg", width: 2cm, alt: "Mã QR")
#let seal = (name: "seal", page: 1, left: 10, top: 20, width: 30, height: 5, paper: 100)
#context [#metadata(seal) <place>]
#context [#metadata(counter(page).final().first()) <last-page>]
"""


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "sample.typ"
    path.write_text(SOURCE)
    return path


def _data(text="Ủy ban nhân dân huyện Bình Đại"):
    return {"text": text, "qr": qr_picture("https://motcua.example/check/?code=A1")}


def _text(content, tmp_path):
    (tmp_path / "out.pdf").write_bytes(content)
    run = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", str(tmp_path / "out.pdf"), "-"], capture_output=True, check=True
    )
    return run.stdout.decode()


def test_equal_input_gives_equal_bytes_in_another_process(template):
    here = typeset(template, data=_data(), at=AT, title="Giấy tờ")
    program = (
        "import sys, pathlib, datetime as d; from congvu.base.typeset import *;"
        f"data={_data()!r};"
        f"sys.stdout.buffer.write(typeset(pathlib.Path({str(template)!r}), data=data,"
        " at=d.datetime(2020, 4, 27, 0, 30, tzinfo=d.UTC), title='Giấy tờ'))"
    )

    there = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout

    assert there == here


def test_the_file_says_pdf_a_2a_tagged_vietnamese_and_its_day(template):
    content = typeset(template, data=_data(), at=AT, title="Giấy tờ")

    with pikepdf.open(BytesIO(content)) as pdf:
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["dc:title"] == "Giấy tờ"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang).startswith("vi")
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20200427003000")


def test_vietnamese_letters_can_be_read_out(template, tmp_path):
    text = "Nguyễn Thị Quỳnh Như, ấp Thới Lợi, xã Đại Hòa Lộc: ỳ ỵ ỷ ỹ Ặ Ễ Ỡ Ữ ₫ m³"

    content = typeset(template, data=_data(text), at=AT, title="Giấy tờ")

    assert text in _text(content, tmp_path)


@pytest.mark.parametrize(
    "text", ["#panic(1)", "*đậm*", "$x^2$", "@nguon", "\\ \\u{41}", "= tiêu đề", "`mã`", '"', "/* */ //", "#{", "]"]
)
def test_text_of_people_is_never_code(template, tmp_path, text):
    content = typeset(template, data=_data(f"trước {text} sau"), at=AT, title=text)

    assert f"trước {text} sau" in _text(content, tmp_path)


@pytest.mark.parametrize(
    "text", ["😀", "北京", "\ue000", "\x00\x01\x7f", "\u202e\u200b", "\ufffe\uffff", "\U000f0000", "ສ"]
)
def test_letters_without_a_glyph_never_stop_a_paper(template, text):
    content = typeset(template, data=_data(f"Tên {text} đó"), at=AT, title=text)

    assert content.startswith(b"%PDF")


def test_a_decomposed_letter_becomes_one_letter():
    assert printable("Bi\u0300nh Đa\u0323i\r\nxã") == "Bình Đại\nxã"


def test_open_places_are_counted_from_the_lower_left_corner(template):
    result = typeset_with_places(template, data=_data(), at=AT, title="Giấy tờ")

    assert result.pages == 1
    assert (result.places["seal"].left, result.places["seal"].bottom) == (10, 75)


def test_each_paper_prints_its_own_data_though_the_compiler_is_kept(template, tmp_path):
    first = typeset(template, data=_data("một"), at=AT, title="Giấy tờ")
    second = typeset(template, data=_data("hai"), at=AT, title="Giấy tờ")

    assert ("một" in _text(first, tmp_path), "hai" in _text(second, tmp_path)) == (True, True)
    assert typeset(template, data=_data("một"), at=AT, title="Giấy tờ") == first


def test_papers_set_at_once_are_as_those_set_one_after_the_other(template):
    texts = [f"văn bản số {n}" for n in range(20)]

    def make(text):
        return typeset(template, data=_data(text), at=AT, title="Giấy tờ")

    with ThreadPoolExecutor(2) as pool:
        at_once = list(pool.map(make, texts))

    assert at_once == [make(text) for text in texts]


def test_a_template_mended_after_a_defect_is_read_anew(tmp_path):
    path = tmp_path / "mended.typ"
    path.write_text("#unknown()")
    with pytest.raises(typst.TypstError):
        typeset(path, data={}, at=AT, title="")
    path.write_text('#set document(title: "Đúng")\n#set text(lang: "vi")\nĐúng')

    assert "Đúng" in _text(typeset(path, data={}, at=AT, title="Đúng"), tmp_path)


def test_a_broken_template_is_a_defect(tmp_path):
    (tmp_path / "broken.typ").write_text("#unknown()")

    with pytest.raises(typst.TypstError):
        typeset(tmp_path / "broken.typ", data={}, at=AT, title="")
