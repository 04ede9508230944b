"""How a procedure is worked on: who acts at which step, for how long, and what each step is called.

Law: the order of steps follows Điều 17-20 NĐ 61/2018/NĐ-CP and Điều 17-22 NĐ 118/2025/NĐ-CP as the process data says.
A process is read here exactly as the words `reading` of the process data describe it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from congvu.base.expressions import parse
from congvu.procedures.rules.supplements import SupplementTerms, terms_of
from congvu.procedures.terms import Regime

UNITS = {"trong_ngay": "same_day", "ngay_lam_viec": "working_days", "ngay": "days", "thang": "months"}
HOURS_OF_DAY = {"working_hours": 8, "calendar_hours": 24}
COMMUNE = "{commune}"


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit: `amount` of `unit` (same_day, working_days, days, months)."""

    amount: int
    unit: str

    def hours(self, *, hours_unit: str) -> float:
        """Return the hours the steps share; a same-day limit is one day."""
        return (self.amount or 1) * HOURS_OF_DAY[hours_unit]


@dataclass(frozen=True, slots=True)
class Extension:
    """What a branch does to the limit: `becomes` replaces it, `adds_at_most` lengthens it; one of the two is set."""

    branch: str
    becomes: Limit | None
    adds_at_most: Limit | None
    source: str


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step (or lane of a parallel step) as this procedure words it; `hours` None for lanes without their own."""

    id: str
    kind: str
    role: str
    action: str
    hours: float | None
    when: str
    lanes: tuple["PlanStep", ...]
    produces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The road of one dossier; `posts` holds specs of unit and post, first whose unit exists and post is held wins."""

    shape: str
    case: str
    signs: str
    external: bool
    limit_amount: int
    limit_unit: str
    cut_off: time | None
    hours: Mapping[str, float]
    hours_unit: str
    lane_hours: Mapping[str, float]
    posts: Mapping[str, tuple[str, ...]]
    actions: Mapping[str, str]
    extension: Extension | None
    supplement: SupplementTerms
    steps: tuple[PlanStep, ...]
    unit_names: Mapping[str, str]

    @property
    def handled_by_commune(self) -> bool:
        """Tell whether the one who signs sits in a commune."""
        return any(COMMUNE in spec for spec in self.posts["decider"])


def plan(
    process: Mapping[str, Any],
    *,
    regime: Regime | str,
    data: Mapping[str, object],
    committee: str,
    today: date,
    cut_off: time | None,
) -> Plan:
    """Return the plan of a dossier with this declaration, decided under the committee (an agency key)."""
    entry = process[str(regime)]
    case, case_entry = _case(entry, data=data, today=today)
    spec = {**entry, **case_entry}
    shape = process["shapes"][spec["shape"]]
    limit = _limit(spec["limit"])
    return Plan(
        shape=spec["shape"],
        case=case,
        signs=shape["signs"],
        external=bool(shape.get("external")),
        limit_amount=limit.amount,
        limit_unit=limit.unit,
        cut_off=cut_off if limit.unit == "same_day" else None,
        hours=spec["hours"],
        hours_unit=spec["unit_of_hours"],
        lane_hours=spec.get("lane_hours", {}),
        posts={role: _of_level(specs, committee=committee) for role, specs in spec["posts"].items()},
        actions={step["id"]: _action(step, spec) for step in shape["steps"]},
        extension=_extension(spec.get("extension")),
        supplement=terms_of(process["supplement"], spec.get("supplement", {})),
        steps=tuple(_step(step, spec) for step in shape["steps"]),
        unit_names=spec["unit"],
    )


def posts_of(process: Mapping[str, Any], *, regime: Regime | str, role: str) -> tuple[str, ...]:
    """Return every post that may play a role in this process, in the usual case and in the special ones."""
    entry = process[str(regime)]
    found: list[str] = []
    for case in (entry, *entry.get("case_shape", {}).values()):
        listed = case.get("posts", {}).get(role, ())
        found += [listed] if isinstance(listed, str) else listed
    return tuple(dict.fromkeys(found))


def _case(entry: Mapping[str, Any], *, data: Mapping[str, object], today: date) -> tuple[str, Mapping[str, Any]]:
    """Return the first special case whose condition holds for the declaration, shapes before hours."""
    for kind in ("case_shape", "case_hours"):
        for name, case in entry.get(kind, {}).items():
            if data and parse(case["when"]).value(data, today=today) is True:
                return name, {key: value for key, value in case.items() if key != "when"}
    return "", {}


def _limit(spec: Mapping[str, Any]) -> Limit:
    return Limit(amount=spec["value"], unit=UNITS[spec["unit"]])


def _extension(spec: Mapping[str, Any] | None) -> Extension | None:
    if spec is None:
        return None
    becomes, adds = spec.get("limit_becomes"), spec.get("adds_at_most")
    return Extension(
        branch=spec["branch"],
        becomes=_limit(becomes) if becomes else None,
        adds_at_most=_limit(adds) if adds else None,
        source=spec.get("source", ""),
    )


def _of_level(specs: str | Sequence[str], *, committee: str) -> tuple[str, ...]:
    """Keep the posts of the tier that handles the dossier; a role with posts of one tier only keeps them all."""
    listed = (specs,) if isinstance(specs, str) else tuple(specs)
    of_commune = tuple(spec for spec in listed if COMMUNE in spec)
    of_district = tuple(spec for spec in listed if COMMUNE not in spec)
    if not of_commune or not of_district:
        return listed
    place = committee.removesuffix("-ubnd")
    district = any(spec.startswith(f"{place}-") for spec in of_district)
    return of_district if district else of_commune


def _action(step: Mapping[str, Any], spec: Mapping[str, Any]) -> str:
    return spec.get("actions", {}).get(step["id"], step["action"])


def _step(step: Mapping[str, Any], spec: Mapping[str, Any]) -> PlanStep:
    hours = {**spec.get("lane_hours", {}), **spec["hours"]}
    return PlanStep(
        id=step["id"],
        kind=step.get("kind", "step"),
        role=step["role"],
        action=_action(step, spec),
        hours=hours.get(step["id"]),
        when=step.get("when", ""),
        lanes=tuple(_step(lane, spec) for lane in step.get("lanes", ())),
        produces=tuple(step.get("produces", ())),
    )
