"""Which number a result gets: its series, owner and period, how it is written, and which one comes next."""

from dataclasses import dataclass
from datetime import date

from congvu.documents.models import NumberSeries
from congvu.dossiers.models import Dossier, Result
from congvu.dossiers.queries.results import result_spec, sealing_agency
from congvu.dossiers.rules.numbers import (
    NumberRule,
    letter_rule,
    letter_symbol,
    needs_sequence,
    number_rule,
    written,
)
from congvu.dossiers.terms import ResultKind, StepKind


@dataclass(frozen=True, slots=True)
class Numbering:
    """The counter of one result on one day, and what its number says besides."""

    rule: NumberRule
    owner: str
    year: int
    event: str
    symbol: str
    unit: str
    province: str
    registration_code: str

    @property
    def period(self) -> str:
        """Return the period of the counter."""
        return str(self.year) if self.rule.yearly else "luôn"

    @property
    def counted(self) -> bool:
        """Tell whether the number is counted here."""
        return needs_sequence(self.rule)

    def number(self, seq: int) -> str:
        """Return the number as it is printed. Raises FieldsMissing."""
        return written(
            self.rule,
            seq=seq,
            year=self.year,
            event=self.event,
            symbol=self.symbol,
            unit=self.unit,
            province=self.province,
            registration_code=self.registration_code,
        )


def numbering_of(dossier: Dossier, result: Result, *, on: date) -> Numbering:
    """Return how the result is numbered that day."""
    agency, unit = sealing_agency(dossier), _drafting_unit(dossier)
    symbol = letter_symbol(agency.symbol, unit)
    negative = result.kind == ResultKind.NEGATIVE
    return Numbering(
        rule=letter_rule(symbol) if negative else number_rule(result_spec(dossier)),
        owner=agency.key,
        year=on.year,
        event=str(dossier.data.get("event", "")),
        symbol=agency.symbol,
        unit=unit,
        province=province_code(dossier),
        registration_code=str(result.values.get("system", {}).get("registration_code", "")),
    )


def next_number(dossier: Dossier, result: Result, *, on: date) -> str:
    """Return the number that would come next; somebody may be faster, so it is a forecast. Raises FieldsMissing."""
    numbering = numbering_of(dossier, result, on=on)
    last = NumberSeries.objects.filter(
        series=numbering.rule.series, owner=numbering.owner, period=numbering.period
    ).values_list("last", flat=True)
    return numbering.number((last.first() or 0) + 1)


def province_code(dossier: Dossier) -> str:
    """Return the catalogue code of the province, which some numbers begin with."""
    place = dossier.committee.place
    while place is not None and place.parent is not None:
        place = place.parent
    return place.code if place is not None else ""


def _drafting_unit(dossier: Dossier) -> str:
    """Return the symbol of the unit whose specialist handles the dossier."""
    steps = dossier.steps.filter(kind=StepKind.PROCESS, role="specialist").select_related("post__agency")
    step = steps.order_by("-opened_at", "-id").first()
    return step.post.agency.symbol if step is not None else ""
