"""Facts of running processes; upper apps answer them in the same transaction."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StepOpened:
    """A step waits for somebody."""

    instance_id: int
    token_id: int
    node: str
    subject_kind: str
    subject_id: str


@dataclass(frozen=True, slots=True)
class StepClosed:
    """A step was done, ran out of its time, or was taken away (`done` False)."""

    instance_id: int
    token_id: int
    node: str
    subject_kind: str
    subject_id: str
    done: bool


@dataclass(frozen=True, slots=True)
class InstanceEnded:
    """A process reached its end (not when it was cancelled)."""

    instance_id: int
    subject_kind: str
    subject_id: str
