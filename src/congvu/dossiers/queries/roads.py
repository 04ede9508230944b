"""The roads that made-up dossiers may take: every procedure at every committee that handles it on one day."""

import json
from collections.abc import Sequence
from datetime import date

from congvu.accounts.queries import first_held
from congvu.accounts.rules import Acting
from congvu.dossiers.rules.made_up import Road, Station, escaped
from congvu.dossiers.rules.numbers import needs_sequence, number_rule
from congvu.dossiers.rules.plans import part_of, specs_of, walk
from congvu.org import queries as org
from congvu.org.models import Agency, Post
from congvu.org.refusals import NoSuchAgency
from congvu.org.terms import Level
from congvu.procedures import data
from congvu.procedures.models import Procedure, ProcedureVersion
from congvu.procedures.queries import form_of, plan_of, published, result_of, roles_of_processes
from congvu.procedures.refusals import NotPublished
from congvu.procedures.rules.plans import Plan
from congvu.workflow.queries import latest, table_of

_Held = dict[tuple[tuple[str, ...], str, str], list[Acting]]


def roads_on(day: date) -> list[Road]:
    """Return the roads whose every post is held that day, by procedure and committee."""
    held: _Held = {}
    posts = dict(Post.objects.values_list("key", "pk"))
    found = []
    for procedure in Procedure.objects.order_by("code"):
        try:
            version = published(procedure.code, day)
        except NotPublished:
            continue
        for committee in org.committees_for(procedure.code, day):
            road = _road(version, committee, day, held=held, posts=posts)
            if road is not None:
                found.append(road)
    return found


def _road(
    version: ProcedureVersion, committee: Agency, day: date, *, held: _Held, posts: dict[str, int]
) -> Road | None:
    regime = org.regime_on(day)
    declared = data.form(version.procedure.code)["examples"]["valid"]
    plan = plan_of(version, regime=regime, data=declared, agency_key=committee.key, today=day)
    place = committee.place
    commune = place.slug or "" if place is not None and place.level == Level.COMMUNE else ""
    result = result_of(version, regime=regime, agency_key=committee.key)
    try:
        agency = org.agency(result["signer"]["agency"])
    except NoSuchAgency:
        return None
    rule = number_rule(result)

    def station(node: str, role: str, specs: Sequence[str], label: str, minutes: int, stops: bool) -> Station | None:
        key = (tuple(specs), role, commune)
        if key not in held:
            held[key] = first_held(specs, commune=commune, role=role, on=day)
        if not held[key]:
            return None
        who = held[key][0]
        nodes = table_of(definition).nodes
        flow = nodes[node].incoming[0] if node in nodes else ""
        return Station(
            node, flow, escaped(label), role, posts[who.post_key], who.user_name, who.user_id, minutes, stops
        )

    definition = latest(plan.shape).pk
    receiving, returning = specs_of(plan, "receiving_officer"), specs_of(plan, "returning_officer")
    desk = station("", "receiving_officer", receiving, "Kiểm tra, tiếp nhận hồ sơ nộp trực tuyến", 480, False)
    back = station("", "returning_officer", returning, "Trả kết quả cho người nộp", 480, False)
    stations = []
    for node, role, specs, label, minutes, stops in _steps(plan):
        stations.append(station(node, role, specs, label, minutes, stops))
    whole = [one for one in stations if one is not None]
    if desk is None or back is None or len(whole) < len(stations):
        return None
    asked = form_of(version).papers_asked(declared, today=day)
    return Road(
        version_id=version.pk,
        committee_id=committee.pk,
        committee_key=committee.key,
        committee_name=committee.name,
        regime=regime,
        prefix=org.code_prefix(committee, day),
        amount=plan.limit_amount,
        unit=plan.limit_unit,
        mode=committee.deadline_mode,
        cut_off=(plan.cut_off.isoformat() if plan.cut_off else "15:00:00"),
        calendar_id=committee.calendar_id,
        definition_id=definition,
        desk=desk,
        stations=tuple(whole),
        back=back,
        papers=tuple((paper.key, escaped(paper.name), paper.is_shown) for paper in asked),
        data=escaped(json.dumps(declared, ensure_ascii=False, default=str)),
        series=rule.series if needs_sequence(rule) else "",
        series_owner=agency.key,
        yearly=rule.yearly,
        pattern=rule.pattern,
        symbol=rule.symbols.get(str(declared.get("event", "")), agency.symbol),
    )


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
