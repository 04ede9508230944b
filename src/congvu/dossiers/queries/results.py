"""The result of a dossier: what it prints, what staff still has to fill in, who signs and seals it, and its PDF."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings

from congvu.accounts.queries import first_held
from congvu.accounts.rules import Acting
from congvu.base.clock import local
from congvu.dossiers.models import Dossier, Result
from congvu.dossiers.queries.letters import letterhead_of
from congvu.dossiers.queries.plans import plan_for
from congvu.dossiers.refusals import CopyMissing, NobodyHolds
from congvu.dossiers.rules.numbers import book_of, number_rule
from congvu.dossiers.rules.papers.answers import NegativeAnswer
from congvu.dossiers.rules.papers.copies import with_sheet
from congvu.dossiers.rules.papers.declarations import sections_of
from congvu.dossiers.rules.papers.forms import Printed, form_pdf, result_pdf
from congvu.dossiers.rules.papers.parts import Check, Letterhead, Signer
from congvu.dossiers.rules.papers.resolving import Missing, Resolved, resolve_result, staff_fields
from congvu.dossiers.rules.papers.results import Office, ResultPaper, deputy_signs, head_signs, result_paper
from congvu.dossiers.rules.plans import specs_of
from congvu.dossiers.rules.results import CERTIFICATION, letter_signer, names_of_copies
from congvu.dossiers.terms import ResultKind, StepKind
from congvu.org import queries as org
from congvu.org.models import Agency
from congvu.procedures.queries import form_of, result_of, terms_of_results
from congvu.signing.models import SignableDocument
from congvu.signing.terms import DocumentState, Field

_APPROVED = {DocumentState.APPROVED, DocumentState.SIGNED, DocumentState.SEALING, DocumentState.SEALED}


@dataclass(frozen=True, slots=True)
class PrintedResult:
    """The unsigned PDF of a result with the places of its signatures, and whose name stands under it."""

    paper: Printed
    signer_name: str


def is_signed(document: SignableDocument | None) -> bool:
    """Tell whether the signer's signature is on the paper, also when the seal failed afterwards."""
    return document is not None and document.signatures.filter(field=Field.LEADER).exists()


def is_decided(dossier: Dossier) -> bool:
    """Tell whether the signer has approved the result already; from then on nothing more is asked of the applicant."""
    result = getattr(dossier, "result", None)
    return result is not None and is_approved(result.document)


def is_approved(document: SignableDocument | None) -> bool:
    """Tell whether the signer has decided: approved, signed or not yet; a failed attempt decides nothing."""
    return document is not None and (document.state in _APPROVED or is_signed(document))


def result_spec(dossier: Dossier) -> dict[str, Any]:
    """Return the specification of the result as the dossier's version says, with the signer row that holds here."""
    return result_of(dossier.version, regime=dossier.regime, agency_key=dossier.committee.key, data=dossier.data)


def certifies(dossier: Dossier) -> bool:
    """Tell whether the result is the applicant's own paper with words of certification."""
    return bool(result_spec(dossier)["layout"] == CERTIFICATION)


def signer_of(dossier: Dossier, *, on: date) -> Acting:
    """Return who signs the result that day. Raises NobodyHolds."""
    specs = specs_of(plan_for(dossier, on=on), "decider")
    holders = first_held(specs, commune=dossier.commune_key, role="decider", on=on)
    if not holders:
        raise NobodyHolds(role="decider", dossier=dossier.pk)
    return holders[0]


def may_draft(dossier: Dossier, *, officer: Acting, on: date) -> bool:
    """Tell whether the officer's post handles the dossier, or holds a step of it before the signature."""
    plan = plan_for(dossier, on=on)
    handling = {spec.replace("{commune}", dossier.commune_key) for spec in specs_of(plan, "specialist")}
    holds = dossier.steps.filter(kind=StepKind.PROCESS, post__key=officer.post_key, done_at=None)
    return officer.post_key in handling or holds.exclude(node=plan.signs).exists()


def sealing_agency(dossier: Dossier) -> Agency:
    """Return the agency whose seal the result bears."""
    return org.agency(result_spec(dossier)["signer"]["agency"])


