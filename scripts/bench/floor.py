"""The floor of a submission: the rows that a real one left behind, written by bare psycopg, and its two files.

What is written is not typed in here: triggers on every table note which rows one real submission touched; their final
state, read back, is what the floor writes. Rows that triggers of the house write by themselves are left to them.
"""

import json
import multiprocessing
import os
import shutil
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

FIRST_KEY, ROOM = 1_000_000_000, 1000  # keys of the floor lie beyond all others; so many for each submission
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WATCH = """
CREATE SCHEMA bench;
CREATE TABLE bench.touched (seq bigserial, relation text, verb text, depth int, key jsonb);
CREATE FUNCTION bench.note() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE whole jsonb; key jsonb;
BEGIN
  whole := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
  SELECT jsonb_object_agg(name, whole -> name) INTO key FROM unnest(string_to_array(TG_ARGV[0], ',')) AS name;
  INSERT INTO bench.touched (relation, verb, depth, key) VALUES (TG_TABLE_NAME, TG_OP, pg_trigger_depth(), key);
  RETURN NULL;
END $$;
"""
KEYS = """
SELECT c.relname, string_agg(a.attname, ',' ORDER BY a.attnum)
FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition GROUP BY 1
"""
COLUMNS = """
SELECT column_name, data_type FROM information_schema.columns
WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position
"""
UNIQUE = """
SELECT array(SELECT attname FROM pg_attribute WHERE attrelid = i.indrelid AND attnum = ANY (i.indkey))::text[]
FROM pg_index i WHERE i.indrelid = %s::regclass AND i.indisunique
"""
POINTS_AT = """
SELECT a.attname, t.relname FROM pg_constraint c
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] JOIN pg_class t ON t.oid = c.confrelid
WHERE c.contype = 'f' AND c.conrelid = %s::regclass
"""


@dataclass(slots=True)
class Table:
    """One table that a submission touches: its columns, and which of their values must differ each time."""

    name: str
    key: tuple[str, ...]
    columns: dict[str, str]
    points_at: dict[str, str]
    unique: list[set[str]]


@dataclass(slots=True)
class Written:
    """One row in the end: new, or there before and changed."""

    table: Table
    is_new: bool
    values: dict[str, str | None]


