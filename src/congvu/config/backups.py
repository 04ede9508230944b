"""One file that holds a whole installation: the database, the stored files, the keys and the settings of the folder.

The database is dumped before the files are read: files are only ever added, so none that the dump names is missing.
"""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from congvu.config.postgres import BINARIES

FORMAT = 1
MANIFEST, DUMP, FILES = "manifest.json", "database.dump", "files"
# What else of the data folder makes the installation; "files" may lie elsewhere and is handed in.
KEPT = ("keys", "roots", "secret-key", "clock-offset", "demo-password", "demo-accounts.txt")
# Marks of what was prepared for the data that a restore replaces.
STAMPS = ("postgres/congvu-prepared", "demo-seed")
NEWER_SETTING = b"SET transaction_timeout = 0;\n"  # written by pg_dump 17 and later, unknown to servers before 17
EMPTY_FIRST = b"DROP SCHEMA public CASCADE;\nCREATE SCHEMA public AUTHORIZATION pg_database_owner;\n"


class BackupFailed(Exception):
    """The backup was not made, or not taken back; the message is the sentence that people read."""


def write_backup(
    target: Path, *, database: Mapping[str, Any], data: Path, files: Path, version: str, now: datetime
) -> int:
    """Write the backup whole or not at all, readable by us alone; return its size in bytes. Raises BackupFailed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".congvu-backup-", dir=target.parent) as folder:
        dump, part = Path(folder) / DUMP, Path(folder) / "part"
        _run(["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={dump}"], database)
        manifest = {"format": FORMAT, "version": version, "made_at": now.isoformat(), "database": _hash(dump)}
        (Path(folder) / MANIFEST).write_text(json.dumps(manifest))
        part.touch(mode=0o600)
        with tarfile.open(part, "w") as archive:
            archive.add(Path(folder) / MANIFEST, MANIFEST)
            archive.add(dump, DUMP)
            for name, place in ((FILES, files), *((name, data / name) for name in KEPT)):
                if place.exists():
                    archive.add(place, name, filter=_finished)
        part.replace(target)
    return target.stat().st_size


def read_backup(source: Path, *, database: Mapping[str, Any], data: Path, files: Path, server: int) -> dict[str, Any]:
    """Replace what is here by the backup and return its manifest; `server` is PostgreSQL's version (180006).

    The database changes in one transaction, after the file has proved whole. Raises BackupFailed.
    """
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".congvu-restore-", dir=data) as place:
        folder = Path(place)
        manifest = _unpack(source, folder)
        _load(folder / DUMP, database=database, server=server)
        if (folder / FILES).exists():
            _move_in(folder / FILES, files)
        for name in KEPT:
            if (folder / name).is_dir():
                _move_in(folder / name, data / name)
            elif (folder / name).exists():
                (folder / name).replace(data / name)
    for name in STAMPS:
        (data / name).unlink(missing_ok=True)
    return manifest


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source, "r:") as archive:
            archive.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    except (OSError, tarfile.TarError, ValueError) as error:
        raise BackupFailed(f"{source} không đọc được như một bản sao lưu của Công Vụ.") from error
    if manifest.get("format") != FORMAT:
        raise BackupFailed(f"{source} do một phiên bản khác tạo ra; hãy dùng đúng phiên bản đó để lấy lại.")
    if not (folder / DUMP).exists() or _hash(folder / DUMP) != manifest.get("database"):
        raise BackupFailed(f"Phần cơ sở dữ liệu trong {source} bị hỏng; chưa thay đổi gì. Hãy dùng bản sao lưu khác.")
    return manifest


def _load(dump: Path, *, database: Mapping[str, Any], server: int) -> None:
    """Empty the database and fill it from the dump in one transaction."""
    script = dump.with_suffix(".sql")
    _run(["pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(dump)], database)
    whole = dump.with_suffix(".whole")
    with script.open("rb") as lines, whole.open("wb") as out:
        out.write(EMPTY_FIRST)
        for line in lines:
            if line == NEWER_SETTING and server < 170000:
                break
            out.write(line)
        shutil.copyfileobj(lines, out)
    script.unlink()
    quiet = ["--no-psqlrc", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1", "--single-transaction"]
    _run(["psql", *quiet, f"--file={whole}"], database)


def _move_in(source: Path, target: Path) -> None:
    """Bring every file of `source` to its place below `target`."""
    for path in sorted(path for path in source.rglob("*") if path.is_file()):
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.replace(place) if _same_disk(path, place.parent) else shutil.move(path, place)


def _same_disk(path: Path, folder: Path) -> bool:
    return path.stat().st_dev == folder.stat().st_dev


def _finished(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Leave out files that are still being written."""
    return None if Path(entry.name).name.startswith(".part-") else entry


def _run(command: list[str], database: Mapping[str, Any]) -> None:
    """Run one program of PostgreSQL against the database of these settings."""
    named = {"PGDATABASE": "NAME", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGHOST": "HOST", "PGPORT": "PORT"}
    given = {name: str(database[key]) for name, key in named.items() if database.get(key)}
    environment = {**os.environ, **given, "PGCLIENTENCODING": "UTF8"}  # noqa: TID251  # PGSSLMODE and the like
    done = subprocess.run(
        [str(BINARIES / command[0]), *command[1:]], env=environment, stdin=subprocess.DEVNULL, capture_output=True
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()[-1500:]
        raise BackupFailed(f"{command[0]} không làm được, chưa thay đổi gì trong cơ sở dữ liệu:\n{said}")


def _hash(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
