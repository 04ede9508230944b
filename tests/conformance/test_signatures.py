"""Signatures against other people's software: certomancer as authority, pdfsig as second reader, SoftHSM2 as token."""

import shutil
import subprocess
from datetime import timedelta

import pkcs11
import pytest
import time_machine
from pkcs11 import Attribute, KeyType, ObjectClass
from pkcs11.util.rsa import decode_rsa_private_key

from congvu.signing.rules import reasons
from congvu.signing.rules.orders import KeyPlace, Services
from congvu.signing.rules.verify import verify_pdf
from congvu.signing.systems.keys.client import opened
from congvu.signing.systems.keys.vault import Vault
from congvu.signing.systems.pades import client as pades
from congvu.signing.terms import Field, Judgement, KeyStore, Level, TimeSource
from tests.signing import papers
from tests.signing.authority import running
from tests.signing.factories import NOW

SOFTHSM = "/usr/lib/softhsm/libsofthsm2.so"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    with running(tmp_path_factory.mktemp("authority")) as found:
        yield found


@pytest.fixture
def vault(tmp_path):
    return Vault(tmp_path / "keys")


@pytest.fixture
def services(authority):
    return Services(tsa_url=authority.tsa_url, roots=(authority.certificate("root"),))


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(NOW, tick=False):
        yield


def sealed_by(authority, vault, services, *, leader="leader"):
    first = papers.sign(
        papers.prepared(), Field.LEADER, key=authority.issued(leader, vault), keys=vault, services=services
    )
    return papers.sign(
        first.content, Field.AGENCY, key=authority.issued("agency", vault), keys=vault, services=services
    )


def check(content, authority, *, now=NOW):
    return verify_pdf(content, roots=(authority.certificate("root"),), now=now)


def test_with_an_authority_the_time_comes_from_a_third_party(authority, vault, services):
    signed = sealed_by(authority, vault, services)

    verdict = check(signed.content, authority)

    assert signed.level is Level.TIME
    assert [s.time_source for s in verdict.signatures] == [TimeSource.TIMESTAMP, TimeSource.TIMESTAMP]
    assert verdict.verdict is Judgement.VALID


def test_without_an_answer_of_the_authority_the_signature_is_made_all_the_same(authority, vault):
    deaf = Services(tsa_url="http://127.0.0.1:9/tsa")

    signed = papers.sign(
        papers.prepared(), Field.LEADER, key=authority.issued("leader", vault), keys=vault, services=deaf
    )

    assert signed.level is Level.BASIC
    assert check(signed.content, authority).signatures[0].time_source is TimeSource.CLAIMED


def test_evidence_goes_with_the_agencys_lock_and_leaves_the_paper_valid(authority, vault, services):
    signed = sealed_by(authority, vault, services)

    kept = pades.with_evidence(signed, fields=list(Field), services=services, at=NOW)
    verdict = check(kept.content, authority)

    assert kept.level is Level.LONG_TERM
    assert verdict.verdict is Judgement.VALID
    assert reasons.EVIDENCE_ADDED in verdict.signatures[-1].reasons
    assert not verdict.signatures[-1].covers_whole_file


def test_with_evidence_a_paper_is_valid_years_after_its_answers_grew_old(authority, vault, services):
    kept = pades.with_evidence(sealed_by(authority, vault, services), fields=list(Field), services=services, at=NOW)

    verdict = check(kept.content, authority, now=NOW + timedelta(days=365 * 9))

    assert verdict.verdict is Judgement.VALID


def test_a_revoked_certificate_is_seen_from_the_evidence_in_the_file(authority, vault, services):
    signed = papers.sign(
        papers.prepared(), Field.LEADER, key=authority.issued("revoked", vault), keys=vault, services=services
    )

    verdict = verify_pdf(signed.content, roots=services.roots, now=NOW, fetch=True)

    assert verdict.signatures[0].verdict is Judgement.INVALID
    assert verdict.signatures[0].reasons[0] == reasons.REVOKED


def test_no_evidence_is_added_for_a_revoked_certificate(authority, vault, services):
    signed = sealed_by(authority, vault, services, leader="revoked")

    assert pades.with_evidence(signed, fields=list(Field), services=services, at=NOW) == signed


needs_pdfsig = pytest.mark.skipif(shutil.which("pdfsig") is None, reason="pdfsig (poppler-utils) is not installed")


def pdfsig(content, folder):
    path = folder / "paper.pdf"
    path.write_bytes(content)
    run = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, timeout=60, check=False)
    return run.stdout


@needs_pdfsig
def test_pdfsig_agrees_on_both_signatures(tmp_path):
    said = pdfsig(papers.sealed(), tmp_path)

    assert said.count("Signature is Valid.") == 2
    assert said.count("Total document signed") == 1


@needs_pdfsig
def test_pdfsig_agrees_on_time_stamped_signatures_with_evidence(authority, vault, services, tmp_path):
    kept = pades.with_evidence(sealed_by(authority, vault, services), fields=list(Field), services=services, at=NOW)

    assert pdfsig(kept.content, tmp_path).count("Signature is Valid.") == 2


@needs_pdfsig
def test_pdfsig_agrees_that_a_changed_letter_breaks_the_signature(tmp_path):
    content = papers.signed()
    place = content.index(b"%PDF-") + 40
    broken = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]

    assert "Signature is Valid." not in pdfsig(broken, tmp_path)
    assert verify_pdf(broken, roots=papers.roots(), now=NOW).verdict is not Judgement.VALID


@pytest.fixture
def token(tmp_path, monkeypatch, authority):
    """Make a SoftHSM2 token that holds the leader's key; return the place of the key and its vault."""
    folder = tmp_path / "tokens"
    folder.mkdir()
    settings = tmp_path / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder}\nobjectstore.backend = file\nlog.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(settings))
    subprocess.run(
        ["softhsm2-util", "--init-token", "--free", "--label", "bd20", "--so-pin", "123456", "--pin", "4321"],
        capture_output=True,
        check=True,
    )
    library = pkcs11.lib(SOFTHSM)
    library.reinitialize()
    der = authority.arch.key_set.get_private_key("leader")["private_key"].parsed.dump()
    with library.get_token(token_label="bd20").open(rw=True, user_pin="4321") as session:
        key = decode_rsa_private_key(der)
        key.update({Attribute.LABEL: "chu-tich", Attribute.ID: b"1", Attribute.TOKEN: True, Attribute.SIGN: True})
        key.update({Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.KEY_TYPE: KeyType.RSA})
        session.create_object(key)
    vault = Vault(tmp_path / "keys")
    vault.folder.mkdir()
    (vault.folder / "bd20.pin").write_text("4321\n")
    chain = authority.pem("interm", "root")
    return KeyPlace(KeyStore.PKCS11, "bd20/chu-tich", authority.pem("leader"), chain), vault


@pytest.mark.softhsm
@pytest.mark.skipif(shutil.which("softhsm2-util") is None, reason="SoftHSM2 is not installed")
def test_a_key_in_a_token_signs_as_a_key_in_a_file(token, authority):
    place, vault = token

    with opened(place, vault=vault, module=SOFTHSM) as signer:
        signed = pades.sign(papers.order(papers.prepared(), Field.LEADER), signer=signer, services=papers.NO_SERVICES)

    assert check(signed.content, authority).verdict is Judgement.VALID
