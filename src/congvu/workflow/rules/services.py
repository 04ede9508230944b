"""What service steps of a process run: functions that upper apps register by name."""

from collections.abc import Callable, Mapping
from datetime import datetime

from congvu.audit.rules import Ref

# Gets the subject, the variables and the instant; returns variables to add. May run twice with the same effect.
Service = Callable[..., Mapping[str, object]]
_services: dict[str, Service] = {}


def register(name: str, service: Service) -> None:
    """Let diagrams name this service; called from the `apps.py` of the app whose `steps.py` holds it."""
    _services[name] = service


def names() -> frozenset[str]:
    """Return the names that a diagram may use."""
    return frozenset(_services)


def run(name: str, *, subject: Ref, variables: Mapping[str, object], now: datetime) -> Mapping[str, object]:
    """Run a service and return the variables it adds."""
    return _services[name](subject=subject, variables=variables, now=now)
