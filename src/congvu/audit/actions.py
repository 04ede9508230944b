"""Writing the audit trail: one line per change, in the transaction of that change; blocks seal what is committed."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F

from congvu.audit.models import Block, BlockEntry, Head
from congvu.audit.rules import START, Ref, block_hash, line_text, plain, shortened, text_hash
from congvu.base.loading import load_rows

LINE = (
    "subject_kind, subject_id, subject_name, number, verb, actor_kind, actor_id, actor_name, at, details, "
    "previous_hash, hash"
)
# The end of the chain moves on under its row lock, and the line says where it is; hashed as `rules.line_hash` does it.
_WRITE = f"""
WITH head AS (
  INSERT INTO audit_head AS chain (subject_kind, subject_id, number, previous_hash, hash, sealed_number)
  VALUES (%(subject_kind)s, %(subject_id)s, 1, %(start)s, %(first)s, 0)
  ON CONFLICT (subject_kind, subject_id) DO UPDATE SET number = chain.number + 1, previous_hash = chain.hash, hash =
    encode(sha256(convert_to('["' || chain.hash || '",' || (chain.number + 1) || ',' || %(rest)s::text, 'UTF8')), 'hex')
  RETURNING number, previous_hash, hash
)
INSERT INTO audit_line ({LINE})
SELECT %(subject_kind)s, %(subject_id)s, %(subject_name)s, number, %(verb)s, %(actor_kind)s, %(actor_id)s,
  %(actor_name)s, %(at)s, %(details)s::jsonb, previous_hash, hash FROM head
"""


@transaction.atomic(savepoint=False)
def record(verb: str, *, subject: Ref, actor: Ref, at: datetime, details: Mapping[str, object] | None = None) -> None:
    """Write one line at the end of the subject's chain; other writers of this subject wait for the commit."""
    subject, actor = shortened(subject), shortened(actor)
    content = plain(dict(details or {}))
    rest = line_text(verb=verb, subject=subject, actor=actor, at=at, details=content)
    values: dict[str, str | datetime] = {
        "subject_kind": subject.kind,
        "subject_id": subject.id,
        "subject_name": subject.name,
        "verb": verb,
        "actor_kind": actor.kind,
        "actor_id": actor.id,
        "actor_name": actor.name,
        "at": at,
        "details": json.dumps(content),
        "start": START,
        "first": text_hash(previous=START, number=1, text=rest),
        "rest": rest,
    }
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, values)


@transaction.atomic
def seal(*, now: datetime) -> Block | None:
    """Seal the committed lines of all subjects into the next block; None when nothing is new.

    Chains that are being written at this moment wait for the next block.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('audit.seal'))")
    heads = list(Head.objects.filter(number__gt=F("sealed_number")).order_by("id").select_for_update(skip_locked=True))
    if not heads:
        return None
    last = Block.objects.order_by("-number").first()
    number, previous = (last.number + 1, last.hash) if last else (1, START)
    entries = [(head.subject_kind, head.subject_id, head.number, head.hash) for head in heads]
    block = Block.objects.create(
        number=number,
        sealed_at=now,
        previous_hash=previous,
        hash=block_hash(previous=previous, number=number, sealed_at=now, entries=entries),
    )
    BlockEntry.objects.bulk_create(
        BlockEntry(block=block, subject_kind=kind, subject_id=key, number=upto, hash=digest)
        for kind, key, upto, digest in entries
    )
    Head.objects.filter(pk__in=[head.pk for head in heads]).update(sealed_number=F("number"))
    return block


@transaction.atomic
def load_chains(
    *, lines: Sequence[str], heads: Sequence[str], entries: Sequence[tuple[str, str, int, str]], now: datetime
) -> None:
    """Take in whole chains of new subjects, written as COPY reads them, and seal them into a block of their own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('audit.seal'))")
    load_rows("audit_line", LINE, lines)
    load_rows("audit_head", "subject_kind, subject_id, number, hash, sealed_number", heads)
    last = Block.objects.order_by("-number").first()
    number, previous = (last.number + 1, last.hash) if last else (1, START)
    digest = block_hash(previous=previous, number=number, sealed_at=now, entries=entries)
    block = Block.objects.create(number=number, sealed_at=now, previous_hash=previous, hash=digest)
    rows = [f"{block.pk}\t{kind}\t{key}\t{upto}\t{end}\n" for kind, key, upto, end in entries]
    load_rows("audit_blockentry", "block_id, subject_kind, subject_id, number, hash", rows)
