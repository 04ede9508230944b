"""How news travels up: a lower app publishes a fact, upper apps answer it in the same transaction."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

E = TypeVar("E")
# Facts are frozen dataclasses of any shape, so the registry itself cannot name one type.
_reactions: dict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(event: type[E], reaction: Callable[[E], None]) -> None:
    """Have `reaction` called for every published `event`; called once, from an `apps.py`."""
    if reaction not in _reactions[event]:
        _reactions[event].append(reaction)


def publish(event: object) -> None:
    """Tell every subscriber of this kind of fact, in order of subscription, inside the caller's transaction."""
    for reaction in _reactions[type(event)]:
        reaction(event)
