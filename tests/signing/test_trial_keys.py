"""Trial certificates: names of any length fit, and agree with what is printed."""

import datetime as dt

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from congvu.signing.systems.keys.demo import LONGEST_NAME_BYTES, issue, make_authority

NOW = dt.datetime(2020, 4, 27, 1, tzinfo=dt.UTC)
SECRET = b"secret"


@pytest.fixture(scope="module")
def authority():
    return make_authority(secret=SECRET)


def _common_name(authority, name):
    pair = issue(authority=authority, secret=SECRET, name=name, agency=name, now=NOW)
    return x509.load_pem_x509_certificate(pair.certificate).subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Phòng Tư pháp", "Phòng Tư pháp"),
        ("Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"),
        ("Ủ" * 40, "Ủ" * 21),
    ],
)
def test_a_name_too_long_for_a_certificate_is_cut_between_words(authority, name, printed):
    made = _common_name(authority, name)

    assert made == printed
    assert len(made.encode()) <= LONGEST_NAME_BYTES
