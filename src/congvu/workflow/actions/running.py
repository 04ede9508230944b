"""What is asked of running processes: start, finish a step, go back, wait, stand still, end.

All moves of one instance queue on the row of its outermost process, so no two people finish one step.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from congvu.audit.rules import SYSTEM, Ref
from congvu.base.background import defer
from congvu.base.loading import load_rows
from congvu.workflow import queries
from congvu.workflow.actions.moves import (
    begin,
    cancel_family,
    drop,
    family_of,
    finish,
    note,
    open_tokens,
    running_token,
    tell_closed,
    tell_opened,
    timers_of,
)
from congvu.workflow.models import INSTANCE_ROW, TOKEN_ROW, Instance, Timer, Token
from congvu.workflow.refusals import CannotMoveBack, NotRunning, NotSuspended, StepAlreadyDone, StepNotWaitedFor
from congvu.workflow.rules import regions
from congvu.workflow.rules.running import Stay
from congvu.workflow.rules.times import TIMERS_AT_ONCE
from congvu.workflow.terms import Happening, InstanceState, TokenKind


@transaction.atomic
def start(*, key: str, subject: Ref, variables: Mapping[str, object], now: datetime) -> Instance:
    """Start the latest version of a process about a subject. Raises ProcessUnknown."""
    return begin(queries.latest(key), subject=subject, variables=variables, called_by=None, now=now)


@transaction.atomic
def complete(*, token_id: int, variables: Mapping[str, object], actor: Ref, now: datetime) -> Instance:
    """Finish a step and go on. Raises StepAlreadyDone, NotRunning, StepNotWaitedFor."""
    instance, token = running_token(token_id)
    if token.kind != TokenKind.STEP:
        raise StepNotWaitedFor(token_id=token_id)
    finish(instance, token, variables=variables, happening=Happening.CLOSED, actor=actor, now=now)
    return instance


@transaction.atomic
def finish_service(*, token_id: int, variables: Mapping[str, object], now: datetime) -> None:
    """Go on after a service step. Raises StepAlreadyDone, NotRunning, StepNotWaitedFor."""
    instance, token = running_token(token_id)
    if token.kind != TokenKind.SERVICE:
        raise StepNotWaitedFor(token_id=token_id)
    finish(instance, token, variables=variables, happening=Happening.CLOSED, actor=SYSTEM, now=now)


@transaction.atomic
def move_back(*, token_id: int, to_node: str, actor: Ref, now: datetime) -> Token:
    """Take a token back to a step that was done before; lanes that this leaves are given up, of those that it
    enters all but one count as done. Raises CannotMoveBack, StepAlreadyDone, NotRunning."""
    instance, token = running_token(token_id)
    table = queries.table_of(instance.definition_id)
    visited = Token.objects.filter(instance=instance, node=to_node, kind=TokenKind.STEP, done=True).exists()
    if not visited or token.kind == TokenKind.JOIN or to_node == token.node:
        raise CannotMoveBack(token_id=token_id, to_node=to_node)
    move = regions.move_back(table, here=token.node, there=to_node)
    if move is None:
        raise CannotMoveBack(token_id=token_id, to_node=to_node)
    dropped = list(instance.tokens.open().filter(node__in=move.dropped).order_by("pk"))
    drop(instance, dropped, now=now)
    note(instance, Happening.MOVED_BACK, node=to_node, token=token, actor=actor, now=now)
    node = table.nodes[to_node]
    arrived = [Stay(table.nodes[table.flows[flow].target], flow) for flow in move.arrived]
    opened = open_tokens(instance, table, stays=[Stay(node, node.incoming[0])], arrived=arrived, now=now)
    tell_closed(instance, dropped)
    tell_opened(instance, table, opened, now=now)
    return opened[0]


@transaction.atomic
def arm_timer(*, token_id: int, due_at: datetime) -> None:
    """Set when a waiting token goes on by itself (again, or for the first time). Raises StepNotWaitedFor and others."""
    instance, token = running_token(token_id)
    timers = timers_of(queries.table_of(instance.definition_id), token.node)
    if not timers:
        raise StepNotWaitedFor(token_id=token_id)
    Timer.objects.update_or_create(token=token, node=timers[0].id, defaults={"due_at": due_at})


def fire_due_timers(*, now: datetime) -> int:
    """Fire the timers that are due, each in its own transaction; return how many. May run twice at the same time."""
    due = Timer.objects.filter(
        due_at__lte=now, token__closed_at=None, token__instance__state=InstanceState.RUNNING
    ).order_by("due_at", "pk")
    return sum(_fire(timer_id, now=now) for timer_id in due.values_list("pk", flat=True)[:TIMERS_AT_ONCE])


@transaction.atomic
def _fire(timer_id: int, *, now: datetime) -> bool:
    """Fire one timer; False when somebody was faster (it is gone, was moved, or its token was finished)."""
    timer = Timer.objects.filter(pk=timer_id).first()
    if timer is None:
        return False
    try:
        instance, token = running_token(timer.token_id)
    except (StepAlreadyDone, NotRunning):
        return False
    if not Timer.objects.filter(pk=timer_id, due_at__lte=now).exists():
        return False
    node = queries.table_of(instance.definition_id).nodes[timer.node]
    finish(instance, token, variables={}, happening=Happening.FIRED, actor=SYSTEM, now=now, node=node)
    return True


@transaction.atomic
def suspend(*, instance_id: int, now: datetime) -> None:
    """Stop the clock of a running process and of those it called. Raises NotRunning."""
    family = family_of(instance_id)
    if family[0].state != InstanceState.RUNNING:
        raise NotRunning(instance_id=instance_id)
    for instance in family:
        if instance.state == InstanceState.RUNNING:
            instance.state, instance.suspended_at = InstanceState.SUSPENDED, now
            instance.save(update_fields=["state", "suspended_at"])
            note(instance, Happening.SUSPENDED, now=now)


@transaction.atomic
def resume(*, instance_id: int, now: datetime) -> None:
    """Let a suspended process go on; its timers are put off by the time it stood still. Raises NotSuspended."""
    family = family_of(instance_id)
    if family[0].state != InstanceState.SUSPENDED:
        raise NotSuspended(instance_id=instance_id)
    for instance in family:
        if instance.state == InstanceState.SUSPENDED and instance.suspended_at is not None:
            stood = now - instance.suspended_at
            Timer.objects.filter(token__instance=instance).update(due_at=F("due_at") + stood)
            instance.state, instance.suspended_at = InstanceState.RUNNING, None
            instance.save(update_fields=["state", "suspended_at"])
            note(instance, Happening.RESUMED, now=now)
            for token in instance.tokens.open().filter(kind=TokenKind.SERVICE):
                defer("workflow.run_service", token_id=token.pk)


@transaction.atomic
def cancel(*, instance_id: int, now: datetime) -> None:
    """End a process before its time, with those it called; its open steps are taken away. Raises NotRunning."""
    family = family_of(instance_id)
    if family[0].state not in (InstanceState.RUNNING, InstanceState.SUSPENDED):
        raise NotRunning(instance_id=instance_id)
    cancel_family(family, now=now)


@transaction.atomic
def load_running(*, instances: Sequence[str], tokens: Sequence[str]) -> None:
    """Take in running processes and their tokens, written as COPY reads them, for what is loaded in bulk."""
    load_rows("workflow_instance", INSTANCE_ROW, instances)
    load_rows("workflow_token", TOKEN_ROW, tokens)
