"""Which version of one page of a declaration somebody looks at, so that two tabs do not overwrite each other."""

import json
from collections.abc import Mapping
from hashlib import sha256

from congvu.procedures.rules.forms.parts import Step


def revision_of(step: Step, data: Mapping[str, object]) -> str:
    """Return the version of the answers of one page; answers of other pages do not change it."""
    own = {field.key: data[field.key] for field in step.fields if field.key in data}
    text = json.dumps(own, ensure_ascii=False, sort_keys=True, default=str)
    return sha256(text.encode()).hexdigest()[:16]


def is_stale(*, seen: str, now: str, from_tab: str, saved_from: str) -> bool:
    """Tell whether somewhere else saved the page after it was shown; what the same tab saved meanwhile is its own.

    A page that does not say what it has seen (`seen` empty) is taken as it is.
    """
    return bool(seen) and seen != now and (not from_tab or from_tab != saved_from)
