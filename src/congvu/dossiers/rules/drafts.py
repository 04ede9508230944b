"""What a draft of a result must hold before it is set."""

from collections.abc import Mapping, Sequence
from typing import Any

from congvu.dossiers.refusals import FieldsMissing, ReasonNeeded
from congvu.dossiers.rules.papers.resolving import Missing


def check_reasons(reason: str, legal_ground: str) -> None:
    """Refuse a negative answer without its reason and its legal ground. Raises ReasonNeeded."""
    if not reason.strip() or not legal_ground.strip():
        raise ReasonNeeded


def check_filled(missing: Sequence[Missing], values: Mapping[str, Any], *, fields: Sequence[Missing]) -> None:
    """Refuse a draft with open fields, or with a value of another system whose source is not told.

    Raises FieldsMissing.
    """
    if missing:
        raise FieldsMissing(f"Còn ô chưa điền: {'; '.join(one.label for one in missing)}.")
    sources = values.get("sources", {})
    for one in fields:
        room, _, name = one.path.partition(".")
        source = sources.get(one.path, {})
        if one.source_recorded and values.get(room, {}).get(name) and not (source.get("seen_in") and source.get("on")):
            raise FieldsMissing(f"Hãy ghi nơi xem và ngày xem của “{one.label}”.")
