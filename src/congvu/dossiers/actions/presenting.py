"""Laying the drafted result before its signer (trình ký) and taking it back; the callers hold the dossier's lock."""

from datetime import datetime

from congvu.base.clock import local
from congvu.dossiers.actions.certified import HOUSE, LARGEST_BYTES, NOT_YET, present_further, take_back_further
from congvu.dossiers.models import Dossier, Result
from congvu.dossiers.queries.results import (
    is_approved,
    printed_result,
    result_spec,
    sealing_agency,
    signer_of,
)
from congvu.dossiers.refusals import ResultMissing
from congvu.dossiers.rules.numbers import letter_rule, number_rule, prefix_of
from congvu.dossiers.terms import ResultKind
from congvu.files.actions import store_file
from congvu.org.queries import letterhead
from congvu.signing import actions as signing
from congvu.signing.terms import DocumentState


def set_draft(dossier: Dossier, result: Result, *, now: datetime) -> None:
    """Set the PDF of the draft as everybody may preview it. Raises CopyMissing, NotACopy, NobodyHolds."""
    printed = printed_result(dossier, result, check_code=NOT_YET, at=now)
    result.signer_name = printed.signer_name
    result.file = store_file(
        content=printed.paper.content,
        name=f"Dự thảo {title_of(dossier, result)} {dossier}.pdf",
        by=HOUSE,
        now=now,
        limit_bytes=LARGEST_BYTES,
    )
    result.save()


def present_result(dossier: Dossier, *, now: datetime) -> None:
    """Give the result its check code and its two signature fields; one that lies there already stays."""
    result = Result.objects.select_for_update(of=("self",)).filter(dossier=dossier).first()
    if result is None or (result.document is not None and result.document.state != DocumentState.WITHDRAWN):
        return
    code = signing.draw_check_code(now=now)
    printed = printed_result(dossier, result, check_code=code, at=now)
    paper, spec, title = printed.paper, result_spec(dossier), title_of(dossier, result)
    if paper.signer is None or paper.seal is None:
        raise ResultMissing("Mẫu kết quả không có chỗ ký. Hãy báo người quản trị.")
    file = store_file(
        content=paper.content, name=f"{title} {dossier}.pdf", by=HOUSE, now=now, limit_bytes=LARGEST_BYTES
    )
    agency, negative = sealing_agency(dossier), result.kind == ResultKind.NEGATIVE
    rule = letter_rule(agency.symbol) if negative else number_rule(spec)
    result.signer_name = printed.signer_name
    result.document = signing.prepare(
        pdf=file,
        subject=dossier.ref,
        title=title,
        signer_box=paper.signer,
        seal_box=paper.seal,
        stamp_box=paper.stamp,
        seal_place=letterhead(agency).place,
        number_prefix=prefix_of(rule, layout="letter" if negative else spec["layout"]),
        check_code=code,
        signer_posts=[signer_of(dossier, on=local(now).date()).post_key],
        seal_agency_key=agency.key,
        now=now,
    )
    result.save()
    if not negative:
        present_further(dossier, result, title=title, now=now)


def take_back(dossier: Dossier, *, now: datetime) -> None:
    """Take the result from its signer's table while nobody has approved it."""
    result = Result.objects.select_for_update(of=("self",)).filter(dossier=dossier).first()
    if result is None or result.document is None or is_approved(result.document):
        return
    if result.document.state != DocumentState.WITHDRAWN:
        signing.withdraw(document_id=result.document.pk, by=HOUSE, now=now)
    result.document = None
    result.save(update_fields=["document"])
    take_back_further(result, now=now)


def title_of(dossier: Dossier, result: Result) -> str:
    """Return the name of the paper; it names no person."""
    return str(result_spec(dossier)["name"]) if result.kind == ResultKind.GRANTED else str(ResultKind.NEGATIVE.label)
