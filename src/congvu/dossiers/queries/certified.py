"""The further papers of a certification (chứng thực): each has its own copy, sheet, signature, seal and number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from congvu.base.clock import local
from congvu.dossiers.models import CertifiedCopy, Dossier, PaperFile, Result
from congvu.dossiers.queries.results import certifies, office_of, paper_of, resolved_result
from congvu.dossiers.rules.certified import PagesDiffer, declared_pages, pages_that_differ
from congvu.dossiers.rules.papers.copies import with_sheet
from congvu.dossiers.rules.papers.forms import Printed
from congvu.dossiers.rules.papers.parts import Check
from congvu.dossiers.rules.results import names_of_copies
from congvu.dossiers.terms import ResultKind
from congvu.files.models import StoredFile
from congvu.signing.models import SignableDocument
from congvu.signing.terms import Field


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """One paper of a certification of several, and the PDF that shows it."""

    number: int
    name: str
    file: StoredFile


# Papers of the applicant that a certification is bound to, in this order.
COPIES = ("copies_file", "document_file", "translation_file", "draft")


def names_to_certify(dossier: Dossier, *, on: date) -> list[str]:
    """Return the papers that are certified, one number each, in the order of the declaration; empty where none is."""
    if not certifies(dossier):
        return []
    return names_of_copies(resolved_result(dossier, {}, on=on), dossier.version.procedure.code)


def copies_given(dossier: Dossier) -> list[StoredFile]:
    """Return the electronic copies that the applicant gave, in the order given, of the first paper that has any."""
    files = PaperFile.objects.filter(paper__dossier=dossier, paper__key__in=COPIES).select_related("paper", "file")
    by_key: dict[str, list[StoredFile]] = {}
    for one in files.order_by("id"):
        by_key.setdefault(one.paper.key, []).append(one.file)
    return next((by_key[key] for key in COPIES if key in by_key), [])


def first_copy_given(dossier: Dossier, *, on: date) -> list[StoredFile]:
    """Return the files that the copy of the first paper is made of: one, or all pictures of an only paper."""
    given = copies_given(dossier)
    pictures = len(given) > 1 and all(file.media_type.startswith("image/") for file in given)
    return given if pictures and len(names_to_certify(dossier, on=on)) == 1 else given[:1]


def wrong_pages(dossier: Dossier, result: Result | None, further: Sequence[CertifiedCopy]) -> list[PagesDiffer]:
    """Return the papers whose copy, as drafted, does not have the declared number of pages."""
    if result is None or result.copy_id is None or result.kind != ResultKind.GRANTED:
        return []
    names = names_to_certify(dossier, on=local(result.drafted_at).date())
    scanned = [result.copy_pages, *(one.copy_pages for one in further)]
    return pages_that_differ(names, declared=declared_pages(dossier.data, papers=len(names)), scanned=scanned)


def papers_shown(dossier: Dossier, result: Result | None, further: Sequence[CertifiedCopy]) -> list[ShownPaper]:
    """Return the papers of a certification of several as they lie before the signer, else as drafted; else nothing."""
    if result is None or not further or result.kind != ResultKind.GRANTED:
        return []
    first = names_to_certify(dossier, on=local(result.drafted_at).date())[0]
    papers = [(1, first, result.document, result.file)]
    papers += [(one.position, one.name, one.document, one.file) for one in further]
    shown = [(number, name, document.file if document else draft) for number, name, document, draft in papers]
    return [ShownPaper(number, name, file) for number, name, file in shown if file is not None]


def further_copies(result: Result | None) -> list[CertifiedCopy]:
    """Return the second paper and those after it; a result that certifies nothing is not asked about."""
    if result is None or result.copy_id is None:
        return []
    return list(result.more.select_related("copy", "file", "document__file"))


def further_documents(result: Result | None) -> list[SignableDocument]:
    """Return their documents once they lie before the signer."""
    return [one.document for one in further_copies(result) if one.document is not None]


def further_documents_of(results: Sequence[int]) -> dict[int, list[SignableDocument]]:
    """Return the same of several results by their ids, in one question."""
    found: dict[int, list[SignableDocument]] = {}
    rows = CertifiedCopy.objects.filter(result__in=results).exclude(document=None).select_related("document__file")
    for one in rows.order_by("result", "position"):
        if one.document is not None:
            found.setdefault(one.result_id, []).append(one.document)
    return found


def all_have(documents: Sequence[SignableDocument], field: Field) -> bool:
    """Tell whether every document bears this signature."""
    wanted = {document.pk for document in documents}
    bearing = SignableDocument.objects.filter(pk__in=wanted, signatures__field=field)
    return not wanted or bearing.distinct().count() == len(wanted)


def printed_copy(dossier: Dossier, result: Result, one: CertifiedCopy, *, check_code: str, at: datetime) -> Printed:
    """Return the copy with its own sheet as last page, unsigned. Raises NotACopy, NobodyHolds."""
    office = office_of(dossier, on=local(at).date())
    check = Check(check_code, f"{settings.CONGVU_ADDRESS}/check/")
    paper, _ = paper_of(dossier, result, office=office, check=check, at=at)
    return with_sheet(one.copy.read(), name=one.name, paper=paper, at=at)
