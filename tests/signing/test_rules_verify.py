import json
from datetime import timedelta
from io import BytesIO

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from congvu.signing.rules import reasons
from congvu.signing.rules.verdict import PUBLISHED, as_document, from_document, published
from congvu.signing.rules.verify import verify_pdf
from congvu.signing.terms import Field, Judgement, TimeSource
from tests.signing import papers
from tests.signing.factories import NOW, paper


def check(content, *, now=NOW, roots=None):
    return verify_pdf(content, roots=papers.roots() if roots is None else roots, now=now)


def updated(content, change):
    """Return the file with an incremental update, as somebody would make it after signing."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def draw_on_page(writer):
    stream = generic.StreamObject(stream_data=b"BT /F1 20 Tf 100 500 Td (999.000.000) Tj ET")
    writer.add_stream_to_page(0, writer.add_object(stream))


def swap_seal(writer):
    fields = writer.root["/AcroForm"]["/Fields"]
    seal = next(f.get_object() for f in fields if f.get_object()["/T"] == "CoQuan")
    fake = generic.StreamObject(
        {pdf_name("/Type"): pdf_name("/XObject"), pdf_name("/Subtype"): pdf_name("/Form"),
         pdf_name("/BBox"): generic.ArrayObject(generic.NumberObject(n) for n in (0, 0, 480, 30))},
        stream_data=b"0 0 480 30 re f",
    )  # fmt: skip
    seal["/AP"] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(fake)})
    writer.update_container(seal)


def add_note(writer):
    note = generic.DictionaryObject(
        {pdf_name("/Type"): pdf_name("/Annot"), pdf_name("/Subtype"): pdf_name("/FreeText"),
         pdf_name("/Rect"): generic.ArrayObject(generic.NumberObject(n) for n in (100, 500, 300, 540)),
         pdf_name("/DA"): generic.pdf_string("/Helv 12 Tf"), pdf_name("/Contents"): generic.pdf_string("Da sua")}
    )  # fmt: skip
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Annots"].append(writer.add_object(note))
    writer.update_container(page["/Annots"])


def take_signature_away(writer):
    fields = writer.root["/AcroForm"]["/Fields"]
    seal = next(f.get_object() for f in fields if f.get_object()["/T"] == "CoQuan")
    del seal["/V"]
    writer.update_container(seal)


def test_a_sealed_paper_is_valid():
    assert check(papers.sealed()).verdict is Judgement.VALID


def test_a_paper_with_the_leaders_signature_only_is_valid_and_covered():
    (signature,) = check(papers.signed()).signatures

    assert (signature.verdict, signature.covers_whole_file) == (Judgement.VALID, True)


def test_without_a_time_stamp_the_time_is_the_signers_claim():
    signature = check(papers.signed()).signatures[0]

    assert (signature.time_source, signature.signed_at) == (TimeSource.CLAIMED, NOW)
    assert reasons.CLAIMED_TIME in signature.reasons


def test_a_trial_signature_says_so():
    assert reasons.TRIAL in check(papers.signed()).signatures[0].reasons


def test_without_trusted_roots_the_verdict_is_unknown():
    verdict = check(papers.sealed(), roots=())

    assert verdict.verdict is Judgement.UNKNOWN
    assert verdict.signatures[0].reasons[0] == reasons.NO_ROOTS


def test_an_expired_certificate_without_time_stamp_is_unknown():
    verdict = check(papers.sealed(), now=NOW + timedelta(days=3650))

    assert verdict.verdict is Judgement.UNKNOWN
    assert verdict.signatures[0].reasons[0] == reasons.EXPIRED


def test_a_signature_from_the_future_is_unknown():
    verdict = check(papers.sealed(), now=NOW - timedelta(days=1))

    assert verdict.signatures[0].reasons[0] == reasons.FUTURE


@pytest.mark.parametrize("start", ["signed", "sealed"])
@pytest.mark.parametrize("change", [draw_on_page, swap_seal, add_note])
def test_a_paper_changed_after_its_last_signature_is_invalid(start, change):
    content = updated(getattr(papers, start)(), change)

    assert check(content).verdict is Judgement.INVALID


@pytest.mark.parametrize("change", [draw_on_page, add_note])
def test_a_page_changed_between_signature_and_seal_is_invalid(change):
    content = papers.sign(updated(papers.signed(), change), Field.AGENCY).content

    verdict = check(content)

    assert verdict.signatures[0].reasons[0] == reasons.CHANGED_LATER
    assert verdict.verdict is Judgement.INVALID


def test_a_signature_that_was_taken_away_leaves_no_valid_paper():
    assert check(updated(papers.sealed(), take_signature_away)).verdict is Judgement.INVALID


@pytest.mark.parametrize("tail", [b"\n", b"%%EOF\n", b"loose bytes"])
def test_loose_bytes_behind_the_last_signature_are_not_accepted(tail):
    assert check(papers.sealed() + tail).verdict is not Judgement.VALID


def test_a_seal_that_was_cut_off_leaves_no_valid_paper():
    whole, first = papers.sealed(), len(papers.signed())

    assert check(whole[: (first + len(whole)) // 2]).verdict is not Judgement.VALID


def test_a_changed_letter_breaks_the_signature():
    content = papers.sealed()
    place = content.index(b"/Contents") - 400

    verdict = check(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])

    assert verdict.verdict is not Judgement.VALID


def test_the_published_document_has_exactly_its_keys():
    document = published(check(papers.sealed()))

    assert list(document) == ["signatures", "verdict"]
    assert [tuple(row) for row in document["signatures"]] == [PUBLISHED, PUBLISHED]


def test_a_verdict_survives_its_journey_as_json():
    verdict = check(papers.sealed())

    assert from_document(json.loads(json.dumps(as_document(verdict)))) == verdict


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", reasons.NOT_PDF),
        (b"PK\x03\x04 not a paper", reasons.NOT_PDF),
        (b"%PDF-1.7\nnothing follows", reasons.BROKEN),
        (paper(), reasons.UNSIGNED),
    ],
)
def test_a_file_without_signatures_is_unknown_and_says_why(content, problem):
    verdict = check(content)

    assert (verdict.signatures, verdict.verdict, verdict.problem) == ((), Judgement.UNKNOWN, problem)
