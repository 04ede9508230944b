import random
import zlib
from io import BytesIO

import pikepdf
import pytest

from congvu.signing.rules import reasons
from congvu.signing.rules.verify import verify_pdf
from congvu.signing.systems.checker import client
from congvu.signing.systems.checker.client import verify_apart
from congvu.signing.terms import Judgement
from tests.signing import papers
from tests.signing.factories import NOW, paper

DICE = random.Random(20200427)


def check(content):
    return verify_pdf(content, roots=papers.roots(), now=NOW)


def locked(password):
    with pikepdf.open(BytesIO(paper())) as pdf:
        out = BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="chu", user=password))
    return out.getvalue()


def built(*objects, root=1):
    """Return a PDF put together by hand from the bodies of its objects."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, len(out))
    return out + table + trailer


def bomb():
    squeezed = zlib.compress(b"0" * 300_000_000, 9)
    return built(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
        % (len(squeezed), squeezed),
    )


HOSTILE = {
    "a catalogue that is its own form": built(b"<< /Type /Catalog /Pages 1 0 R /AcroForm 1 0 R /Fields [1 0 R] >>"),
    "a page tree in a circle": built(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 9 /Parent 2 0 R >>"
    ),
    "a field that is its own child": built(
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [3 0 R] /SigFlags 3 >> >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        b"<< /FT /Sig /T (a) /Kids [3 0 R] >>",
    ),
    "an object that refers to itself": built(b"1 0 R"),
    "a signature without bytes": built(
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [3 0 R] /SigFlags 3 >> >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        b"<< /FT /Sig /T (a) /V << /Type /Sig /Contents <00> /ByteRange [0 1 2 3] >> >>",
    ),
    "a signature of words": built(
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [3 0 R] /SigFlags 3 >> >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        b"<< /FT /Sig /T (a) /V << /Type /Sig /Contents (xyz) /ByteRange (abc) >> >>",
    ),
    "brackets without end": b"%PDF-1.7\n1 0 obj\n" + b"[" * 100_000,
    "dictionaries without end": b"%PDF-1.7\n1 0 obj\n" + b"<<" * 100_000,
    "a table far outside": b"%PDF-1.7\nstartxref\n99999999999\n%%EOF",
    "a table before the start": b"%PDF-1.7\nstartxref\n-5\n%%EOF",
    "only the end": b"%PDF-1.7\n%%EOF",
    "zeros": b"%PDF-1.7" + bytes(200_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_a_verdict_that_is_not_valid(name):
    assert check(HOSTILE[name]).verdict is not Judgement.VALID


def test_a_truncated_paper_is_never_valid():
    whole = papers.sealed()
    ends = sorted(DICE.sample(range(1, len(whole) - 2), 40))

    # Cut exactly behind the first revision, the paper with the leader's signature alone is whole.
    found = {end: check(whole[:end]).verdict for end in ends if end != len(papers.signed())}

    assert [end for end, verdict in found.items() if verdict is Judgement.VALID] == []


def test_a_flipped_bit_under_a_signature_is_never_valid():
    whole = papers.sealed()
    start, stop = (
        whole.rindex(b"/Contents <") + 11,
        whole.rindex(b">/ByteRange") if b">/ByteRange" in whole else len(whole),
    )
    outside = [place for place in DICE.sample(range(len(whole)), 40) if not start <= place <= stop]

    found = {}
    for place in outside:
        broken = bytearray(whole)
        broken[place] ^= 1 << DICE.randrange(8)
        found[place] = check(bytes(broken)).verdict

    assert [place for place, verdict in found.items() if verdict is Judgement.VALID] == []


def test_noise_gets_a_verdict():
    for length in (1, 10, 1000, 50_000):
        assert check(b"%PDF-1.4\n" + DICE.randbytes(length)).verdict is Judgement.UNKNOWN


def test_a_paper_with_a_password_is_unknown_and_says_why():
    verdict = check(locked("bí mật"))

    assert (verdict.verdict, verdict.problem) == (Judgement.UNKNOWN, reasons.ENCRYPTED)


def test_a_paper_that_anybody_may_open_is_read():
    assert check(locked("")).problem == reasons.UNSIGNED


def test_a_bomb_is_stopped():
    assert verify_apart(bomb(), roots=papers.roots(), now=NOW).verdict is Judgement.UNKNOWN


def test_a_check_that_takes_too_long_is_stopped_and_says_so(monkeypatch):
    monkeypatch.setattr(client, "START_SECONDS", 0)

    verdict = verify_apart(papers.sealed(), roots=papers.roots(), now=NOW, seconds=0)

    assert verdict.problem == reasons.TOO_COSTLY


def test_the_check_apart_says_the_same_as_the_check_here():
    assert verify_apart(papers.sealed(), roots=papers.roots(), now=NOW) == check(papers.sealed())
