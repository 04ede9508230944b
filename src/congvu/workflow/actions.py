"""Every change of processes: publishing one, starting it, and each move of its tokens.

All moves of one instance queue on the row of its outermost process, so no two people finish one step.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import F

from congvu.audit.rules import SYSTEM, Ref
from congvu.base.background import defer
from congvu.base.events import publish
from congvu.base.loading import load_rows
from congvu.workflow import queries
from congvu.workflow.events import InstanceEnded, StepClosed, StepOpened
from congvu.workflow.models import INSTANCE_ROW, TOKEN_ROW, Definition, History, Instance, Timer, Token
from congvu.workflow.refusals import (
    CannotMoveBack,
    DiagramRefused,
    NotRunning,
    NotSuspended,
    StepAlreadyDone,
    StepNotWaitedFor,
)
from congvu.workflow.rules import regions, services
from congvu.workflow.rules.checks import compile_diagram
from congvu.workflow.rules.problems import Problem
from congvu.workflow.rules.running import Stay, along
from congvu.workflow.rules.tables import Node, Table, to_json
from congvu.workflow.rules.times import TIMERS_AT_ONCE, day_of, due_at
from congvu.workflow.terms import Happening, InstanceState, NodeKind, TokenKind


@transaction.atomic
def publish_definition(*, key: str, bpmn: str, now: datetime) -> Definition:
    """Publish a diagram as the next version of a process; the same text changes nothing. Raises DiagramRefused."""
    latest = Definition.objects.select_for_update().filter(key=key).first()
    if latest is not None and latest.bpmn == bpmn:
        return latest
    table, problems = compile_diagram(bpmn, services=services.names())
    if table is None:
        raise DiagramRefused(problems)
    if table.key != key:
        raise DiagramRefused([Problem(1, table.key, "other_key", f"Mã quy trình trong tệp phải là “{key}”.")])
    called = queries.calls_of(table)
    for name, keys in called.items():
        if keys is None:
            raise DiagramRefused([Problem(1, name, "unknown_process", "Quy trình được gọi chưa ban hành.")])
        if key in {name, *keys}:
            raise DiagramRefused([Problem(1, name, "calls_itself", "Quy trình không được gọi vòng lại chính nó.")])
    return Definition.objects.create(
        key=key,
        number=latest.number + 1 if latest else 1,
        title=table.title,
        bpmn=bpmn,
        table=to_json(table),
        published_at=now,
    )


def publish_folder(*, folder: Path, now: datetime) -> int:
    """Publish every .bpmn file of a folder under its name; return how many there are. Raises DiagramRefused."""
    files = sorted(folder.glob("*.bpmn"))
    for path in files:
        publish_definition(key=path.stem, bpmn=path.read_text(encoding="utf-8"), now=now)
    return len(files)


@transaction.atomic
def start(*, key: str, subject: Ref, variables: Mapping[str, object], now: datetime) -> Instance:
    """Start the latest version of a process about a subject. Raises ProcessUnknown."""
    return _start(queries.latest(key), subject=subject, variables=variables, called_by=None, now=now)


@transaction.atomic
def complete(*, token_id: int, variables: Mapping[str, object], actor: Ref, now: datetime) -> Instance:
    """Finish a step and go on. Raises StepAlreadyDone, NotRunning, StepNotWaitedFor."""
    instance, token = _running(token_id)
    if token.kind != TokenKind.STEP:
        raise StepNotWaitedFor(token_id=token_id)
    _finish(instance, token, variables=variables, happening=Happening.CLOSED, actor=actor, now=now)
    return instance


@transaction.atomic
def finish_service(*, token_id: int, variables: Mapping[str, object], now: datetime) -> None:
    """Go on after a service step. Raises StepAlreadyDone, NotRunning, StepNotWaitedFor."""
    instance, token = _running(token_id)
    if token.kind != TokenKind.SERVICE:
        raise StepNotWaitedFor(token_id=token_id)
    _finish(instance, token, variables=variables, happening=Happening.CLOSED, actor=SYSTEM, now=now)


@transaction.atomic
def arm_timer(*, token_id: int, due_at: datetime) -> None:
    """Set when a waiting token goes on by itself (again, or for the first time). Raises StepNotWaitedFor and others."""
    instance, token = _running(token_id)
    timers = _timers_of(queries.table_of(instance.definition_id), token.node)
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
        instance, token = _running(timer.token_id)
    except (StepAlreadyDone, NotRunning):
        return False
    if not Timer.objects.filter(pk=timer_id, due_at__lte=now).exists():
        return False
    node = queries.table_of(instance.definition_id).nodes[timer.node]
    _finish(instance, token, variables={}, happening=Happening.FIRED, actor=SYSTEM, now=now, node=node)
    return True


@transaction.atomic
def suspend(*, instance_id: int, now: datetime) -> None:
    """Stop the clock of a running process and of those it called. Raises NotRunning."""
    family = _family(instance_id)
    if family[0].state != InstanceState.RUNNING:
        raise NotRunning(instance_id=instance_id)
    for instance in family:
        if instance.state == InstanceState.RUNNING:
            instance.state, instance.suspended_at = InstanceState.SUSPENDED, now
            instance.save(update_fields=["state", "suspended_at"])
            _note(instance, Happening.SUSPENDED, now=now)


@transaction.atomic
def resume(*, instance_id: int, now: datetime) -> None:
    """Let a suspended process go on; its timers are put off by the time it stood still. Raises NotSuspended."""
    family = _family(instance_id)
    if family[0].state != InstanceState.SUSPENDED:
        raise NotSuspended(instance_id=instance_id)
    for instance in family:
        if instance.state == InstanceState.SUSPENDED and instance.suspended_at is not None:
            stood = now - instance.suspended_at
            Timer.objects.filter(token__instance=instance).update(due_at=F("due_at") + stood)
            instance.state, instance.suspended_at = InstanceState.RUNNING, None
            instance.save(update_fields=["state", "suspended_at"])
            _note(instance, Happening.RESUMED, now=now)
            for token in instance.tokens.open().filter(kind=TokenKind.SERVICE):
                defer("workflow.run_service", token_id=token.pk)


@transaction.atomic
def cancel(*, instance_id: int, now: datetime) -> None:
    """End a process before its time, with those it called; its open steps are taken away. Raises NotRunning."""
    family = _family(instance_id)
    if family[0].state not in (InstanceState.RUNNING, InstanceState.SUSPENDED):
        raise NotRunning(instance_id=instance_id)
    _cancel(family, now=now)


@transaction.atomic
def move_back(*, token_id: int, to_node: str, actor: Ref, now: datetime) -> Token:
    """Take a token back to a step that was done before; lanes that this leaves are given up, of those that it
    enters all but one count as done. Raises CannotMoveBack, StepAlreadyDone, NotRunning."""
    instance, token = _running(token_id)
    table = queries.table_of(instance.definition_id)
    visited = Token.objects.filter(instance=instance, node=to_node, kind=TokenKind.STEP, done=True).exists()
    if not visited or token.kind == TokenKind.JOIN or to_node == token.node:
        raise CannotMoveBack(token_id=token_id, to_node=to_node)
    move = regions.move_back(table, here=token.node, there=to_node)
    if move is None:
        raise CannotMoveBack(token_id=token_id, to_node=to_node)
    dropped = list(instance.tokens.open().filter(node__in=move.dropped).order_by("pk"))
    _drop(instance, dropped, now=now)
    _note(instance, Happening.MOVED_BACK, node=to_node, token=token, actor=actor, now=now)
    node = table.nodes[to_node]
    arrived = [Stay(table.nodes[table.flows[flow].target], flow) for flow in move.arrived]
    opened = _open(instance, table, stays=[Stay(node, node.incoming[0])], arrived=arrived, now=now)
    _tell_closed(instance, dropped)
    _tell_opened(instance, table, opened, now=now)
    return opened[0]


@transaction.atomic
def remove_trial(*, definition_id: int) -> None:
    """Remove a process that was published only to be measured, with everything that ran under it."""
    Instance.objects.filter(definition=definition_id).delete()
    Definition.objects.filter(pk=definition_id).delete()


@transaction.atomic
def load_running(*, instances: Sequence[str], tokens: Sequence[str]) -> None:
    """Take in running processes and their tokens, written as COPY reads them, for what is loaded in bulk."""
    load_rows("workflow_instance", INSTANCE_ROW, instances)
    load_rows("workflow_token", TOKEN_ROW, tokens)


def _start(
    definition: Definition, *, subject: Ref, variables: Mapping[str, object], called_by: Token | None, now: datetime
) -> Instance:
    instance = Instance.objects.create(
        definition=definition,
        subject_kind=subject.kind,
        subject_id=subject.id,
        subject_name=subject.name,
        variables=dict(variables),
        started_at=now,
        called_by=called_by,
    )
    _note(instance, Happening.STARTED, now=now)
    table = queries.table_of(definition.pk)
    _go_on(instance, table, flows=table.start.outgoing, closed=None, now=now)
    return instance


def _running(token_id: int) -> tuple[Instance, Token]:
    """Lock the instance of an open token, outermost process first. Raises StepAlreadyDone, NotRunning."""
    chain: list[int] = []
    token: int | None = token_id
    while token is not None:
        found = Token.objects.filter(pk=token).values_list("instance_id", "instance__called_by_id").first()
        if found is None:
            raise StepAlreadyDone(token_id=token_id)
        instance_id, token = found
        chain.append(instance_id)
    locked = {row.pk: row for row in Instance.objects.select_for_update().filter(pk__in=chain).order_by("pk")}
    instance = locked[chain[0]]
    open_token = Token.objects.open().filter(pk=token_id).first()
    if open_token is None:
        raise StepAlreadyDone(token_id=token_id)
    if instance.state != InstanceState.RUNNING:
        raise NotRunning(token_id=token_id)
    return instance, open_token


def _family(instance_id: int) -> list[Instance]:
    """Lock an instance and, below it, those it called that are not over; callers come before called."""
    generation, family = [instance_id], []
    while generation:
        rows = list(Instance.objects.select_for_update().filter(pk__in=generation).order_by("pk"))
        family += rows
        generation = list(
            Instance.objects.filter(called_by__instance__in=rows, ended_at=None).values_list("pk", flat=True)
        )
    return family


def _finish(
    instance: Instance,
    token: Token,
    *,
    variables: Mapping[str, object],
    happening: Happening,
    actor: Ref,
    now: datetime,
    node: Node | None = None,
) -> None:
    """Close a token and run on from its node, or from the timer `node` that ended it."""
    table = queries.table_of(instance.definition_id)
    merged = {**instance.variables, **variables}
    if merged != instance.variables:
        instance.variables = merged
        instance.save(update_fields=["variables"])
    token.closed_at, token.done = now, True
    token.save(update_fields=["closed_at", "done"])
    if _timers_of(table, token.node):
        token.timers.all().delete()
    _note(instance, happening, node=token.node, token=token, actor=actor, now=now)
    _go_on(instance, table, flows=(node or table.nodes[token.node]).outgoing, closed=token, now=now)


def _go_on(instance: Instance, table: Table, *, flows: tuple[str, ...], closed: Token | None, now: datetime) -> None:
    """Run along flows: open what waits, end what is over, then tell the news."""
    waiting: frozenset[str] = frozenset()
    if table.has_joins:
        waiting = frozenset(instance.tokens.open().filter(kind=TokenKind.JOIN).values_list("flow", flat=True))
    moves = along(flows, table=table, waiting=waiting, scope=instance.variables, today=day_of(now))
    if moves.joined:
        instance.tokens.open().filter(kind=TokenKind.JOIN, node__in=moves.joined).update(closed_at=now, done=True)
    opened = _open(instance, table, stays=moves.stays, arrived=moves.arrived, now=now)
    ended = not moves.stays and not moves.arrived and not instance.tokens.open().exists()
    if ended:
        instance.state, instance.ended_at = InstanceState.ENDED, now
        instance.save(update_fields=["state", "ended_at"])
        _note(instance, Happening.ENDED, now=now)
    _tell_closed(instance, [closed] if closed else [])
    _tell_opened(instance, table, opened, now=now)
    if ended:
        publish(InstanceEnded(instance.pk, instance.subject_kind, instance.subject_id))
    if ended and instance.called_by_id:
        caller, token = _running(instance.called_by_id)
        _finish(caller, token, variables={}, happening=Happening.CLOSED, actor=SYSTEM, now=now)


def _open(
    instance: Instance, table: Table, *, stays: Iterable[Stay], arrived: Iterable[Stay], now: datetime
) -> list[Token]:
    """Write the tokens that wait, their timers and history; return them without those at joins."""
    opened = [_token(instance, stay, TokenKind(stay.node.kind), now) for stay in stays]
    Token.objects.bulk_create([*opened, *(_token(instance, stay, TokenKind.JOIN, now) for stay in arrived)])
    Timer.objects.bulk_create(
        Timer(token=token, node=node.id, due_at=due)
        for token in opened
        for node in _timers_of(table, token.node)
        if (due := due_at(node.timer, scope=instance.variables, now=now)) is not None
    )
    History.objects.bulk_create(
        History(instance=instance, token=token, happening=Happening.OPENED, node=token.node, at=now) for token in opened
    )
    return opened


def _token(instance: Instance, stay: Stay, kind: TokenKind, now: datetime) -> Token:
    return Token(instance=instance, node=stay.node.id, kind=kind, flow=stay.flow, opened_at=now)


def _timers_of(table: Table, node: str) -> tuple[Node, ...]:
    own = table.nodes[node]
    return (own,) if own.kind is NodeKind.TIMER else table.timers.get(node, ())


def _drop(instance: Instance, tokens: Sequence[Token], *, now: datetime) -> None:
    """Take open tokens away, with their timers and the processes they called."""
    keys = [token.pk for token in tokens]
    Timer.objects.filter(token__in=keys).delete()
    Token.objects.filter(pk__in=keys).update(closed_at=now)
    History.objects.bulk_create(
        History(instance=instance, token=token, happening=Happening.DROPPED, node=token.node, at=now)
        for token in tokens
        if token.kind != TokenKind.JOIN
    )
    for called in Instance.objects.filter(called_by__in=keys, ended_at=None).order_by("pk"):
        _cancel(_family(called.pk), now=now)


def _cancel(family: Sequence[Instance], *, now: datetime) -> None:
    for instance in family:
        if instance.ended_at is None:
            instance.state, instance.suspended_at, instance.ended_at = InstanceState.CANCELLED, None, now
            instance.save(update_fields=["state", "suspended_at", "ended_at"])
            _note(instance, Happening.CANCELLED, now=now)
    for instance in family:
        tokens = list(instance.tokens.open().order_by("pk"))
        _drop(instance, tokens, now=now)
        _tell_closed(instance, tokens)


def _tell_closed(instance: Instance, tokens: Iterable[Token]) -> None:
    for token in tokens:
        if token.kind == TokenKind.STEP:
            publish(
                StepClosed(
                    instance.pk, token.pk, token.node, instance.subject_kind, instance.subject_id, done=token.done
                )
            )


def _tell_opened(instance: Instance, table: Table, tokens: Iterable[Token], *, now: datetime) -> None:
    """Tell people of steps, have services run, start called processes."""
    for token in tokens:
        if token.kind == TokenKind.STEP:
            publish(StepOpened(instance.pk, token.pk, token.node, instance.subject_kind, instance.subject_id))
        elif token.kind == TokenKind.SERVICE:
            defer("workflow.run_service", token_id=token.pk)
        elif token.kind == TokenKind.CALL:
            subject = Ref(instance.subject_kind, instance.subject_id, instance.subject_name)
            called = queries.latest(table.nodes[token.node].does)
            _start(called, subject=subject, variables=instance.variables, called_by=token, now=now)


def _note(
    instance: Instance,
    happening: Happening,
    *,
    now: datetime,
    node: str = "",
    token: Token | None = None,
    actor: Ref = SYSTEM,
) -> None:
    History.objects.create(
        instance=instance,
        token=token,
        happening=happening,
        node=node,
        at=now,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_name=actor.name,
    )
