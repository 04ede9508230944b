"""How tokens move through a process: locked, closed, opened, dropped, written into the history and told as news.

The caller holds the transaction; what people and other apps may ask for is in `running`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from congvu.audit.rules import SYSTEM, Ref
from congvu.base.background import defer
from congvu.base.events import publish
from congvu.workflow import queries
from congvu.workflow.events import InstanceEnded, StepClosed, StepOpened
from congvu.workflow.models import Definition, History, Instance, Timer, Token
from congvu.workflow.refusals import NotRunning, StepAlreadyDone
from congvu.workflow.rules.running import Stay, along
from congvu.workflow.rules.tables import Node, Table
from congvu.workflow.rules.times import day_of, due_at
from congvu.workflow.terms import Happening, InstanceState, NodeKind, TokenKind


def begin(
    definition: Definition, *, subject: Ref, variables: Mapping[str, object], called_by: Token | None, now: datetime
) -> Instance:
    """Start this version of a process, and run it to where it first waits."""
    instance = Instance.objects.create(
        definition=definition,
        subject_kind=subject.kind,
        subject_id=subject.id,
        subject_name=subject.name,
        variables=dict(variables),
        started_at=now,
        called_by=called_by,
    )
    note(instance, Happening.STARTED, now=now)
    table = queries.table_of(definition.pk)
    _go_on(instance, table, flows=table.start.outgoing, closed=None, now=now)
    return instance


def running_token(token_id: int) -> tuple[Instance, Token]:
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


def family_of(instance_id: int) -> list[Instance]:
    """Lock an instance and, below it, those it called that are not over; callers come before called."""
    generation, family = [instance_id], []
    while generation:
        rows = list(Instance.objects.select_for_update().filter(pk__in=generation).order_by("pk"))
        family += rows
        generation = list(
            Instance.objects.filter(called_by__instance__in=rows, ended_at=None).values_list("pk", flat=True)
        )
    return family


def finish(
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
    if timers_of(table, token.node):
        token.timers.all().delete()
    note(instance, happening, node=token.node, token=token, actor=actor, now=now)
    _go_on(instance, table, flows=(node or table.nodes[token.node]).outgoing, closed=token, now=now)


def _go_on(instance: Instance, table: Table, *, flows: tuple[str, ...], closed: Token | None, now: datetime) -> None:
    """Run along flows: open what waits, end what is over, then tell the news."""
    waiting: frozenset[str] = frozenset()
    if table.has_joins:
        waiting = frozenset(instance.tokens.open().filter(kind=TokenKind.JOIN).values_list("flow", flat=True))
    moves = along(flows, table=table, waiting=waiting, scope=instance.variables, today=day_of(now))
    if moves.joined:
        instance.tokens.open().filter(kind=TokenKind.JOIN, node__in=moves.joined).update(closed_at=now, done=True)
    opened = open_tokens(instance, table, stays=moves.stays, arrived=moves.arrived, now=now)
    ended = not moves.stays and not moves.arrived and not instance.tokens.open().exists()
    if ended:
        instance.state, instance.ended_at = InstanceState.ENDED, now
        instance.save(update_fields=["state", "ended_at"])
        note(instance, Happening.ENDED, now=now)
    tell_closed(instance, [closed] if closed else [])
    tell_opened(instance, table, opened, now=now)
    if ended:
        publish(InstanceEnded(instance.pk, instance.subject_kind, instance.subject_id))
    if ended and instance.called_by_id:
        caller, token = running_token(instance.called_by_id)
        finish(caller, token, variables={}, happening=Happening.CLOSED, actor=SYSTEM, now=now)


def open_tokens(
    instance: Instance, table: Table, *, stays: Iterable[Stay], arrived: Iterable[Stay], now: datetime
) -> list[Token]:
    """Write the tokens that wait, their timers and history; return them without those at joins."""
    opened = [_token(instance, stay, TokenKind(stay.node.kind), now) for stay in stays]
    Token.objects.bulk_create([*opened, *(_token(instance, stay, TokenKind.JOIN, now) for stay in arrived)])
    Timer.objects.bulk_create(
        Timer(token=token, node=node.id, due_at=due)
        for token in opened
        for node in timers_of(table, token.node)
        if (due := due_at(node.timer, scope=instance.variables, now=now)) is not None
    )
    History.objects.bulk_create(
        History(instance=instance, token=token, happening=Happening.OPENED, node=token.node, at=now) for token in opened
    )
    return opened


def _token(instance: Instance, stay: Stay, kind: TokenKind, now: datetime) -> Token:
    return Token(instance=instance, node=stay.node.id, kind=kind, flow=stay.flow, opened_at=now)


def timers_of(table: Table, node: str) -> tuple[Node, ...]:
    """Return the timers that run while a token waits at this node."""
    own = table.nodes[node]
    return (own,) if own.kind is NodeKind.TIMER else table.timers.get(node, ())


def drop(instance: Instance, tokens: Sequence[Token], *, now: datetime) -> None:
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
        cancel_family(family_of(called.pk), now=now)


def cancel_family(family: Sequence[Instance], *, now: datetime) -> None:
    """End these instances, locked by the caller, and take their open tokens away."""
    for instance in family:
        if instance.ended_at is None:
            instance.state, instance.suspended_at, instance.ended_at = InstanceState.CANCELLED, None, now
            instance.save(update_fields=["state", "suspended_at", "ended_at"])
            note(instance, Happening.CANCELLED, now=now)
    for instance in family:
        tokens = list(instance.tokens.open().order_by("pk"))
        drop(instance, tokens, now=now)
        tell_closed(instance, tokens)


def tell_closed(instance: Instance, tokens: Iterable[Token]) -> None:
    """Tell which steps are open no more."""
    for token in tokens:
        if token.kind == TokenKind.STEP:
            publish(
                StepClosed(
                    instance.pk, token.pk, token.node, instance.subject_kind, instance.subject_id, done=token.done
                )
            )


def tell_opened(instance: Instance, table: Table, tokens: Iterable[Token], *, now: datetime) -> None:
    """Tell people of steps, have services run, start called processes."""
    for token in tokens:
        if token.kind == TokenKind.STEP:
            publish(StepOpened(instance.pk, token.pk, token.node, instance.subject_kind, instance.subject_id))
        elif token.kind == TokenKind.SERVICE:
            defer("workflow.run_service", token_id=token.pk)
        elif token.kind == TokenKind.CALL:
            subject = Ref(instance.subject_kind, instance.subject_id, instance.subject_name)
            called = queries.latest(table.nodes[token.node].does)
            begin(called, subject=subject, variables=instance.variables, called_by=token, now=now)


def note(
    instance: Instance,
    happening: Happening,
    *,
    now: datetime,
    node: str = "",
    token: Token | None = None,
    actor: Ref = SYSTEM,
) -> None:
    """Write one line of the history."""
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
