"""Taking files in: checked by their bytes, scanned, stored once under their hash."""

import hashlib
from datetime import datetime
from io import BytesIO
from typing import BinaryIO

from django.db import connection, transaction

from congvu.audit.rules import Ref, shortened
from congvu.base.statements import add
from congvu.files.models import StoredFile
from congvu.files.queries import loose_files
from congvu.files.refusals import EmptyFile, Infected, ScannerUnreachable, TooLarge, WrongType
from congvu.files.rules import LABELS, LARGEST_PAPER, MEGABYTE, PAPER_TYPES, clean_name, media_type_of, path_of
from congvu.files.systems.clamd import client
from congvu.files.systems.store import folder

# Keeps cleaners away from the bytes of a new row until the transaction ends; other uploads of them may go on.
_BYTES = "pg_advisory_xact_lock_shared(hashtextextended(sha256, 0))"


def store_file(
    *,
    content: bytes | BinaryIO,
    name: str,
    by: Ref,
    now: datetime,
    allowed: frozenset[str] = PAPER_TYPES,
    limit_bytes: int = LARGEST_PAPER,
) -> StoredFile:
    """Store one upload after looking at its bytes; equal bytes are kept once, under the name each upload has.

    Raises EmptyFile, TooLarge, WrongType, Infected, ScannerUnreachable.
    """
    data = _whole(content, limit_bytes=limit_bytes)
    if not data:
        raise EmptyFile
    if len(data) > limit_bytes:
        raise TooLarge(f"Tệp này lớn hơn {limit_bytes // MEGABYTE} MB. Hãy giảm dung lượng hoặc tách thành nhiều tệp.")
    media_type = media_type_of(data)
    if media_type is None or media_type not in allowed:
        names = ", ".join(LABELS[kind] for kind in LABELS if kind in allowed)
        raise WrongType(f"Loại tệp này không nhận được. Hãy gửi tệp {names}.")
    _refuse_infected(data)
    file = StoredFile(
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        media_type=media_type,
        name=clean_name(name, media_type=media_type),
        by_kind=by.kind,
        by_id=by.id,
        by_name=shortened(by).name,
        stored_at=now,
    )
    with transaction.atomic(savepoint=False):
        add(file, holding=_BYTES)
        folder.write(path_of(file.sha256), data)
    return file


def _whole(content: bytes | BinaryIO, *, limit_bytes: int) -> bytes:
    """Return the bytes, of what is not in memory yet no more than shows that it is too large."""
    if isinstance(content, BytesIO):
        return content.getvalue()  # no copy, unlike reading
    return content if isinstance(content, bytes) else content.read(limit_bytes + 1)


def _refuse_infected(data: bytes) -> None:
    """Have the bytes scanned where a scanner is configured. Raises Infected, ScannerUnreachable."""
    try:
        found = client.scan(data)
    except client.NoAnswer as error:
        raise ScannerUnreachable from error
    if found is not None:
        raise Infected(found=found)


def _bytes_are_free(digest: str) -> bool:
    """Tell whether no running transaction stores these bytes, and keep it so until this one ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [digest])
        (free,) = cursor.fetchone()
    return bool(free)


@transaction.atomic
def keep_file(*, file_id: int, now: datetime) -> None:
    """Keep an upload that no row of the database points at (a form's data names it, for example)."""
    StoredFile.objects.filter(pk=file_id, kept_at=None).update(kept_at=now)


@transaction.atomic
def drop_loose_file(*, file_id: int, now: datetime) -> bool:
    """Drop an upload that nobody used, and its bytes when no other upload shares them; tell whether it went."""
    file = loose_files(now).select_for_update(of=("self",)).filter(pk=file_id).first()
    if file is None or not _bytes_are_free(file.sha256):
        return False
    file.delete()
    if not StoredFile.objects.filter(sha256=file.sha256).exists():
        folder.remove(path_of(file.sha256))
    return True


@transaction.atomic
def drop_orphan_bytes(*, sha256: str) -> bool:
    """Take bytes away that no upload names (their transaction rolled back); tell whether they went."""
    if not _bytes_are_free(sha256) or StoredFile.objects.filter(sha256=sha256).exists():
        return False
    folder.remove(path_of(sha256))
    return True
