"""Which version of one page of a declaration somebody looks at, so that two tabs do not overwrite each other."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256

from congvu.procedures.rules.forms.parts import Step


def revision_of(step: Step, data: Mapping[str, object]) -> str:
    """Return the version of the answers of one page; answers of other pages do not change it."""
    text = json.dumps(_answers(step, data), ensure_ascii=False, sort_keys=True, default=str)
    return sha256(text.encode()).hexdigest()[:16]


def pages_changed(steps: Sequence[Step], before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    """Return the keys of the pages whose answers differ; an answer may change others that follow it."""
    return [step.key for step in steps if _answers(step, before) != _answers(step, after)]


def _answers(step: Step, data: Mapping[str, object]) -> dict[str, object]:
    return {field.key: data[field.key] for field in step.fields if field.key in data}


def is_stale(*, seen: str, now: str, from_tab: str, saved_from: str) -> bool:
    """Tell whether somewhere else saved the page after it was shown; what the same tab saved meanwhile is its own.

    A page that does not say what it has seen (`seen` empty) is taken as it is.
    """
    return bool(seen) and seen != now and (not from_tab or from_tab != saved_from)
