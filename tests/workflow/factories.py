"""Processes for tests: diagrams written in a few words, published and started."""

from datetime import UTC, datetime
from pathlib import Path

import factory

import congvu.workflow
from congvu.audit.rules import Ref
from congvu.workflow.actions import definitions, running
from congvu.workflow.models import Instance
from congvu.workflow.rules.shapes import process_of
from congvu.workflow.rules.tables import Table
from congvu.workflow.rules.writing import write

MONDAY_9AM = datetime(2020, 4, 27, 2, tzinfo=UTC)
PROCESSES = Path(congvu.workflow.__file__).parent / "processes"
LAN = Ref("officer", "7", "Lan")
MATTER = Ref("matter", "12", "Việc thử")  # no upper app answers for this kind

STEPS = {
    "line": [("receive", {}), ("examine", {}), ("sign", {})],
    "optional": [("receive", {}), ("verify", {"when": "contains(asked, 'verify')"}), ("sign", {})],
    "wait": [("receive", {}), ("posting", {"kind": "wait"}), ("sign", {})],
    "lanes": [
        ("receive", {}),
        ("examine", {"lanes": [("papers", {}), ("status", {"when": "contains(asked, 'status')"}), ("home", {})]}),
        ("sign", {}),
    ],
}


def shape(steps):
    """Return a shape of pairs (id, more); a step with lanes is parallel."""

    def one(identity, more):
        step = {"id": identity, "role": "specialist", "action": identity.capitalize(), **more}
        if "lanes" in more:
            step |= {"kind": "parallel", "lanes": [one(*lane) for lane in more["lanes"]]}
        return step

    return {"title": "Thử", "steps": [one(*step) for step in steps]}


def diagram(key, *, kind=None):
    """Return the text of a small process."""
    return write(process_of(key, shape(STEPS[kind or key]), role_labels={"specialist": "Chuyên viên"}))


def loop_table(key="loop"):
    """Return the text of a process that turns back to its first step until it is good."""
    return written(
        key,
        """<startEvent id="begin"/><userTask id="draft"/><endEvent id="over"/>
        <exclusiveGateway id="good" default="no"/>
        <sequenceFlow id="a" sourceRef="begin" targetRef="draft"/>
        <sequenceFlow id="b" sourceRef="draft" targetRef="good"/>
        <sequenceFlow id="no" sourceRef="good" targetRef="draft"/>
        <sequenceFlow id="yes" sourceRef="good" targetRef="over">
        <conditionExpression>verdict == 'good'</conditionExpression></sequenceFlow>""",
    )


def written(key, inside):
    """Return a BPMN file around the elements of a process."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:test">\n'
        f'<process id="{key}" name="Thử" isExecutable="true">{inside}</process></definitions>'
    )


def publish(key, text=None):
    """Publish a small process."""
    return definitions.publish_definition(key=key, bpmn=text or diagram(key), now=MONDAY_9AM)


class InstanceFactory(factory.Factory):
    """A running process of the published `key`."""

    class Meta:
        model = Instance

    key = "line"
    subject = MATTER
    variables = factory.LazyFunction(dict)
    now = MONDAY_9AM

    @classmethod
    def _create(cls, model_class, *, key, **kwargs):
        publish(key)
        return running.start(key=key, **kwargs)


def token_at(instance, node):
    """Return the open token of an instance at a node."""
    return instance.tokens.open().get(node=node)


def waits_at(instance):
    """Return the nodes where people are waited for, in alphabetical order."""
    return sorted(instance.tokens.open().exclude(kind="join").values_list("node", flat=True))


def do(instance, node, **variables):
    """Finish a step as Lan."""
    return running.complete(token_id=token_at(instance, node).pk, variables=variables, actor=LAN, now=MONDAY_9AM)


def table_of(text) -> Table:
    """Return the table of a text that must be good."""
    from congvu.workflow.rules.checks import compile_diagram

    table, problems = compile_diagram(text, services={"test.look_up"})
    assert not problems, problems
    return table
