"""Signed papers without a database: the same road as the jobs, with keys of one trial authority."""

import tempfile
from functools import cache
from pathlib import Path

from congvu.signing.rules.boxes import Part, joined
from congvu.signing.rules.fields import with_fields
from congvu.signing.rules.orders import Services, SigningOrder
from congvu.signing.rules.stamps import LeaderStamp, Seal, leader_stamp, seal
from congvu.signing.systems.keys.certificates import certificates
from congvu.signing.systems.keys.client import opened
from congvu.signing.systems.keys.trial import issue_into
from congvu.signing.systems.keys.vault import Vault
from congvu.signing.systems.pades import client as pades
from congvu.signing.terms import Field
from tests.signing.factories import NOW, SEAL_BOX, SIGNER_BOX, paper

NO_SERVICES = Services()


@cache
def vault() -> Vault:
    return Vault(Path(tempfile.mkdtemp(prefix="congvu-vault-")))


@cache
def trial_key(name="Lê Minh Định"):
    return issue_into(vault(), name=name, agency="UBND huyện Bình Đại", now=NOW)


def roots():
    return certificates(vault().trial_root())


@cache
def prepared(pages=1) -> bytes:
    return with_fields(paper(pages), signer_box=SIGNER_BOX, seal_box=SEAL_BOX)


def order(content, field, *, at=NOW, name="Lê Minh Định"):
    """Return the order to sign one field."""
    if field == Field.LEADER:
        shown = leader_stamp(LeaderStamp(name, "Chủ tịch", "", True, SIGNER_BOX.width, SIGNER_BOX.height))
    else:
        _, strip, _ = joined(SEAL_BOX, None)
        assert isinstance(strip, Part)
        shown = seal(
            Seal(
                name,
                "Số: 12/QĐ-UBND",
                "Bình Đại, ngày 27 tháng 4 năm 2020",
                True,
                SEAL_BOX.width,
                SEAL_BOX.height,
                strip,
                None,
            )
        )
    return SigningOrder(content, str(field), shown, name, "Ký duyệt", "Bình Đại", at)


def sign(content, field, *, key=None, at=NOW, services=NO_SERVICES, keys=None):
    """Return the paper with one more signature."""
    with opened((key or trial_key()).place, vault=keys or vault(), module="") as signer:
        return pades.sign(order(content, field, at=at), signer=signer, services=services)


@cache
def signed(pages=1) -> bytes:
    return sign(prepared(pages), Field.LEADER).content


@cache
def sealed(pages=1) -> bytes:
    return sign(signed(pages), Field.AGENCY).content
