"""Taking files in: checked by their bytes, scanned, stored once under their hash."""

import hashlib
from datetime import datetime
from typing import BinaryIO

from django.db import connection, transaction

from congvu.audit.rules import Ref
from congvu.files.models import StoredFile
from congvu.files.refusals import EmptyFile, TooLarge, WrongType
from congvu.files.rules import LABELS, MEGABYTE, PAPER_TYPES, clean_name, media_type_of, path_of
from congvu.files.systems.store import folder


def store_file(
    *,
    content: bytes | BinaryIO,
    name: str,
    by: Ref,
    now: datetime,
    allowed: frozenset[str] = PAPER_TYPES,
    limit_bytes: int = 20 * MEGABYTE,
) -> StoredFile:
    """Store one upload after looking at its bytes; equal bytes are kept once. Raises WrongType, TooLarge, EmptyFile."""
    data = content if isinstance(content, bytes) else content.read(limit_bytes + 1)
    if not data:
        raise EmptyFile
    if len(data) > limit_bytes:
        raise TooLarge(f"Tệp này lớn hơn {limit_bytes // MEGABYTE} MB. Hãy giảm dung lượng hoặc tách thành nhiều tệp.")
    media_type = media_type_of(data)
    if media_type is None or media_type not in allowed:
        names = ", ".join(LABELS[kind] for kind in LABELS if kind in allowed)
        raise WrongType(f"Loại tệp này không nhận được. Hãy gửi tệp {names}.")
    digest = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))", [digest])
        folder.write(path_of(digest), data)
        return StoredFile.objects.create(
            sha256=digest,
            size=len(data),
            media_type=media_type,
            name=clean_name(name, media_type=media_type),
            by_kind=by.kind,
            by_id=by.id,
            by_name=by.name,
            stored_at=now,
        )
