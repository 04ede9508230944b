"""Reading stored files, and looking for bytes that are missing or changed."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db.models import Exists, ForeignKey, OuterRef, QuerySet

from congvu.files.models import StoredFile
from congvu.files.rules import path_of

LOOSE_AFTER = timedelta(days=2)
SAMPLE = 200


def loose_files(now: datetime) -> QuerySet[StoredFile]:
    """Return uploads of two days ago or more that no row points at and that nobody asked to keep."""
    found = StoredFile.objects.filter(kept_at=None, stored_at__lt=now - LOOSE_AFTER)
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        field = getattr(relation, "field", None)
        if isinstance(field, ForeignKey) and field.remote_field.model is StoredFile:
            pointing = field.model._base_manager.filter(**{field.attname: OuterRef("pk")})
            found = found.filter(~Exists(pointing))
    return found


def problems_in_sample() -> list[str]:
    """Return what is wrong with some stored files picked at random."""
    return problems_of(StoredFile.objects.order_by("?")[:SAMPLE])


def problems_in_all() -> list[str]:
    """Return what is wrong with every stored file."""
    return problems_of(StoredFile.objects.order_by("sha256", "id").iterator(chunk_size=500))


def problems_of(files: Iterable[StoredFile]) -> list[str]:
    """Return a sentence for each file whose bytes are missing or are not what was stored."""
    found, last_path, last_answer = [], "", ""
    for file in files:
        path = path_of(file.sha256)
        if path != last_path:
            last_path, last_answer = path, _problem_at(path, file.sha256)
        if last_answer:
            found.append(f"Tệp {file.pk} ({file.name}): {last_answer}.")
        elif default_storage.size(path) != file.size:
            found.append(f"Tệp {file.pk} ({file.name}): số byte không khớp.")
    return found


def _problem_at(path: str, sha256: str) -> str:
    if not default_storage.exists(path):
        return "không còn nội dung trong kho"
    digest = hashlib.sha256()
    with default_storage.open(path, "rb") as content:
        for piece in iter(lambda: content.read(1024 * 1024), b""):
            digest.update(piece)
    return "" if digest.hexdigest() == sha256 else "nội dung không khớp mã băm"