def fields_for_staff(dossier: Dossier) -> tuple[Missing, ...]:
    """Return every value that staff may enter for the result, each once."""
    found = staff_fields(result_spec(dossier), blocks=terms_of_results()["blocks"])
    return tuple({one.path: one for one in reversed(found)}.values())[::-1]


def resolved_result(dossier: Dossier, values: Mapping[str, Any], *, on: date) -> Resolved:
    """Return the lines of the result with these values of staff, and what is still missing."""
    spec, issuer = result_spec(dossier), sealing_agency(dossier)
    known = {
        "code": dossier.code,
        "place": org.letterhead(issuer).place,
        "issuing_body": issuer.name,
        "receiving_unit": dossier.committee.name,
        "registered_on": on.isoformat(),
        "decided_on": on.isoformat(),
        "book": book_of(number_rule(spec), year=on.year),
        "copies": dossier.data.get("quantity"),
    }
    return resolve_result(
        spec,
        blocks=terms_of_results()["blocks"],
        form=form_of(dossier.version),
        form_data=dossier.data,
        dossier=known,
        officer=values.get("officer", {}),
        system=values.get("system", {}),
        today=on,
    )


def printed_result(dossier: Dossier, result: Result, *, check_code: str, at: datetime) -> PrintedResult:
    """Return the PDF of the result, number and day left to the seal. Raises CopyMissing, NotACopy, NobodyHolds."""
    office = office_of(dossier, on=local(at).date())
    check = Check(check_code, f"{settings.CONGVU_ADDRESS}/check/")
    if result.kind == ResultKind.NEGATIVE:
        paper = _refusal(dossier, result, office=office, check=check, at=at)
    else:
        paper = _granted(dossier, result, office=office, check=check, at=at)
    return PrintedResult(paper, office.signer.name)


def _refusal(dossier: Dossier, result: Result, *, office: Office, check: Check, at: datetime) -> Printed:
    answer = NegativeAnswer(
        head=office.head,
        addressee=f"Ông/bà {dossier.owner_name}",
        content=dossier.version.procedure.name,
        code=str(dossier),
        received_on=local(dossier.accepted_at or at).date(),
        reason=result.reason,
        legal_ground=result.legal_ground,
        signer=letter_signer(office.signer, committee=sealing_agency(dossier).kind == "committee"),
        check=check,
    )
    return form_pdf("negative_answer", answer, at=at)


def paper_of(
    dossier: Dossier, result: Result, *, office: Office, check: Check, at: datetime
) -> tuple[ResultPaper, Resolved]:
    """Return what the result prints, on its own or as the sheet of a copy, and the lines behind it."""
    on, form = local(at).date(), form_of(dossier.version)
    resolved = resolved_result(dossier, result.values, on=on)
    paper = result_paper(
        result_spec(dossier),
        layouts=terms_of_results()["layouts"],
        regime=dossier.regime,
        form_data=dossier.data,
        resolved=resolved,
        office=office,
        check=check,
        dossier_code=str(dossier),
        sections=sections_of(form, dossier.data, today=on),
    )
    return paper, resolved


def _granted(dossier: Dossier, result: Result, *, office: Office, check: Check, at: datetime) -> Printed:
    paper, resolved = paper_of(dossier, result, office=office, check=check, at=at)
    if paper.layout != CERTIFICATION:
        return result_pdf(paper, at=at)
    if result.copy is None:
        raise CopyMissing
    return with_sheet(result.copy.read(), name=names_of_copies(resolved, paper.code)[0], paper=paper, at=at)


def office_of(dossier: Dossier, *, on: date) -> Office:
    """Return who gives the result that day: letterhead, capacity and signer. Raises NobodyHolds."""
    row = result_spec(dossier)["signer"]
    signer = signer_of(dossier, on=on)
    sign = deputy_signs if signer.post_key.partition("/")[2].startswith("pho-") else head_signs
    issuer = org.letterhead(org.agency(row["agency"]))
    head = Letterhead(
        superior=issuer.superior, issuer=issuer.issuer, place=issuer.place or letterhead_of(dossier).place
    )
    name = signer.for_name or signer.user_name
    printed: Signer = replace(sign(row, name=name))
    return Office(head=head, capacity=row["capacity"], signer=printed, post_title=signer.post_title)
