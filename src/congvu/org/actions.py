"""Every change of org: bringing the chart of the organisation into the database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction

from congvu.audit.actions import record
from congvu.audit.rules import Ref
from congvu.org.models import (
    Agency,
    AgencyCode,
    AgencySuccession,
    Competence,
    Counter,
    Function,
    Place,
    PlaceSuccession,
    Post,
)
from congvu.org.rules.chart import Chart, Table

Keys = dict[str, int]


@dataclass(slots=True)
class Changes:
    """What an import added and changed, in words for people, and how many rows stand in the database only."""

    added: dict[str, int] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    only_stored: dict[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(any(self.added.values()) or self.changed)


@transaction.atomic
def import_organisation(*, chart: Chart, by: Ref, now: datetime) -> Changes:
    """Bring the chart into the database; may run any number of times; rows that the chart lacks stay as they are."""
    changes = Changes()
    places = _tree(Place, chart.places, changes)
    agencies = _tree(
        Agency,
        {key: {k: v for k, v in row.items() if k != "district"} for key, row in chart.agencies.items()},
        changes,
        place=places,
    )
    _put(Post, chart.posts, changes, key=lambda post: post.key, agency=agencies)
    functions = _put(Function, chart.functions, changes, key=lambda function: function.key)
    tier = {None: "three_tier"}
    _put(
        Competence,
        chart.competences,
        changes,
        key=lambda c: f"{c.procedure_code} {c.level} {tier.get(c.valid_from, 'two_tier')}",
        function=functions,
    )
    _put(AgencyCode, chart.codes, changes, key=lambda c: f"{c.scheme} {c.value}", agency=agencies, place=places)
    _put(Counter, chart.counters, changes, key=lambda c: f"{c.desk.key} {c.number}", desk=agencies)
    _put(
        PlaceSuccession,
        chart.place_successions,
        changes,
        key=lambda s: f"{s.predecessor.key} {s.successor.key}",
        predecessor=places,
        successor=places,
    )
    _put(
        AgencySuccession,
        chart.agency_successions,
        changes,
        key=lambda s: f"{s.predecessor.key} {s.successor.key} {s.effective_on}",
        predecessor=agencies,
        successor=agencies,
    )
    if changes:
        details = {"added": changes.added, "changed": len(changes.changed)}
        record("org.import", subject=Ref("org", "chart", "Tổ chức"), actor=by, at=now, details=details)
    return changes


def _tree(model: type[models.Model], table: Table, changes: Changes, **pointing: Keys) -> Keys:
    """Put rows that stand below others of the same table, from the top down; return their ids by key."""
    done: Keys = {}
    waiting = dict(table)
    while waiting:
        wave = {key: row for key, row in waiting.items() if row["parent"] is None or row["parent"] in done}
        done |= _put(model, wave, changes, key=lambda row: row.key, parent=dict(done), **pointing)
        waiting = {key: row for key, row in waiting.items() if key not in wave}
    changes.only_stored[str(model._meta.model_name)] = model._default_manager.count() - len(table)
    return done


def _put(
    model: type[models.Model], table: Table, changes: Changes, *, key: Callable[[Any], str], **pointing: Keys
) -> Keys:
    """Add what is missing, save what differs, return ids by key."""
    name = str(model._meta.model_name)
    stored = {key(row): row for row in model._default_manager.select_related(*pointing)}
    new, differing, columns = [], [], set()
    has_key = any(f.name == "key" for f in model._meta.fields)
    for natural, row in table.items():
        values = _values(row, pointing)
        found = stored.get(natural)
        if found is None:
            new.append(model(**values, **({"key": natural} if has_key else {})))
            continue
        different = [column for column, value in values.items() if getattr(found, column) != value]
        for column in different:
            changes.changed.append(f"{name} {natural}: {column} {getattr(found, column)!r} -> {values[column]!r}")
            setattr(found, column, values[column])
        if different:
            differing.append(found)
            columns |= set(different)
    model._default_manager.bulk_create(new)
    if differing:
        model._default_manager.bulk_update(differing, [column.removesuffix("_id") for column in columns])
    changes.added[name] = changes.added.get(name, 0) + len(new)
    if "parent" not in pointing:
        changes.only_stored[name] = len(set(stored) - set(table))
    return {key(row): row.pk for row in [*stored.values(), *new]}


def _values(row: Mapping[str, Any], pointing: Mapping[str, Keys]) -> dict[str, Any]:
    values = {column: value for column, value in row.items() if column not in pointing}
    for column, keys in pointing.items():
        values[f"{column}_id"] = keys[row[column]] if row[column] is not None else None
    return values
