"""The checks of `congvu doctor`: each app registers its own (in `checks.py`), the command runs them all."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

Check = Callable[[], Iterable[str]]
_quick: dict[str, Check] = {}
_whole: dict[str, Check] = {}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: sentences for people, none when all is well."""

    name: str
    problems: tuple[str, ...]


def check(name: str) -> Callable[[Check], Check]:
    """Register a check under its Vietnamese name; it returns a sentence for each problem."""

    def register(function: Check) -> Check:
        _quick[name] = function
        return function

    return register


def whole_check(name: str) -> Callable[[Check], Check]:
    """Register the slow form of a check, run in place of the quick one of the same name with `--all`."""

    def register(function: Check) -> Check:
        _whole[name] = function
        return function

    return register


def run_quick() -> Iterator[Finding]:
    """Run every check in its quick form, by name."""
    return _run(_whole | _quick)


def run_whole() -> Iterator[Finding]:
    """Run every check in its slow form where it has one, by name."""
    return _run(_quick | _whole)


def _run(checks: dict[str, Check]) -> Iterator[Finding]:
    for name in sorted(checks):
        try:
            yield Finding(name, tuple(checks[name]()))
        except Exception as error:  # a check that breaks is itself a finding, and must not hide the others
            yield Finding(name, (f"Không kiểm tra được: {type(error).__name__}: {error}",))
