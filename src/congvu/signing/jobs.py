"""Signatures are made in the background: claim, sign outside any transaction, record."""

from django.conf import settings

from congvu.base import clock
from congvu.base.background import job
from congvu.base.refusals import Refusal
from congvu.signing import actions, queries
from congvu.signing.refusals import StaleFile
from congvu.signing.systems.keys.trial import issue_into
from congvu.signing.terms import Field


@job("signing.sign")
def sign(*, document_id: int, **_: object) -> None:
    """Make the leader's signature. May run twice: one signature per field, a second run finds the first."""
    _make(document_id, Field.LEADER)


@job("signing.seal")
def seal(*, document_id: int, **_: object) -> None:
    """Make the agency's signature. May run twice: one signature per field, a second run finds the first."""
    _make(document_id, Field.AGENCY)


def _make(document_id: int, field: Field) -> None:
    from congvu.signing.systems.keys.client import opened  # pyHanko takes a second to import: not in every process
    from congvu.signing.systems.pades import client as pades

    now = clock.now()
    try:
        _have_key(document_id, field)
        claim = queries.claim(document_id=document_id, field=field, now=now)
        if claim is None:
            return
        with opened(claim.place, vault=queries.vault(), module=settings.CONGVU_PKCS11_MODULE) as signer:
            signed = pades.sign(claim.order, signer=signer, services=queries.services())
        if field is Field.AGENCY:
            signed = pades.with_evidence(signed, fields=list(Field), services=queries.services(), at=now)
        actions.record_signature(claim=claim, signed=signed, now=now)
    except StaleFile:
        raise
    except Refusal as refusal:
        actions.record_failure(document_id=document_id, field=field, refusal=refusal, now=now)


def _have_key(document_id: int, field: Field) -> None:
    """Issue a trial key when the signer has none yet; in real service keys are brought, never made."""
    holder = queries.holder_of(document_id=document_id, field=field)
    if holder is None or settings.CONGVU_MODE == "prod" or queries.key_in_use(holder, now=clock.now()):
        return
    issued = issue_into(queries.vault(), name=holder.name, agency=holder.agency_name, now=clock.now())
    actions.register_key(issued, holder=holder, now=clock.now())
