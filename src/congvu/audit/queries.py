"""Reading the audit trail, and looking for what does not add up in it."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from congvu.audit.models import Block, BlockEntry, Head, Line
from congvu.audit.rules import START, Ref, block_hash, line_hash


def lines_of(subject: Ref) -> QuerySet[Line]:
    """Return what was done to the subject, oldest first."""
    return Line.objects.filter(subject_kind=subject.kind, subject_id=subject.id).order_by("number")


def lines_by(actor: Ref) -> QuerySet[Line]:
    """Return what the actor did, newest first."""
    return Line.objects.filter(actor_kind=actor.kind, actor_id=actor.id).order_by("-at", "-id")


def problems() -> list[str]:
    """Return a sentence for each break in the chains of lines and of blocks; an empty list when all is whole."""
    ends: dict[tuple[str, str], dict[int, str]] = {}
    wanted: dict[tuple[str, str], set[int]] = {}
    for kind, key, number in BlockEntry.objects.values_list("subject_kind", "subject_id", "number").iterator():
        wanted.setdefault((kind, key), set()).add(number)
    found = list(_broken_lines(ends, wanted))
    found += _broken_heads(ends)
    found += _broken_blocks(ends)
    return found


def _broken_lines(
    ends: dict[tuple[str, str], dict[int, str]], wanted: dict[tuple[str, str], set[int]]
) -> Iterator[str]:
    """Walk every chain; keep in `ends` the hashes that heads and blocks are compared with."""
    subject, number, previous = ("", ""), 0, START
    for line in Line.objects.order_by("subject_kind", "subject_id", "number").iterator(chunk_size=2000):
        if (line.subject_kind, line.subject_id) != subject:
            subject, number, previous = (line.subject_kind, line.subject_id), 0, START
        number += 1
        if line.number != number:
            yield f"Nhật ký của {' '.join(subject)} thiếu dòng {number}."
            number = line.number
        if line.previous_hash != previous or line.hash != hash_of(line):
            yield f"Nhật ký của {' '.join(subject)}, dòng {line.number}: nội dung không khớp mã băm."
        previous = line.hash
        kept = ends.setdefault(subject, {})
        if number - 1 in kept and number - 1 not in wanted.get(subject, ()):
            del kept[number - 1]
        kept[number] = line.hash


def hash_of(line: Line) -> str:
    """Return the hash that the stored content of the line gives."""
    return line_hash(
        previous=line.previous_hash,
        number=line.number,
        verb=line.verb,
        subject=line.subject,
        actor=line.actor,
        at=line.at,
        details=line.details,
    )


def _broken_heads(ends: dict[tuple[str, str], dict[int, str]]) -> Iterator[str]:
    heads = {(head.subject_kind, head.subject_id): head for head in Head.objects.iterator(chunk_size=2000)}
    for subject in sorted(ends.keys() - heads.keys()):
        yield f"Nhật ký của {' '.join(subject)} không có đầu chuỗi."
    for subject, head in heads.items():
        kept = ends.get(subject, {})
        if max(kept, default=0) != head.number or kept.get(head.number) != head.hash:
            yield f"Nhật ký của {' '.join(subject)} dừng ở chỗ khác với đầu chuỗi (dòng {head.number})."


def _broken_blocks(ends: dict[tuple[str, str], dict[int, str]]) -> Iterator[str]:
    number, previous = 0, START
    for block in Block.objects.order_by("number").prefetch_related("entries").iterator(chunk_size=200):
        number += 1
        if block.number != number:
            yield f"Thiếu khối nhật ký {number}."
            number = block.number
        entries = list(block.entries.all())
        if block.previous_hash != previous or block.hash != _hash_of_block(block, entries):
            yield f"Khối nhật ký {block.number}: nội dung không khớp mã băm."
        previous = block.hash
        for entry in entries:
            if ends.get((entry.subject_kind, entry.subject_id), {}).get(entry.number) != entry.hash:
                yield f"Khối nhật ký {block.number}: {entry.subject_kind} {entry.subject_id} không khớp với các dòng."


def _hash_of_block(block: Block, entries: Iterable[BlockEntry]) -> str:
    return block_hash(
        previous=block.previous_hash,
        number=block.number,
        sealed_at=block.sealed_at,
        entries=[(entry.subject_kind, entry.subject_id, entry.number, entry.hash) for entry in entries],
    )
