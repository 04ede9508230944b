"""What `congvu doctor` looks at in the running processes."""

from congvu.base import clock
from congvu.base.doctor import check, whole_check
from congvu.workflow import queries


@check("quy trình")
def instances() -> list[str]:
    """Return processes that wait for nothing, steps left open, timers left behind."""
    return queries.problems(clock.now())


@whole_check("quy trình")
def tokens() -> list[str]:
    """Return the same, and every open token that does not fit its process."""
    return [*queries.problems(clock.now()), *queries.problems_of_tokens()]