@dataclass(slots=True)
class Touched:
    """Everything that one submission left behind, table by table in the order of their first touch."""

    rows: list[Written] = field(default_factory=list)

    @property
    def new_keys(self) -> dict[str, set[str]]:
        """The keys of the new rows, by table."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.rows:
            if row.is_new and len(row.table.key) == 1:
                found[row.table.name].add(str(row.values[row.table.key[0]]))
        return found

    def counted(self) -> str:
        """Return in words how many rows of which table."""
        counts: dict[str, int] = defaultdict(int)
        for row in self.rows:
            counts[f"{row.table.name}{'' if row.is_new else ' (changed)'}"] += 1
        return ", ".join(f"{name} {number}" for name, number in counts.items())


@contextmanager
def watched(database: str) -> Iterator[Touched]:
    """Note what is touched in the block; afterwards the yielded record holds it."""
    touched = Touched()
    with psycopg.connect(database, autocommit=True) as connection:
        keys = dict(connection.execute(KEYS).fetchall())
        connection.execute(WATCH)
        try:
            for name, key in keys.items():
                connection.execute(
                    sql.SQL(
                        "CREATE TRIGGER zz_bench AFTER INSERT OR UPDATE OR DELETE ON {} FOR EACH ROW"
                        " EXECUTE FUNCTION bench.note({})"
                    ).format(sql.Identifier(name), sql.Literal(key))
                )
            yield touched
            touched.rows = list(_final_rows(connection, keys))
        finally:
            connection.execute("DROP SCHEMA bench CASCADE")


def _final_rows(connection: psycopg.Connection, keys: dict[str, str]) -> Iterator[Written]:
    verbs: dict[tuple[str, str], list[str]] = defaultdict(list)
    ours: set[tuple[str, str]] = set()
    for name, verb, depth, key in connection.execute(
        "SELECT relation, verb, depth, key::text FROM bench.touched ORDER BY seq"
    ):
        verbs[name, key].append(verb)
        if depth == 1:
            ours.add((name, key))
    tables: dict[str, Table] = {}
    for (name, key), seen in verbs.items():
        if (name, key) not in ours or seen[-1] == "DELETE":
            continue
        if name not in tables:
            tables[name] = _table(connection, name, tuple(keys[name].split(",")))
        yield Written(tables[name], seen[0] == "INSERT", _values(connection, tables[name], key))


def _table(connection: psycopg.Connection, name: str, key: tuple[str, ...]) -> Table:
    unique = [set(row[0]) for row in connection.execute(UNIQUE, [name])]
    columns, points_at = (dict(connection.execute(query, [name]).fetchall()) for query in (COLUMNS, POINTS_AT))
    return Table(name, key, columns, points_at, unique)


def _values(connection: psycopg.Connection, table: Table, key: str) -> dict[str, str | None]:
    wanted = sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(name)) for name in table.columns)
    record = sql.SQL("SELECT {} FROM {} WHERE {}").format(
        wanted,
        sql.Identifier(table.name),
        sql.SQL(" AND ").join(sql.SQL("{} = %s").format(sql.Identifier(name)) for name in table.key),
    )
    found = json.loads(key)
    row = connection.execute(record, [str(found[name]) for name in table.key]).fetchone()
    assert row is not None, (table.name, key)
    return dict(zip(table.columns, row, strict=True))


@dataclass(slots=True)
class Statement:
    """One prepared statement and how its values come about for the n-th submission."""

    text: str
    values: list[Callable[[int], str | None]]


def statements(touched: Touched, *, same: dict[str, str]) -> list[Statement]:
    """Return what one transaction writes; `same` exchanges values of rows that were there before (whose session)."""
    new = touched.new_keys
    return [_statement(row, new, same) for row in touched.rows]


def _statement(row: Written, new: dict[str, set[str]], same: dict[str, str]) -> Statement:
    table, names = row.table, list(row.table.columns)
    values = {name: _value(row, name, new, same) for name in names}
    if row.is_new:
        holes = sql.SQL(", ").join(sql.Placeholder() for _ in names)
        columns = sql.SQL(", ").join(map(sql.Identifier, names))
        text = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(sql.Identifier(table.name), columns, holes)
        return Statement(text.as_string(), [values[name] for name in names])
    changed = [name for name in names if name not in table.key]
    sets, where = (
        sql.SQL(joint).join(sql.SQL("{} = %s").format(sql.Identifier(name)) for name in part)
        for joint, part in ((", ", changed), (" AND ", table.key))
    )
    text = sql.SQL("UPDATE {} SET {} WHERE {}").format(sql.Identifier(table.name), sets, where)
    return Statement(text.as_string(), [values[name] for name in (*changed, *table.key)])


def _value(row: Written, name: str, new: dict[str, set[str]], same: dict[str, str]) -> Callable[[int], str | None]:
    """Return how one column's value comes about: as it was, or different each time where it must be."""
    given, table = row.values[name], row.table
    if given is None or given in same:
        return lambda shift: same.get(given or "", given)
    points_at = table.points_at.get(name, table.name if name in table.key else "")
    if given in new.get(points_at, ()) and given.isdigit():
        return lambda shift: str(int(given) + shift)
    if not row.is_new or not any(name in index for index in table.unique):
        return lambda shift: given
    if table.columns[name] == "uuid":
        return lambda shift: str(uuid.UUID(int=uuid.UUID(given).int ^ shift))
    if table.columns[name] not in ("text", "character varying"):
        return lambda shift: given
    if _is_key(given, new):  # kept as text
        return lambda shift: str(int(given) + shift)
    return (lambda shift: given[:-7] + _letters(shift)) if _alone(row, name, new) else (lambda shift: given)


