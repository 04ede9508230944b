"""Background work of processes: services that steps call, and timers that come due."""

from congvu.base import clock
from congvu.base.background import job, periodic
from congvu.workflow import queries
from congvu.workflow.actions import running
from congvu.workflow.refusals import NotRunning, StepAlreadyDone
from congvu.workflow.rules import services


@job("workflow.run_service")
def run_service(*, token_id: int, **_: object) -> None:
    """Run the service of a waiting step. May run twice: services promise it, and the second finish is refused."""
    call = queries.service_call(token_id)
    if call is None:
        return
    added = services.run(call.service, subject=call.subject, variables=call.variables, now=clock.now())
    try:
        running.finish_service(token_id=token_id, variables=added, now=clock.now())
    except (StepAlreadyDone, NotRunning):
        return  # the twin was faster, or the process stands still and asks again when it goes on


@periodic("workflow.fire_due_timers", cron="* * * * *")
def fire_due_timers() -> None:
    """Let tokens go on whose time is up. May run twice: each timer is looked at again under its lock."""
    running.fire_due_timers(now=clock.now())
