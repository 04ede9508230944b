"""Statements that are always the same but for their values: compiled once a process, then only run.

To build and compile a query costs Django several times what running it costs. The few that every request or every
submission needs are written as a `Question`, a `Change` or by `add`; all others stay ordinary querysets.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
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
        database = _database()
        with database.cursor() as cursor:
            cursor.execute(compiled.statement, _filled(compiled.values, values))
            return list(compiled.rows(cursor.fetchall(), database))

    def first(self, **values: object) -> Row | None:
        """Return the first row for these values, None when there is none."""
        return next(iter(self.all(**values)), None)

    def get(self, **values: object) -> Row:
        """Return the row for these values. Raises the model's DoesNotExist."""
        found = self.first(**values)
        if found is None:
            raise self._query(**self._examples).model.DoesNotExist  # type: ignore[attr-defined]  # every model has it
        return found


class Change:
    """An UPDATE of rows of a table, by a function that makes their query from named values, with an example of each."""

    def __init__(self, query: Callable[..., models.QuerySet[Any]], **examples: object) -> None:
        self._query, self._examples = query, examples
        self._condition: tuple[str, Sequence[Any], models.options.Options[Any]] | None = None

    def make(self, columns: Mapping[str, Any], **values: Any) -> int:
        """Set the columns in the rows for these values; return how many rows that were."""
        where, given, meta = self._condition = self._condition or self._compiled()
        fields: list[Any] = [meta.get_field(name) for name in columns]
        sets = ", ".join(f'"{field.column}" = %s' for field in fields)
        database = _database()
        new = [field.get_db_prep_save(value, database) for field, value in zip(fields, columns.values(), strict=True)]
        with database.cursor() as cursor:
            cursor.execute(f'UPDATE "{meta.db_table}" SET {sets} WHERE {where}', [*new, *_filled(given, values)])
            return int(cursor.rowcount)

    def _compiled(self) -> tuple[str, Sequence[Any], "models.options.Options[Any]"]:
        query = self._query(**self._examples).query
        compiler: Any = query.get_compiler(using=DEFAULT_DB_ALIAS)
        where, given = compiler.compile(query.where)
        return where, _with_holes(given, self._examples), query.get_meta()


def add(row: Row, *, holding: str = "") -> Row:
    """Write a new row, give it its key and return it: `save(force_insert=True)` without its signals and parents.

    `holding` is what the database locks with it, written in SQL over the columns of the row.
    """
    statement, fields = _insertion(type(row), 1, holding)
    database = _database()
    with database.cursor() as cursor:
        cursor.execute(statement, _new(row, fields, database))
        row.pk = cursor.fetchone()[0]
    _written(row)
    return row


def add_all(rows: Sequence[Row]) -> None:
    """Write new rows of one model by one statement and give each its key, as `add` does; no rows are no statement."""
    if not rows:
        return
    statement, fields = _insertion(type(rows[0]), len(rows), "")
    database = _database()
    with database.cursor() as cursor:
        cursor.execute(statement, [value for row in rows for value in _new(row, fields, database)])
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = key
            _written(row)


def _database() -> BaseDatabaseWrapper:
    """Return the connection of this thread; `django.db.connection` looks for it anew with each of its attributes."""
    return connections[DEFAULT_DB_ALIAS]


def _new(row: models.Model, fields: Sequence[Any], database: BaseDatabaseWrapper) -> list[Any]:
    return [field.get_db_prep_save(field.pre_save(row, add=True), database) for field in fields]


def _written(row: models.Model) -> None:
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@lru_cache(maxsize=256)
def _insertion(model: type[models.Model], rows: int, holding: str) -> tuple[str, list[Any]]:
    meta = model._meta
    fields = [field for field in meta.local_concrete_fields if not field.primary_key]
    names, holes = ", ".join(f'"{field.column}"' for field in fields), ", ".join("%s" for _ in fields)
    assert meta.pk is not None
    values = ", ".join(f"({holes})" for _ in range(rows))
    back = f'"{meta.pk.column}", {holding}' if holding else f'"{meta.pk.column}"'
    return f'INSERT INTO "{meta.db_table}" ({names}) VALUES {values} RETURNING {back}', fields


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

    def rows(self, found: Sequence[Sequence[object]], database: BaseDatabaseWrapper) -> Iterator[Any]:
        for line in found:
            row = list(line)
            for at, converters, expression in self.converters:
                for convert in converters:
                    row[at] = convert(row[at], expression, database)
            one = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.columns])
            for populator in self.related:
                populator.populate(row, one)
            yield one


def _compile(query: models.QuerySet[Any], examples: Mapping[str, object]) -> _Compiled:
    compiler: Any = query.query.get_compiler(using=DEFAULT_DB_ALIAS)  # Any: its parts have no types in the stubs
    statement, given = compiler.as_sql()
    assert not compiler.annotation_col_map, statement
    at = compiler.klass_info["select_fields"]
    columns = [column for column, _, _ in compiler.select]
    return _Compiled(
        statement,
        _with_holes(given, examples),
        compiler.klass_info["model"],
        slice(at[0], at[-1] + 1),
        [columns[place].target.attname for place in at],
        [(place, *found) for place, found in compiler.get_converters(columns).items()],
        get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS),  # type: ignore[call-arg]  # stubs of a later Django
    )


def _with_holes(given: Sequence[Any], examples: Mapping[str, object]) -> list[Any]:
    """Return the values of a statement with a hole where an example stands."""
    holes = {example: _Hole(name) for name, example in examples.items()}
    values = [holes.get(value, value) if isinstance(value, Hashable) else value for value in given]
    missing = {hole.name for hole in holes.values()} - {value.name for value in values if isinstance(value, _Hole)}
    assert not missing, f"no place for {missing}"
    return values


def _filled(given: Sequence[Any], values: Mapping[str, Any]) -> list[Any]:
    return [values[one.name] if isinstance(one, _Hole) else one for one in given]
