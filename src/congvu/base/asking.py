"""Questions to the database that are always the same but for their values: compiled once a process, then only asked.

To build and compile a query costs Django several times what asking it costs. The few that every request or every
submission asks are written as a `Question`; all others stay ordinary querysets.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection, models
from django.db.models.query import get_related_populators

Row = TypeVar("Row", bound=models.Model)


class Question(Generic[Row]):
    """One query, by a function that makes it from named values and by an example of each value.

    The examples only show where the values go: each differs from all others, and from what the query itself holds.
    Relations come along by `select_related`; annotations and prefetching are for ordinary querysets.
    """

    def __init__(self, query: Callable[..., models.QuerySet[Row]], **examples: object) -> None:
        self._query, self._examples = query, examples
        self._compiled: _Compiled | None = None

    def all(self, **values: Any) -> list[Row]:
        """Return the rows for these values."""
        compiled = self._compiled = self._compiled or _compile(self._query(**self._examples), self._examples)
        with connection.cursor() as cursor:
            cursor.execute(
                compiled.statement, [values[one.name] if isinstance(one, _Hole) else one for one in compiled.values]
            )
            return list(compiled.rows(cursor.fetchall()))

    def first(self, **values: object) -> Row | None:
        """Return the first row for these values, None when there is none."""
        return next(iter(self.all(**values)), None)

    def get(self, **values: object) -> Row:
        """Return the row for these values. Raises the model's DoesNotExist."""
        found = self.first(**values)
        if found is None:
            raise self._query(**self._examples).model.DoesNotExist  # type: ignore[attr-defined]  # every model has it
        return found


@dataclass(frozen=True, slots=True)
class _Hole:
    """Where a value goes."""

    name: str


@dataclass(frozen=True, slots=True)
class _Compiled:
    """The statement with its values and holes, and what makes an object of a row, as `ModelIterable` does it."""

    statement: str
    values: Sequence[Any]
    model: type[models.Model]
    columns: slice
    names: list[str]
    converters: list[tuple[int, list[Callable[..., object]], Any]]
    related: Sequence[Any]  # Django's populators of related objects, which it gives no name for

    def rows(self, found: Sequence[Sequence[object]]) -> Iterator[Any]:
        for line in found:
            row = list(line)
            for at, converters, expression in self.converters:
                for convert in converters:
                    row[at] = convert(row[at], expression, connection)
            one = self.model.from_db(connection.alias, self.names, row[self.columns])
            for populator in self.related:
                populator.populate(row, one)
            yield one


def _compile(query: models.QuerySet[Any], examples: dict[str, object]) -> _Compiled:
    compiler: Any = query.query.get_compiler(using=connection.alias)  # Any: its parts have no types in the stubs
    statement, given = compiler.as_sql()
    holes = {example: _Hole(name) for name, example in examples.items()}
    values = [holes.get(value, value) if isinstance(value, Hashable) else value for value in given]
    missing = {hole.name for hole in holes.values()} - {value.name for value in values if isinstance(value, _Hole)}
    assert not missing and not compiler.annotation_col_map, f"no place for {missing} in {statement}"
    at = compiler.klass_info["select_fields"]
    columns = [column for column, _, _ in compiler.select]
    return _Compiled(
        statement,
        values,
        compiler.klass_info["model"],
        slice(at[0], at[-1] + 1),
        [columns[place].target.attname for place in at],
        [(place, *found) for place, found in compiler.get_converters(columns).items()],
        get_related_populators(compiler.klass_info, compiler.select, connection.alias),  # type: ignore[call-arg]  # stubs of a later Django
    )
