"""Every paper keeps the layout of Nghị định 30/2020 and is PDF/A-2a: measured on the page, not on the template."""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from congvu.dossiers.rules.papers.forms import FORMS, TEMPLATES, form_pdf, read_form, result_pdf
from congvu.procedures import data
from congvu.signing.rules.fields import with_fields
from tests.dossiers.result_papers import paper_of

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SAMPLES = Path(__file__).parents[1] / "dossiers" / "samples"
MM = 72 / 25.4
CHECK_LINE = "Mã tra cứu: BD-7K4M-2Q9X"


def _given(key):
    return json.loads((SAMPLES / f"{key}.json").read_text())


def _form(key):
    return form_pdf(key, read_form(key, _given(key)), at=AT)


@cache
def _result(code, regime="2025"):
    return result_pdf(paper_of(code, regime), at=AT)


def _text(content, folder):
    (folder / "paper.pdf").write_bytes(content)
    command = ["pdftotext", "-enc", "UTF-8", str(folder / "paper.pdf"), "-"]
    return " ".join(subprocess.run(command, capture_output=True, check=True).stdout.decode().split())


def _words(content, folder):
    """Return the words of the first page with their edges in points from the upper left corner."""
    (folder / "paper.pdf").write_bytes(content)
    command = ["pdftotext", "-enc", "UTF-8", "-bbox", "-l", "1", str(folder / "paper.pdf"), "-"]
    page = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    edges = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>'
    return [(*map(float, found[:4]), found[4]) for found in re.findall(edges, page)]


def _assert_pdf_a_2a(content):
    with pikepdf.open(BytesIO(content)) as pdf:
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang).startswith("vi")
        assert "/StructTreeRoot" in pdf.Root
        assert all("/FontFile3" in descriptor or "/FontFile2" in descriptor for descriptor in _font_descriptors(pdf))


def _font_descriptors(pdf):
    for page in pdf.pages:
        for font in page.Resources.get("/Font", {}).values():
            yield from (descendant.FontDescriptor for descendant in font.get("/DescendantFonts", []))


@pytest.mark.parametrize("regime", ["2020", "2025"])
@pytest.mark.parametrize("code", data.codes())
def test_every_result_is_pdf_a_2a_with_room_for_both_signatures(code, regime, tmp_path):
    paper = paper_of(code, regime)

    made = _result(code, regime)

    _assert_pdf_a_2a(made.content)
    assert made.pages >= made.signer.page >= made.seal.page >= 1
    text = _text(made.content, tmp_path)
    assert all(wanted in text for wanted in ("Phan Thụ Lim Xanh", (paper.title or paper.about)[:20], CHECK_LINE))


@pytest.mark.parametrize("key", FORMS)
def test_every_form_is_pdf_a_2a_and_shows_what_it_was_given(key, tmp_path):
    given = _given(key)

    made = _form(key)

    _assert_pdf_a_2a(made.content)
    assert made.content == _form(key).content
    names = [given[name] for name in ("submitter_name", "guide_name", "submitter", "code") if name in given]
    assert all(wanted in _text(made.content, tmp_path) for wanted in [*filter(None, names), CHECK_LINE])


@pytest.mark.parametrize("code", ["1.001776", "1.001731", "1.011607", "1.008004"])
def test_margins_are_those_of_the_decree(code, tmp_path):
    words = _words(_result(code).content, tmp_path)

    left, right = min(word[0] for word in words) / MM, 210 - max(word[2] for word in words) / MM
    top = min(word[1] for word in words) / MM

    assert 29.5 <= left <= 35
    assert 15 <= right <= 22
    assert 17 <= top <= 25


def test_issuer_stands_left_and_motto_right_above_the_title(tmp_path):
    words = _words(_result("1.001776").content, tmp_path)
    place = {text: (x, y) for x, y, _, _, text in reversed(words)}

    assert place["CỘNG"][0] > 90 * MM > place["THẠNH"][0]
    assert place["CỘNG"][1] < place["Độc"][1] < place["QUYẾT"][1]


@pytest.mark.parametrize("code", data.codes())
def test_nothing_is_printed_where_the_signatures_are_drawn(code, tmp_path):
    made = _result(code)
    with pikepdf.open(BytesIO(made.content)) as pdf:
        height = float(pdf.pages[0].mediabox[3])
    words = _words(made.content, tmp_path)

    for box in (made.signer, made.seal):
        left, bottom, right, top = box.corners
        inside = [
            text
            for x1, y1, x2, y2, text in words
            if box.page == 1 and x2 > left and x1 < right and height - y1 - 3 > bottom and height - y2 + 3 < top
        ]
        assert inside == []


@pytest.mark.parametrize("code", data.codes())
def test_both_places_lie_on_their_page_and_do_not_touch(code):
    made = _result(code)
    signer, seal = made.signer, made.seal

    assert signer.left > 0 and signer.bottom > 40 and signer.height > 70
    assert signer.page > seal.page or signer.bottom + signer.height < seal.bottom


@pytest.mark.parametrize("code", ["1.001193", "1.000894", "1.012812", "2.001035", "1.001662"])
def test_both_places_are_good_for_signature_fields(code):
    made = _result(code)

    with pikepdf.open(BytesIO(with_fields(made.content, signer_box=made.signer, seal_box=made.seal))) as pdf:
        assert len(pdf.Root.AcroForm.Fields) == 2


def test_no_number_and_no_day_of_the_document_is_printed(tmp_path):
    text = _text(_result("1.001776").content, tmp_path)

    assert not re.search(r"Số: *\d", text)
    assert not re.search(r"ngày \d\d tháng \d+ năm 2026", text)


@pytest.mark.parametrize("code", data.codes())
def test_equal_input_gives_equal_bytes(code):
    assert result_pdf(paper_of(code), at=AT).content == _result(code).content


def test_equal_input_gives_equal_bytes_in_another_process():
    program = (
        "import django; django.setup(); from tests.conformance.test_layouts import *;"
        "sys.stdout.buffer.write(result_pdf(paper_of('1.001612'), at=AT).content)"
    )
    root = Path(__file__).parents[2]
    environment = {"DJANGO_SETTINGS_MODULE": "congvu.config.settings.test", "PATH": "/usr/bin:/bin"}

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, cwd=root, env=environment)

    assert run.stdout == result_pdf(paper_of("1.001612"), at=AT).content


def test_a_word_longer_than_the_line_stays_on_the_page(tmp_path):
    given = _given("refusal_slip") | {"reason": "đ" * 400}

    words = _words(form_pdf("refusal_slip", read_form("refusal_slip", given), at=AT).content, tmp_path)

    assert max(word[2] for word in words) < 195 * MM


def test_a_long_paper_goes_on_overleaf_with_a_page_number(tmp_path):
    given = _given("supplement_slip") | {"items": [f"Giấy tờ thứ {n} còn thiếu" for n in range(80)]}

    made = form_pdf("supplement_slip", read_form("supplement_slip", given), at=AT)

    assert made.pages == 3
    assert "Giấy tờ thứ 79 còn thiếu" in _text(made.content, tmp_path)


def test_templates_are_short_enough_to_be_read():
    lengths = {path.name: len(path.read_text().splitlines()) for path in TEMPLATES.glob("*.typ")}

    assert {name: lines for name, lines in lengths.items() if lines > 150} == {}
