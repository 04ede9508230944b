"""Every change of the catalogue: taking in a whole one and ending a version."""

from datetime import date, datetime

from django.db import connection, transaction

from congvu.audit.actions import record
from congvu.audit.rules import Ref
from congvu.base.text import fold
from congvu.procedures.models import FormLibrary, Procedure, ProcedureVersion, Wording
from congvu.procedures.refusals import VersionOutOfOrder
from congvu.procedures.rules.catalogue_changes import Changes, changes
from congvu.procedures.rules.catalogue_files import Catalogue, Draft, digest_of
from congvu.procedures.rules.wording import search_text

_LOCK = 0x7474_6863  # one import at a time


@transaction.atomic
def import_catalogue(*, catalogue: Catalogue, valid_from: date, by: Ref, now: datetime) -> Changes:
    """Publish what is new or changed in the catalogue (công bố thủ tục) from that day on, all of it or nothing.

    May run twice: an unchanged procedure gets no new version. Raises VersionOutOfOrder.
    """
    _one_at_a_time()
    found = changes(catalogue, current=_current(), words_digest=_words_digest())
    library = _library(catalogue, now=now) if found.new or found.changed else None
    touched = {change.code for change in (*found.new, *found.changed)}
    for draft in catalogue.drafts:
        if draft.code in touched and library is not None:
            _publish(draft, words=catalogue.words, library=library, valid_from=valid_from, by=by, now=now)
    if found.words_changed:
        _replace_words(catalogue, by=by, now=now)
    return found


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _current() -> dict[str, dict[str, str]]:
    newest = ProcedureVersion.objects.order_by("procedure_id", "-number").distinct("procedure_id")
    return dict(newest.values_list("procedure__code", "digests"))


def _words_digest() -> str:
    newest = Wording.objects.first()
    return newest.digest if newest else ""


def _library(catalogue: Catalogue, *, now: datetime) -> FormLibrary:
    digest = digest_of(catalogue.form_library)
    library, _ = FormLibrary.objects.get_or_create(
        digest=digest, defaults={"content": catalogue.form_library, "published_at": now}
    )
    return library


def _publish(
    draft: Draft,
    *,
    words: dict[str, object],
    library: FormLibrary,
    valid_from: date,
    by: Ref,
    now: datetime,
) -> None:
    row = draft.catalogue
    procedure, _ = Procedure.objects.update_or_create(
        code=draft.code,
        defaults={
            "name": row["ten"],
            "field": row["linh_vuc"],
            "position": row["stt"],
            "online_2020": row["muc_do_demo"],
            "online_2025": row["muc_dvc_hien_hanh"],
            "level_2020": row["cap_tiep_nhan_2020"],
            "level_2025": row["cap_tiep_nhan_2025"],
            "search_text": search_text(row, words),
            "folded_name": fold(row["ten"]),
        },
    )
    before = procedure.versions.first()
    if before is not None:
        if valid_from <= before.valid_from:
            raise VersionOutOfOrder(code=draft.code, valid_from=valid_from.isoformat())
        if before.valid_to is None:
            before.valid_to = valid_from
            before.save(update_fields=["valid_to"])
    version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=before.number + 1 if before else 1,
        published_at=now,
        valid_from=valid_from,
        catalogue=row,
        form=draft.form,
        form_library=library,
        process=draft.process,
        result=draft.result,
        digests=draft.digests,
    )
    details = {"number": version.number, "valid_from": valid_from.isoformat()}
    record("procedure.publish", subject=version.ref, actor=by, at=now, details=details)


def _replace_words(catalogue: Catalogue, *, by: Ref, now: datetime) -> None:
    """Keep the new words and give every procedure its new text for search."""
    newest = Wording.objects.first()
    wording = Wording.objects.create(
        number=newest.number + 1 if newest else 1,
        digest=digest_of(catalogue.words),
        content=catalogue.words,
        published_at=now,
    )
    texts = {draft.code: search_text(draft.catalogue, catalogue.words) for draft in catalogue.drafts}
    for procedure in Procedure.objects.filter(code__in=texts):
        procedure.search_text = texts[procedure.code]
        procedure.save(update_fields=["search_text"])
    subject = Ref(kind="wording", id=str(wording.number), name=str(wording))
    record("procedure.replace_words", subject=subject, actor=by, at=now)