def _is_key(value: str | None, new: dict[str, set[str]]) -> bool:
    return value is not None and value.isdigit() and any(value in keys for keys in new.values())


def _alone(row: Written, name: str, new: dict[str, set[str]]) -> bool:
    """Tell whether some unique index rests on this column: none of its other columns differs each time by itself."""
    indexes = [index - {name} for index in row.table.unique if name in index]
    return any(not any(_is_key(row.values[other], new) for other in index) for index in indexes)


def _letters(number: int) -> str:
    letters = ""
    for _ in range(7):
        number, rest = divmod(number, len(DIGITS))
        letters = DIGITS[rest] + letters
    return letters


def per_second(
    database: str, touched: Touched, *, sessions: list[dict[str, str]], paper: bytes, folder: Path, seconds: float
) -> float:
    """Return how many submissions a second as many bare connections write as there are sessions."""
    folder.mkdir(exist_ok=True)
    context = multiprocessing.get_context("fork")
    start, counts = context.Barrier(len(sessions) + 1), context.Queue()

    def run(place: int) -> None:
        orders = statements(touched, same=sessions[place])
        with psycopg.connect(database, autocommit=True) as connection:
            written = _write_once(connection, orders, _shift(place, 0), paper, folder)
            start.wait(120)
            began, done = time.perf_counter(), 0
            while time.perf_counter() - began < seconds:
                done += 1
                written += _write_once(connection, orders, _shift(place, done), paper, folder)
            counts.put((done, time.perf_counter() - began))

    processes = [context.Process(target=run, args=(place,)) for place in range(len(sessions))]
    for process in processes:
        process.start()
    start.wait(120)
    results = [counts.get(timeout=seconds * 20 + 120) for _ in processes]
    for process in processes:
        process.join()
    return sum(done / took for done, took in results)


def _shift(place: int, number: int) -> int:
    return FIRST_KEY + (place * 20_000 + number) * ROOM


def _write_once(connection: psycopg.Connection, orders: list[Statement], shift: int, paper: bytes, folder: Path) -> int:
    """Write both files and one transaction; return the number of bytes of the files."""
    for number in (1, 2):
        handle = os.open(folder / f"{shift}-{number}", os.O_WRONLY | os.O_CREAT, 0o600)
        os.write(handle, paper)
        os.fsync(handle)
        os.close(handle)
    with connection.transaction():
        for order in orders:
            connection.execute(order.text, [value(shift) for value in order.values], prepare=True)
    return 2 * len(paper)


@contextmanager
def undone(database: str, touched: Touched, folder: Path) -> Iterator[None]:
    """Let the floor write in the block, then take its rows away and put back those that were there before."""
    with psycopg.connect(database, autocommit=True) as connection:
        before = [_now(connection, row) for row in touched.rows if not row.is_new]
        yield
        connection.execute("SET session_replication_role = replica")
        for table in {row.table.name: row.table for row in touched.rows if row.is_new}.values():
            _remove(connection, table)
        for row in before:
            order = _statement(row, {}, {})
            connection.execute(order.text, [value(0) for value in order.values])
        for name in {row.table.name for row in touched.rows}:
            connection.execute(sql.SQL("VACUUM ANALYZE {}").format(sql.Identifier(name)))
    shutil.rmtree(folder)


def _now(connection: psycopg.Connection, row: Written) -> Written:
    key = json.dumps({name: row.values[name] for name in row.table.key})
    return Written(row.table, False, _values(connection, row.table, key))


def _remove(connection: psycopg.Connection, table: Table) -> None:
    numbers = [name for name in table.key if table.columns[name] in ("bigint", "integer")]
    numbers += [name for name in table.points_at if table.columns[name] in ("bigint", "integer")]
    for name in numbers[:1]:
        far = sql.SQL("DELETE FROM {} WHERE {} >= {}")
        connection.execute(far.format(sql.Identifier(table.name), sql.Identifier(name), sql.Literal(FIRST_KEY)))
