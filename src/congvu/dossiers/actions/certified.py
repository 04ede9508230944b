"""The further papers of a certification, kept, laid before the signer, signed and numbered with the first one.

Every paper gets a number of its own in the book (sổ chứng thực). The callers hold the dossier's lock.
"""

from collections.abc import Sequence
from datetime import datetime

from congvu.accounts.rules import Acting
from congvu.audit.rules import Ref
from congvu.base.clock import local
from congvu.documents.actions import take_number
from congvu.dossiers.models import CertifiedCopy, Dossier, Result
from congvu.dossiers.queries.certified import copies_given, further_copies, names_to_certify, printed_copy
from congvu.dossiers.queries.numbers import numbering_of
from congvu.dossiers.queries.results import result_spec, sealing_agency, signer_of
from congvu.dossiers.refusals import CopyMissing
from congvu.dossiers.rules.numbers import number_rule, prefix_of
from congvu.dossiers.rules.papers.copies import as_pdf, pages_of
from congvu.files.actions import store_file
from congvu.files.models import StoredFile
from congvu.org.queries import letterhead
from congvu.signing import actions as signing
from congvu.signing.terms import DocumentState, Field

HOUSE = Ref(kind="system", id="congvu", name="Hệ thống Công Vụ")
LARGEST_BYTES = 60 * 1024 * 1024
NOT_YET = "cấp khi trình ký"
_OPEN = (DocumentState.PREPARED, DocumentState.FAILED)


def keep_further(
    dossier: Dossier, result: Result, *, copies: Sequence[StoredFile | None], by: Ref, now: datetime
) -> None:
    """Keep the copies of the second paper and those after it; one that is None is the applicant's own or the kept one.

    Raises CopyMissing, NotACopy.
    """
    before = {one.position: one for one in result.more.select_related("copy")}
    given, names = copies_given(dossier), names_to_certify(dossier, on=local(now).date())
    result.more.exclude(position__lte=len(names)).delete()
    for position, name in enumerate(names[1:], start=2):
        sent = copies[position - 2] if position - 2 < len(copies) else None
        kept = before.get(position)
        own = given[position - 1] if len(given) >= len(names) else None
        file = sent or (kept.copy if kept else None) or own
        if file is None:
            raise CopyMissing(f"Thiếu bản điện tử của giấy tờ thứ {position}: {name}.")
        plain = file if kept and file == kept.copy else _plain(file, by=by, now=now)
        facts = {"name": name, "copy": plain, "copy_pages": pages_of(plain.read())}
        CertifiedCopy.objects.update_or_create(result=result, position=position, defaults=facts)


def _plain(file: StoredFile, *, by: Ref, now: datetime) -> StoredFile:
    name = file.name if file.name.lower().endswith(".pdf") else f"{file.name}.pdf"
    return store_file(content=as_pdf(file.read()), name=name, by=by, now=now, limit_bytes=LARGEST_BYTES)


def set_further_drafts(dossier: Dossier, result: Result, *, title: str, now: datetime) -> None:
    """Set the PDF of each further paper as everybody may preview it. Raises NotACopy, NobodyHolds."""
    for one in further_copies(result):
        printed = printed_copy(dossier, result, one, check_code=NOT_YET, at=now)
        name = f"Dự thảo {title} {one.position} {dossier}.pdf"
        one.file = store_file(content=printed.content, name=name, by=HOUSE, now=now, limit_bytes=LARGEST_BYTES)
        one.save(update_fields=["file"])


def present_further(dossier: Dossier, result: Result, *, title: str, now: datetime) -> None:
    """Give each copy its sheet, its check code and its signature fields."""
    for one in further_copies(result):
        code, agency, spec = signing.draw_check_code(now=now), sealing_agency(dossier), result_spec(dossier)
        printed = printed_copy(dossier, result, one, check_code=code, at=now)
        assert printed.signer is not None and printed.seal is not None  # as the sheet of the first paper has
        name = f"{title} {one.position} {dossier}.pdf"
        file = store_file(content=printed.content, name=name, by=HOUSE, now=now, limit_bytes=LARGEST_BYTES)
        one.document = signing.prepare(
            pdf=file,
            subject=dossier.ref,
            title=f"{title} ({one.position})",
            signer_box=printed.signer,
            seal_box=printed.seal,
            stamp_box=printed.stamp,
            seal_place=letterhead(agency).place,
            number_prefix=prefix_of(number_rule(spec), layout=spec["layout"]),
            check_code=code,
            signer_posts=[signer_of(dossier, on=local(now).date()).post_key],
            seal_agency_key=agency.key,
            now=now,
        )
        one.save(update_fields=["document"])


def take_back_further(result: Result, *, now: datetime) -> None:
    """Take them from the signer's table with the first paper."""
    for one in further_copies(result):
        if one.document is not None and one.document.state != DocumentState.WITHDRAWN:
            signing.withdraw(document_id=one.document.pk, by=HOUSE, now=now)
        one.document = None
        one.save(update_fields=["document"])


def approve_further(
    result: Result, *, digests: Sequence[str], officer: Acting, method: str, now: datetime
) -> list[CertifiedCopy]:
    """Approve those that wait, each by the digest that was shown in its place. Raises what signing refuses."""
    approved = []
    for place, one in enumerate(further_copies(result)):
        document = one.document
        if document is None or document.state not in _OPEN:
            continue
        if document.signatures.filter(field=Field.LEADER).exists():
            continue
        digest = digests[place] if place < len(digests) else ""
        signing.approve(document_id=document.pk, digest=digest, officer=officer, method=method, now=now)
        approved.append(one)
    return approved


def seal_further(dossier: Dossier, result: Result, *, officer: Acting, now: datetime) -> None:
    """Number, date and seal those that are signed, each with the next number of the book; a number once given stays."""
    agency, today = sealing_agency(dossier), local(now).date()
    for one in further_copies(result):
        document = one.document
        if document is None or document.state in (DocumentState.SEALING, DocumentState.SEALED):
            continue
        if not one.number:
            numbering = numbering_of(dossier, result, on=today)
            seq = take_number(series=numbering.rule.series, owner=numbering.owner, period=numbering.period)
            one.number = numbering.number(seq)
            one.save(update_fields=["number"])
        dated = document.dated or today
        signing.seal(
            document_id=document.pk, agency_id=agency.pk, officer=officer, number=one.number, dated=dated, now=now
        )
