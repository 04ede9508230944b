"""Jobs of stored files: dropping what nobody uses."""

from congvu.base import clock
from congvu.base.background import periodic
from congvu.files import actions, queries
from congvu.files.systems.store import folder


@periodic("files.drop_loose", cron="17 * * * *")
def drop_loose() -> None:
    """Drop uploads that nobody used. May run twice: what is gone is not found again."""
    now = clock.now()
    for file_id in list(queries.loose_files(now).values_list("pk", flat=True)[:1000]):
        actions.drop_loose_file(file_id=file_id, now=now)


@periodic("files.sweep", cron="40 19 * * 0")
def sweep() -> None:
    """Take bytes away whose upload was rolled back. May run twice: what is gone is not found again."""
    for sha256 in folder.digests():
        actions.drop_orphan_bytes(sha256=sha256)
