"""`congvu register_key`: a real key behind PKCS#11 enters the register, with its holder, and without secrets."""

import pytest
from django.core.management import call_command

from congvu.org.models import Agency
from congvu.signing.models import SigningKey
from congvu.signing.systems.keys.demo import issue, make_authority
from congvu.signing.terms import KeyStore
from tests.dossiers.conftest import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(tmp_path):
    authority = make_authority(secret=b"s")
    made = issue(authority=authority, secret=b"s", name="Văn thư", agency="UBND", now=at("2026-11-25T08:00"))
    path = tmp_path / "cert.pem"
    path.write_bytes(made.certificate)
    return str(path)


def register(certificate: str, **whose: str) -> None:
    call_command("register_key", certificate=certificate, token="hsm", key="khoa-1", **whose)


def test_the_key_of_an_agency_is_entered_with_its_place(seeded, certificate, capsys):
    agency = Agency.objects.filter(valid_to=None, kind="committee").first()

    register(certificate, agency=agency.key)

    key = SigningKey.objects.get(agency=agency)
    assert (key.store, key.location, key.for_trial) == (KeyStore.PKCS11, "hsm/khoa-1", False)
    assert key.serial in capsys.readouterr().out


def test_nobody_known_is_refused(seeded, certificate):
    with pytest.raises(SystemExit) as left:
        register(certificate, officer="khong.co")

    assert left.value.code == 1
    assert not SigningKey.objects.exists()


def test_a_file_that_cannot_be_read_is_wrong_usage(seeded):
    agency = Agency.objects.filter(valid_to=None, kind="committee").first()

    with pytest.raises(SystemExit) as left:
        register("/khong/co.pem", agency=agency.key)

    assert left.value.code == 2
