"""The roads that made-up dossiers may take: every procedure at every committee that handles it on one day."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from congvu.accounts.models import User
from congvu.accounts.queries import first_held
from congvu.accounts.rules import Acting
from congvu.dossiers.queries.plans import fee_lines
from congvu.dossiers.rules.made_up import Road, Station, escaped
from congvu.dossiers.rules.numbers import needs_sequence, number_rule
from congvu.dossiers.rules.plans import part_of, specs_of, walk
from congvu.org import queries as org
from congvu.org.models import Agency, Post
from congvu.org.refusals import NoSuchAgency
from congvu.org.terms import Level
from congvu.procedures.models import Procedure, ProcedureVersion
from congvu.procedures.queries import example_of, form_of, plan_of, published, result_of, roles_of_processes
from congvu.procedures.refusals import NotPublished
from congvu.procedures.rules.plans import Plan
from congvu.workflow.queries import latest, table_of
from congvu.workflow.rules.tables import Node


@dataclass(slots=True)
class _People:
    """Who holds which post on the day, asked once."""

    day: date
    posts: Mapping[str, int]
    held: dict[tuple[tuple[str, ...], str, str], list[Acting]] = field(default_factory=dict)

    def station(
        self, specs: Sequence[str], role: str, commune: str, *, label: str, minutes: int, stops: bool = False,
        node: str = "", nodes: Mapping[str, Node] | None = None,
    ) -> Station | None:  # fmt: skip
        """Return the step at the first held post; None when nobody is there."""
        key = (tuple(specs), role, commune)
        if key not in self.held:
            self.held[key] = first_held(specs, commune=commune, role=role, on=self.day)
        if not self.held[key]:
            return None
        who = self.held[key][0]
        flow = nodes[node].incoming[0] if nodes else ""
        post = self.posts[who.post_key]
        return Station(
            node, flow, escaped(label), role, post, who.committee_key, who.user_name, who.user_id, minutes, stops
        )


def roads_on(day: date) -> list[Road]:
    """Return the roads whose every post is held that day, by procedure and committee."""
    people = _People(day, dict(Post.objects.values_list("key", "pk")))
    found = []
    for code in Procedure.objects.order_by("code").values_list("code", flat=True):
        try:
            version = published(code, day)
        except NotPublished:
            continue
        roads = (_road(version, committee, people=people) for committee in org.committees_for(code, day))
        found += [road for road in roads if road is not None]
    return found


def applicants() -> list[tuple[int, str]]:
    """Return the accounts (key, name) of citizens, in whose names the newest online dossiers are made up."""
    people = User.objects.filter(citizen__isnull=False).order_by("pk")
    return [(user.pk, user.full_name) for user in people]


def _road(version: ProcedureVersion, committee: Agency, *, people: _People) -> Road | None:
    regime, declared = org.regime_on(people.day), example_of(version.procedure.code)
    plan = plan_of(version, regime=regime, data=declared, agency_key=committee.key, today=people.day)
    stations = _stations(plan, committee, people=people)
    result = result_of(version, regime=regime, agency_key=committee.key, data=declared)
    try:
        agency = org.agency(result["signer"]["agency"])
    except NoSuchAgency:
        return None
    if stations is None:
        return None
    rule = number_rule(result)
    asked = form_of(version).papers_asked(declared, today=people.day)
    return Road(
        version_id=version.pk,
        committee_id=committee.pk,
        committee_key=committee.key,
        committee_name=committee.name,
        regime=regime,
        prefix=org.code_prefix(committee, people.day),
        amount=plan.limit_amount,
        unit=plan.limit_unit,
        mode=committee.deadline_mode,
        cut_off=(plan.cut_off.isoformat() if plan.cut_off else "15:00:00"),
        calendar_id=committee.calendar_id,
        definition_id=latest(plan.shape).pk,
        desk=stations[0],
        stations=tuple(stations[1:-1]),
        back=stations[-1],
        papers=tuple((paper.key, escaped(paper.name), paper.is_shown) for paper in asked),
        fees=tuple((line.label, line.kind.value, line.amount_vnd) for line in fee_lines(version)),
        data=escaped(json.dumps(declared, ensure_ascii=False, default=str)),
        series=rule.series if needs_sequence(rule) else "",
        series_owner=agency.key,
        yearly=rule.yearly,
        pattern=rule.pattern,
        symbol=rule.symbols.get(str(declared.get("event", "")), agency.symbol),
    )


def _stations(plan: Plan, committee: Agency, *, people: _People) -> list[Station] | None:
    """Return the desk that checks, the steps of the process and the desk that returns; None when a post is empty."""
    place = committee.place
    commune = place.slug or "" if place is not None and place.level == Level.COMMUNE else ""
    nodes = table_of(latest(plan.shape).pk).nodes
    receiving, returning = "receiving_officer", "returning_officer"
    check, give = "Kiểm tra, tiếp nhận hồ sơ nộp trực tuyến", "Trả kết quả cho người nộp"
    found = [people.station(specs_of(plan, receiving), receiving, commune, label=check, minutes=480)]
    for node, role, specs, label, minutes, stops in _steps(plan):
        found.append(
            people.station(specs, role, commune, label=label, minutes=minutes, stops=stops, node=node, nodes=nodes)
        )
    found.append(people.station(specs_of(plan, returning), returning, commune, label=give, minutes=480))
    whole = [station for station in found if station is not None]
    return whole if len(whole) == len(found) else None


def _steps(plan: Plan) -> list[tuple[str, str, Sequence[str], str, int, bool]]:
    """Return what is always done on the road: (node, role, posts, label, minutes, whether a dossier may stop there)."""
    found = []
    for step, lane_of in walk(plan):
        if step.when:
            continue
        part = part_of(plan, step.id, roles=roles_of_processes())
        a_day = 480 if plan.hours_unit == "working_hours" else 160
        minutes = max(10, round(part.hours * 60 * a_day / 480))
        stops = not lane_of and not step.lanes and not part.waits
        found.append((step.id, part.role, part.specs, part.label[:500], minutes, stops))
    return found
