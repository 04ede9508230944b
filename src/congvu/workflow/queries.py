"""What is published, where running processes stand, and their drawings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.db.models import Exists, OuterRef, QuerySet

from congvu.audit.rules import Ref
from congvu.workflow.models import Definition, History, Instance, Timer, Token
from congvu.workflow.refusals import ProcessUnknown
from congvu.workflow.rules.drawings import Standing, draw
from congvu.workflow.rules.tables import Node, Table, from_json
from congvu.workflow.terms import InstanceState, NodeKind, TokenKind

LATE = timedelta(minutes=10)  # timers run every minute
Labels = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ServiceCall:
    """What a waiting service step runs, and about what."""

    service: str
    subject: Ref
    variables: Mapping[str, object]


def latest(key: str) -> Definition:
    """Return the version of a process that new instances use. Raises ProcessUnknown."""
    found = Definition.objects.filter(key=key).order_by("-number").first()
    if found is None:
        raise ProcessUnknown(key=key)
    return found


@lru_cache(maxsize=512)
def table_of(definition_id: int) -> Table:
    """Return the table of a version; read once a process, for a published version never changes."""
    return from_json(Definition.objects.values_list("table", flat=True).get(pk=definition_id))


def nodes_of(instance_id: int) -> Mapping[str, Node]:
    """Return the nodes of an instance's process by id, in the order of the file."""
    return table_of(Instance.objects.values_list("definition_id", flat=True).get(pk=instance_id)).nodes


def calls_of(table: Table) -> dict[str, frozenset[str] | None]:
    """Return the processes a table calls with all that those call in turn; None for one that is not published."""
    found: dict[str, frozenset[str] | None] = {}
    for node in table.nodes.values():
        if node.kind is NodeKind.CALL:
            definition = Definition.objects.filter(key=node.does).order_by("-number").first()
            found[node.does] = None if definition is None else frozenset(_called(definition))
    return found


def _called(definition: Definition) -> set[str]:
    seen: set[str] = set()
    for key, further in calls_of(table_of(definition.pk)).items():
        seen |= {key, *(further or ())}
    return seen


def open_tokens(instance_id: int) -> QuerySet[Token]:
    """Return what the instance waits for (steps, services, called processes, timers), oldest first."""
    return Token.objects.open().filter(instance_id=instance_id).exclude(kind=TokenKind.JOIN).order_by("pk")


def instances_about(subject: Ref) -> QuerySet[Instance]:
    """Return the instances about a subject that nobody called, newest first."""
    return Instance.objects.filter(subject_kind=subject.kind, subject_id=subject.id, called_by=None).order_by("-pk")


def history_of(instance_id: int) -> QuerySet[History]:
    """Return what happened to an instance, oldest first."""
    return History.objects.filter(instance_id=instance_id).order_by("pk")


def steps_done(instance_id: int) -> frozenset[str]:
    """Return the nodes that were finished at least once in an instance."""
    return frozenset(
        Token.objects.filter(instance_id=instance_id, done=True)
        .exclude(kind=TokenKind.JOIN)
        .order_by()
        .values_list("node", flat=True)
        .distinct()
    )


def service_call(token_id: int) -> ServiceCall | None:
    """Return what a service token waits for; None when it waits no longer or its process stands still."""
    token = Token.objects.open().select_related("instance").filter(pk=token_id, kind=TokenKind.SERVICE).first()
    if token is None or token.instance.state != InstanceState.RUNNING:
        return None
    instance = token.instance
    return ServiceCall(
        service=table_of(instance.definition_id).nodes[token.node].does,
        subject=Ref(instance.subject_kind, instance.subject_id, instance.subject_name),
        variables=instance.variables,
    )


def drawing(instance_id: int, labels: Labels | None = None) -> str:
    """Return the SVG of a running process: done steps marked, the current ones lit; two lines of label per node."""
    instance = Instance.objects.only("definition_id", "state").get(pk=instance_id)
    open_nodes = frozenset(open_tokens(instance_id).values_list("node", flat=True))
    standing = Standing(
        done=steps_done(instance_id) - open_nodes,
        current=open_nodes,
        waiting=open_nodes if instance.state == InstanceState.SUSPENDED else frozenset(),
        over=instance.state == InstanceState.ENDED,
    )
    return draw(table_of(instance.definition_id), labels=labels or {}, standing=standing)


def drawing_of(key: str, labels: Labels | None = None) -> str:
    """Return the SVG of the latest version of a process, nobody standing in it. Raises ProcessUnknown."""
    return draw(table_of(latest(key).pk), labels=labels or {}, standing=None)


def problems(now: datetime) -> list[str]:
    """Return what is inconsistent among running processes, one sentence each; empty when all is well."""
    open_tokens_of = Token.objects.open().filter(instance=OuterRef("pk"))
    alive = Instance.objects.filter(ended_at=None)
    found = [
        f"Quy trình {pk} đang chạy nhưng không chờ gì."
        for pk in alive.filter(~Exists(open_tokens_of.exclude(kind=TokenKind.JOIN))).values_list("pk", flat=True)
    ]
    found += [
        f"Quy trình {pk} đã xong nhưng còn bước mở."
        for pk in Instance.objects.filter(Exists(open_tokens_of), ended_at__isnull=False).values_list("pk", flat=True)
    ]
    found += [
        f"Hẹn giờ {pk} thuộc bước đã đóng."
        for pk in Timer.objects.filter(token__closed_at__isnull=False).values_list("pk", flat=True)
    ]
    late = Timer.objects.filter(due_at__lt=now - LATE, token__instance__state=InstanceState.RUNNING).count()
    return [*found, f"{late} hẹn giờ quá hạn chưa chạy; tiến trình nền có chạy không?"] if late else found


def problems_of_tokens() -> list[str]:
    """Return the open tokens that do not fit their process; reads every open token."""
    found = []
    alive = Instance.objects.filter(called_by=OuterRef("pk"), ended_at=None)
    rows = Token.objects.open().select_related("instance").annotate(calls=Exists(alive)).order_by("pk")
    for token in rows.iterator(chunk_size=2000):
        node = table_of(token.instance.definition_id).nodes.get(token.node)
        kind = NodeKind.PARALLEL if token.kind == TokenKind.JOIN else NodeKind(token.kind)
        if node is None or node.kind is not kind or token.flow not in node.incoming:
            found.append(f"Dấu tiến trình {token.pk} nằm ở nút {token.node} không hợp với quy trình.")
        elif node.kind is NodeKind.CALL and not token.calls:
            found.append(f"Dấu tiến trình {token.pk} chờ một quy trình con đã xong.")
    return found
