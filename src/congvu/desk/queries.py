"""The one inbox of an officer: the lines of every app, merged in the order of their due time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from congvu.accounts.rules import Acting
from congvu.base.inbox import Ask, Counts, Place, Row
from congvu.desk.rules import Group, grouped, merged
from congvu.dossiers.queries import inbox as dossiers

PAGE = 30  # lines on one page
SOURCES = (dossiers,)  # each offers `rows`, `counts`, `matters`


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the inbox and the place after which the next one begins, None on the last."""

    groups: Sequence[Group]
    next: Place | None


def page(officer: Acting, *, ask: Ask, now: datetime) -> Page:
    """Return one page of what the officer asked for."""
    more = replace(ask, limit=ask.limit + 1)
    rows: list[Row] = merged([source.rows(officer, ask=more, now=now) for source in SOURCES], view=ask.view)
    shown = rows[: ask.limit]
    return Page(grouped(shown, view=ask.view, now=now), shown[-1].place if len(rows) > ask.limit else None)


def counts(officer: Acting, *, now: datetime) -> Counts:
    """Return how much there is in each view."""
    return sum((source.counts(officer, now=now) for source in SOURCES), Counts(0, 0, 0, 0))


def matters(officer: Acting) -> list[tuple[str, str]]:
    """Return the subject matters (code, name) among what waits for the officer."""
    return [one for source in SOURCES for one in source.matters(officer)]
