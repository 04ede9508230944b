"""What a dossier asks and how it goes: its plan, its form's errors, its papers, its answers, its fees."""

from dataclasses import dataclass
from datetime import date

from congvu.dossiers.models import Dossier
from congvu.payments.rules import ChargeLine
from congvu.payments.terms import ChargeKind
from congvu.procedures.queries import form_of, plan_of
from congvu.procedures.rules.forms.parts import FormError
from congvu.procedures.rules.plans import Plan


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


def form_errors(dossier: Dossier, *, on: date) -> list[FormError]:
    """Return what is wrong with the declaration; empty when it may be handed in."""
    return list(form_of(dossier.version).check(dossier.data, today=on, regime=dossier.regime))


def asked_papers(dossier: Dossier, *, on: date) -> list[AskedPaper]:
    """Return the papers that this declaration asks for, in the order of the catalogue, the form itself left out."""
    return [
        AskedPaper(paper.key, paper.name, paper.is_shown)
        for paper in form_of(dossier.version).papers_asked(dossier.data, today=on)
    ]


def charge_lines(dossier: Dossier) -> list[ChargeLine]:
    """Return the fees (phí, lệ phí) of the procedure as published; None where the provincial council sets them."""
    catalogue = dossier.version.catalogue
    lines = []
    for kind in (ChargeKind.PHI, ChargeKind.LE_PHI):
        amount = catalogue.get(f"{kind}_vnd")
        if amount != 0:
            lines.append(ChargeLine(str(kind.label), kind, amount, catalogue.get("ghi_chu_phi", "")))
    return lines
