"""What a dossier asks and how it goes: its plan, its form's errors, its papers, its answers, its fees."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from congvu.dossiers.models import Dossier
from congvu.dossiers.rules.people import is_for_another
from congvu.org.models import Agency
from congvu.org.queries import committees_for, communes_on, regime_on
from congvu.org.terms import AgencyKind
from congvu.payments.rules import ChargeLine
from congvu.payments.terms import ChargeKind
from congvu.procedures.models import ProcedureVersion
from congvu.procedures.queries import form_of, plan_of
from congvu.procedures.rules.fees import counted_fee, late_fee
from congvu.procedures.rules.forms.parts import FormError
from congvu.procedures.rules.plans import Plan, posts_of

AUTHORISATION = "authorisation"  # the key that forms use for it too


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """One paper that the answers ask for; `shown_only` papers are shown at the desk and never kept."""

    key: str
    name: str
    shown_only: bool


def plan_for(dossier: Dossier, *, on: date) -> Plan:
    """Return the process of this dossier as its version and its declaration say."""
    return plan_of(
        dossier.version, regime=dossier.regime, data=dossier.data, agency_key=dossier.committee.key, today=on
    )


def places_for(version: ProcedureVersion, *, on: date) -> list[Agency]:
    """Return the committees among which the applicant picks, those of a special case included."""
    found = committees_for(version.procedure.code, on)
    cases = version.process[regime_on(on)].get("case_shape", {}).values()
    if any("{commune}" in str(case.get("posts", "")) for case in cases):
        communes = [place.pk for place in communes_on(on)]
        more = Agency.objects.valid_on(on).filter(kind=AgencyKind.COMMITTEE, place__in=communes)
        known = {committee.pk for committee in found}
        found += [one for one in more.select_related("place__parent").order_by("place__code") if one.pk not in known]
    return found


def receivers_of(dossier: Dossier) -> Sequence[str]:
    """Return the posts that receive dossiers of this procedure."""
    return posts_of(dossier.version.process, regime=dossier.regime, role="receiving_officer")


def form_errors(dossier: Dossier, *, on: date) -> list[FormError]:
    """Return what is wrong with the declaration; empty when it may be handed in."""
    return list(form_of(dossier.version).check(dossier.data, today=on, regime=dossier.regime))


def asked_papers(dossier: Dossier, *, on: date) -> list[AskedPaper]:
    """Return the papers that this declaration asks for, in the order of the catalogue, the form itself left out.

    Who hands in for somebody else adds the authorisation, where the form does not ask for it already.
    """
    found = [
        AskedPaper(paper.key, paper.name, paper.is_shown)
        for paper in form_of(dossier.version).papers_asked(dossier.data, today=on)
    ]
    acts_for_another = is_for_another(
        owner_name=dossier.owner_name,
        owner_id_number=dossier.owner_id_number,
        submitter_name=dossier.submitter_name,
        submitter_id_number=dossier.submitter_id_number,
    )
    if acts_for_another and all(paper.key != AUTHORISATION for paper in found):
        found.append(AskedPaper(AUTHORISATION, "Văn bản ủy quyền nộp hồ sơ", shown_only=False))
    return found


def charge_lines(dossier: Dossier, *, on: date) -> list[ChargeLine]:
    """Return the fees of what was declared on that day: counted, a late one, and copies asked for besides."""
    catalogue, lines = dossier.version.catalogue, fee_lines(dossier.version)
    counted = counted_fee(catalogue.get("cach_tinh_phi"), dossier.data)
    if counted is not None:
        lines = [
            replace(line, amount_vnd=counted.amount_vnd, note=f"{counted.words}. Mức thu: {line.note}")
            if line.kind == ChargeKind.PHI
            else line
            for line in lines
        ]
    late = late_fee(catalogue.get("le_phi_qua_han"), dossier.data, today=on)
    if late:
        lines.append(ChargeLine(late, ChargeKind.LE_PHI, None, catalogue["ghi_chu_phi"]))
    copies = counted_fee(catalogue.get("phi_ban_sao"), dossier.data)
    if copies is not None:
        rate = catalogue["phi_ban_sao"]
        lines.append(ChargeLine(rate["ten"], ChargeKind.PHI, copies.amount_vnd, f"{copies.words} ({rate['nguon']})"))
    return lines


def fee_lines(version: ProcedureVersion) -> list[ChargeLine]:
    """Return the fees (phí, lệ phí) of a procedure as published; None where the provincial council sets them."""
    catalogue = version.catalogue
    lines = []
    for kind in (ChargeKind.PHI, ChargeKind.LE_PHI):
        amount = catalogue.get(f"{kind}_vnd")
        if amount != 0:
            lines.append(ChargeLine(str(kind.label), kind, amount, catalogue.get("ghi_chu_phi", "")))
    return lines
