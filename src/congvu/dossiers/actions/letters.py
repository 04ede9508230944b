"""The statutory papers of a dossier: what they say is kept at once, their PDF is set by a job."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from congvu.audit.rules import Ref
from congvu.base.background import defer
from congvu.base.clock import local
from congvu.base.statements import Change, Question, add
from congvu.documents.actions import take_number
from congvu.dossiers.models import Dossier, Letter
from congvu.dossiers.queries.letters import letter_content, letter_pdf
from congvu.dossiers.terms import LetterKind
from congvu.files.actions import store_file

# The symbol behind the number of each paper ("12/GTN"), and its number series.
SYMBOLS = {
    LetterKind.RECEIPT: "GTN",
    LetterKind.SUPPLEMENT_SLIP: "HDHS",
    LetterKind.REFUSAL_SLIP: "TC",
}
HOUSE = Ref(kind="system", id="congvu", name="Hệ thống Công Vụ")


def write_letter(dossier: Dossier, kind: LetterKind, *, content: Mapping[str, Any], by: str, now: datetime) -> Letter:
    """Keep what the paper says, number it in the desk's yearly series, and have its PDF set."""
    number = ""
    if kind in SYMBOLS:
        year = str(local(now).year)
        place = take_number(series=f"letter.{kind}", owner=dossier.committee.key, period=year)
        number = f"{place:02d}/{SYMBOLS[kind]}"
    letter = keep_letter(dossier, kind, number=number, content=content, by=by, now=now)
    defer("dossiers.set_letter", lock=f"letter:{letter.pk}", letter_id=letter.pk)
    return letter


def keep_letter(
    dossier: Dossier, kind: LetterKind, *, number: str, content: Mapping[str, Any], by: str, now: datetime
) -> Letter:
    """Keep what the paper says."""
    snapshot = letter_content(dossier, kind, number=number, extra=content, by=by, at=now)
    return add(Letter(dossier=dossier, kind=kind, number=number, at=now, by=by, content=snapshot))


_LETTER = Question(
    lambda letter: (
        Letter.objects.filter(pk=letter)
        .select_related("dossier")
        .only("kind", "at", "content", "file", "dossier__key", "dossier__code", "dossier__request_number")
        .select_for_update(of=("self",))
    ),
    letter=-1,
)
_ROW = Change(lambda letter: Letter.objects.filter(pk=letter), letter=-1)


@transaction.atomic
def set_letter(*, letter_id: int) -> Letter:
    """Set the PDF of a letter; may run twice because a letter that has its file is left alone."""
    letter = _LETTER.get(letter=letter_id)
    if letter.file_id is None:
        content = letter_pdf(letter)
        name = f"{letter.get_kind_display()} {letter.dossier}.pdf"
        letter.file = store_file(content=content, name=name, by=HOUSE, now=letter.at)
        _ROW.make({"file": letter.file_id}, letter=letter_id)
    return letter
