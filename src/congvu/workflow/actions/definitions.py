"""Publishing the definition of a process (BPMN), and taking away one that was only measured."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from congvu.workflow import queries
from congvu.workflow.models import Definition, Instance
from congvu.workflow.refusals import DiagramRefused
from congvu.workflow.rules import services
from congvu.workflow.rules.checks import compile_diagram
from congvu.workflow.rules.problems import Problem
from congvu.workflow.rules.tables import to_json


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
def remove_trial(*, definition_id: int) -> None:
    """Remove a process that was published only to be measured, with everything that ran under it."""
    Instance.objects.filter(definition=definition_id).delete()
    Definition.objects.filter(pk=definition_id).delete()
