"""Writing bytes under their name in Django's default storage: whole or not at all, and never twice."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage


def write(path: str, data: bytes) -> None:
    """Store the bytes at `path`; bytes that lie there already are left alone."""
    if default_storage.exists(path):
        return
    if isinstance(getattr(default_storage, "_wrapped", default_storage), FileSystemStorage):
        _write_whole(Path(default_storage.path(path)), data)
    else:
        default_storage.save(path, ContentFile(data))


def remove(path: str) -> None:
    """Take the bytes at `path` away; nothing there is no error."""
    default_storage.delete(path)


def digests() -> Iterator[str]:
    """Yield the hash of everything that lies in the store, by its name."""
    for first in _folders("sha256"):
        for second in _folders(f"sha256/{first}"):
            _, names = default_storage.listdir(f"sha256/{first}/{second}")
            yield from (name for name in sorted(names) if len(name) == 64)


def _folders(path: str) -> list[str]:
    try:
        folders, _ = default_storage.listdir(path)
    except FileNotFoundError:
        return []
    return sorted(folders)


def _write_whole(target: Path, data: bytes) -> None:
    """Write beside the target, force to disk, then rename: a power cut leaves the whole file or none."""
    temporary = target.with_name(f".part-{secrets.token_hex(8)}")
    handle = _new_file(temporary)
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(data)
            part.flush()
            os.fchmod(part.fileno(), 0o440)
            os.fsync(part.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _new_file(path: Path) -> int:
    """Return the handle of a new file that only we may open, in a folder that is made when it is the first there."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    try:
        return os.open(path, flags, 0o600)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, flags, 0o600)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
