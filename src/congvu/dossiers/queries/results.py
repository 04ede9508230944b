"""The result of a dossier: what it prints, what staff still has to fill in, who signs and seals it, and its PDF."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings

from congvu.accounts.queries import first_held
from congvu.accounts.rules import Acting
from congvu.base.clock import local
from congvu.base.typeset import Place, typeset_with_places
from congvu.dossiers.models import Dossier, Result
from congvu.dossiers.queries.letters import letterhead_of
from congvu.dossiers.queries.plans import plan_for
from congvu.dossiers.refusals import NobodyHolds
from congvu.dossiers.rules.papers.declarations import sections_of
from congvu.dossiers.rules.papers.forms import TEMPLATES
from congvu.dossiers.rules.papers.parts import Check, Letterhead
from congvu.dossiers.rules.papers.resolving import Missing, Resolved, resolve_result, staff_fields
from congvu.dossiers.rules.papers.results import Office, ResultPaper, deputy_signs, head_signs, title_of
from congvu.dossiers.rules.plans import specs_of
from congvu.dossiers.terms import ResultKind, StepKind
from congvu.org import queries as org
from congvu.org.models import Agency
from congvu.procedures.queries import form_of, result_of, terms_of_results


@dataclass(frozen=True, slots=True)
class TypesetResult:
    """The PDF of a result and the places that wait for the signature and for the agency's strip."""

    content: bytes
    signer_box: Place
    seal_box: Place
    stamp_box: Place | None


def result_spec(dossier: Dossier) -> dict[str, Any]:
    """Return the specification of the result as the dossier's version says, with the signer row that holds here."""
    return result_of(dossier.version, regime=dossier.regime, agency_key=dossier.committee.key)


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
    """Return every value that staff may enter for the result."""
    return staff_fields(result_spec(dossier), blocks=terms_of_results()["blocks"])


def resolved_result(dossier: Dossier, result: Result, *, on: date) -> Resolved:
    """Return the lines of the result as they stand, and what is still missing."""
    issuer = sealing_agency(dossier)
    head = org.letterhead(issuer)
    known = {
        "code": dossier.code,
        "place": head.place,
        "issuing_body": issuer.name,
        "receiving_unit": dossier.committee.name,
        "registered_on": on.isoformat(),
        "decided_on": on.isoformat(),
        "book": f"01/{on.year}",
        "copies": dossier.data.get("quantity"),
    }
    return resolve_result(
        result_spec(dossier),
        blocks=terms_of_results()["blocks"],
        form=form_of(dossier.version),
        form_data=dossier.data,
        dossier=known,
        officer=result.values.get("officer", {}),
        system=result.values.get("system", {}),
        today=on,
    )


def missing_fields(dossier: Dossier, result: Result, *, on: date) -> list[str]:
    """Return the labels of what staff still has to fill in."""
    return [one.label for one in resolved_result(dossier, result, on=on).missing]


def typeset_result(dossier: Dossier, result: Result, *, check_code: str, at: datetime) -> TypesetResult:
    """Return the PDF of the draft, without number and date: those come with the agency's seal."""
    on = local(at).date()
    spec = result_spec(dossier)
    office = _office(dossier, spec, on=on)
    check = Check(check_code, f"{settings.CONGVU_ADDRESS}/check/")
    resolved = resolved_result(dossier, result, on=on)
    if result.kind == ResultKind.NEGATIVE:
        layout, with_qr, title = "negative_answer", False, ("", f"V/v từ chối giải quyết: {spec['name']}")
    else:
        layout = spec["layout"]
        with_qr = bool(terms_of_results()["layouts"][layout]["qr"])
        title = title_of(spec, form_data=dossier.data, resolved=resolved)
    paper = ResultPaper(
        code=dossier.version.procedure.code,
        regime=dossier.regime,
        layout=layout,
        with_qr=with_qr,
        title=title[0],
        about=title[1],
        office=office,
        check=check,
        resolved=resolved,
        dossier_code=dossier.code or "",
        addressee=dossier.owner_name,
        sections=sections_of(form_of(dossier.version), dossier.data, today=on),
    )
    data = paper.printed()
    if result.kind == ResultKind.NEGATIVE:
        data |= {"reason": result.reason, "procedure": dossier.version.procedure.name}
    made = typeset_with_places(TEMPLATES / f"{layout}.typ", data=data, at=at, title=spec["name"])
    return TypesetResult(made.content, made.places["signer"], made.places["seal"], made.places.get("stamp"))


def _office(dossier: Dossier, spec: dict[str, Any], *, on: date) -> Office:
    row = spec["signer"]
    signer = signer_of(dossier, on=on)
    sign = deputy_signs if signer.post_key.partition("/")[2].startswith("pho-") else head_signs
    issuer = org.letterhead(org.agency(row["agency"]))
    head = Letterhead(
        superior=issuer.superior, issuer=issuer.issuer, place=issuer.place or letterhead_of(dossier).place
    )
    return Office(
        head=head, capacity=row["capacity"], signer=sign(row, name=signer.user_name), post_title=signer.post_title
    )
