"""What taking in a catalogue would change: new, changed, unchanged, no longer listed."""

from collections.abc import Mapping
from dataclasses import dataclass

from congvu.procedures.rules.catalogue_files import Catalogue, Draft, digest_of

PARTS = {
    "catalogue": "danh mục",
    "form": "biểu mẫu",
    "process": "quy trình",
    "result": "kết quả",
    "library": "thư viện biểu mẫu",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One procedure that changes; `parts` says in Vietnamese what differs from the version in force."""

    code: str
    name: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference between a catalogue and what is published."""

    new: tuple[Change, ...]
    changed: tuple[Change, ...]
    unchanged: tuple[str, ...]
    gone: tuple[str, ...]
    words_changed: bool

    @property
    def nothing(self) -> bool:
        """Tell whether taking the catalogue in would leave everything as it is."""
        return not (self.new or self.changed or self.words_changed)


def changes(catalogue: Catalogue, *, current: Mapping[str, Mapping[str, str]], words_digest: str) -> Changes:
    """Compare a catalogue with the digests of the newest versions (code to digests by part) and of the words."""
    new, changed, unchanged = [], [], []
    for draft in catalogue.drafts:
        if draft.code not in current:
            new.append(_change(draft, {}))
        elif current[draft.code] != draft.digests:
            changed.append(_change(draft, current[draft.code]))
        else:
            unchanged.append(draft.code)
    listed = {draft.code for draft in catalogue.drafts}
    return Changes(
        new=tuple(new),
        changed=tuple(changed),
        unchanged=tuple(unchanged),
        gone=tuple(sorted(set(current) - listed)),
        words_changed=digest_of(catalogue.words) != words_digest,
    )


def _change(draft: Draft, current: Mapping[str, str]) -> Change:
    parts = tuple(label for part, label in PARTS.items() if current.get(part) != draft.digests[part])
    return Change(draft.code, draft.catalogue["ten"], parts)
