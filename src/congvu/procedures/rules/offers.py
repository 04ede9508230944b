"""Everything that the page of one procedure says, put together from its version: steps, legal basis, special limits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from re import compile as pattern
from typing import Any

from congvu.procedures.rules.forms.form import Form
from congvu.procedures.rules.plans import Plan
from congvu.procedures.rules.wording_of_terms import hours_words, limit_words, trust_words, who_acts
from congvu.procedures.terms import Regime

_TRUST_MARK = pattern(r" \((?:sure|likely|unverified)\)")


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step as people read it; `time` is empty where a lane has no time of its own."""

    who: str
    action: str
    time: str
    optional: bool
    lanes: tuple["StepRow", ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis and how far it was checked."""

    text: str
    trust: str


def case_conditions(process: Mapping[str, Any], *, regime: Regime | str) -> list[str]:
    """Return the conditions under which another limit or road holds."""
    entry = process[str(regime)]
    return [case["when"] for kind in ("case_shape", "case_hours") for case in entry.get(kind, {}).values()]


def steps_of(plan: Plan, *, roles: Mapping[str, Any], regime: Regime | str) -> list[StepRow]:
    """Return who does what and for how long, in the order of the process."""
    return [
        StepRow(
            who=who_acts(step, plan, roles=roles, regime=regime),
            action=step.action,
            time=hours_words(step.hours, unit=plan.hours_unit) if step.hours else "",
            optional=bool(step.when),
            lanes=tuple(
                StepRow(
                    who=who_acts(lane, plan, roles=roles, regime=regime),
                    action=lane.action,
                    time=hours_words(lane.hours, unit=plan.hours_unit) if lane.hours else "",
                    optional=bool(lane.when),
                    lanes=(),
                )
                for lane in step.lanes
            ),
        )
        for step in plan.steps
    ]


def bases_of(form: Form, *, regime: Regime | str) -> list[Basis]:
    """Return the legal basis under the regime, each with how far it was checked."""
    return [
        Basis(source.text, trust_words(source.confidence)) for source in form.legal_sources if source.regime == regime
    ]


def extension_words(plan: Plan) -> str:
    """Return what may lengthen the limit, or nothing."""
    extension = plan.extension
    if extension is None:
        return ""
    if extension.becomes is not None:
        return f"Phải xác minh thì thời hạn là {limit_words(extension.becomes.amount, extension.becomes.unit)}."
    if extension.adds_at_most is not None:
        added = limit_words(extension.adds_at_most.amount, extension.adds_at_most.unit)
        return f"Có thể kéo dài thêm nhiều nhất {added}."
    return ""


def result_facts(result: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return how many copies of the result there are and how long it is valid, as far as the data say."""
    facts = (("Số bản kết quả", result.get("copies", "")), ("Giá trị của kết quả", result.get("validity", "")))
    return [(label, _TRUST_MARK.sub("", str(words))) for label, words in facts if words]


def conditions_of(form: Form) -> list[str]:
    """Return what the declaration holds everybody to (yêu cầu, điều kiện), each once; empty where it states nothing."""
    checks = [*form.checks, *(check for _, field in form.walk() for check in field.checks)]
    return list(dict.fromkeys(check.message for check in checks if check.is_condition and not check.is_warning))


def who_applies(form: Form) -> list[str]:
    """Return as whom people may ask, as the declaration lists it; empty where it does not.

    Such a list names somebody authorised (`agent`); other relations that forms ask are not the applicant's.
    """
    fields = [field for step in form.steps for field in step.fields if field.key == "relation"]
    labels = fields[0].choices.labels if fields and fields[0].choices else {}
    return list(labels.values()) if "agent" in labels else []


def trust_rows(catalogue: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give what the catalogue says of its own certainty: label and words."""
    labels = {"time_limit": "Thời hạn", "fee": "Mức thu", "documents": "Thành phần hồ sơ"}
    for key, label in labels.items():
        yield label, trust_words(catalogue["confidence"][key])
