"""Two engines on one diagram: ours and SpiffWorkflow; each tells the steps it opened, in rounds.

A round finishes every open step, in alphabetical order, with the same variables; the walk is the list of rounds.
"""

import io
from datetime import date

from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.parser.task_parsers import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.defaults import ManualTask
from SpiffWorkflow.util.task import TaskState

from congvu.base.expressions import parse
from congvu.workflow.rules.running import along
from congvu.workflow.terms import NodeKind

TODAY = date(2020, 4, 27)


class Guards(PythonScriptEngine):
    """Conditions in the language of the house over variables that all lanes share; timers are never due here."""

    def __init__(self):
        super().__init__()
        self.scope = {}

    def evaluate(self, task, expression, external_context=None):
        if "." in expression and " " not in expression and "(" not in expression:
            return "2999-01-01T00:00:00+00:00"
        return parse(expression).value(self.scope, today=TODAY)


class Parser(BpmnParser):
    """Service tasks are finished by hand, like user tasks."""

    OVERRIDE_PARSER_CLASSES = {full_tag("serviceTask"): (TaskParser, ManualTask)}


def theirs(text, *, answers, rounds):
    """Return the walk of SpiffWorkflow; `answers(step, visit)` gives the variables of a step."""
    parser = Parser()
    parser.add_bpmn_io(io.BytesIO(text.encode()))
    process = etree.fromstring(text.encode()).find("{*}process").get("id")
    guards = Guards()
    workflow = BpmnWorkflow(parser.get_spec(process), script_engine=guards)
    walk, visits = [], {}
    workflow.do_engine_steps()
    while not workflow.is_completed() and len(walk) < rounds:
        ready = sorted(workflow.get_tasks(state=TaskState.READY, manual=True), key=lambda task: task.task_spec.name)
        walk.append([task.task_spec.name for task in ready])
        for task in ready:
            name = task.task_spec.name
            visits[name] = visits.get(name, 0) + 1
            guards.scope |= answers(name, visits[name])
        for task in ready:
            task.run()
        workflow.do_engine_steps()
    return walk, workflow.is_completed()


def ours(table, *, answers, rounds):
    """Return the walk of our rules over plain data."""
    scope, waiting, visits, walk = {}, frozenset(), {}, []
    moves = along(table.start.outgoing, table=table, waiting=waiting, scope=scope, today=TODAY)
    waiting, here = _kept(table, waiting, moves), [stay.node for stay in moves.stays]
    while here and len(walk) < rounds:
        here.sort(key=lambda node: node.id)
        walk.append([node.id for node in here])
        for node in here:
            visits[node.id] = visits.get(node.id, 0) + 1
            scope |= answers(node.id, visits[node.id])
        following = []
        for node in here:
            assert node.kind in (NodeKind.STEP, NodeKind.SERVICE)
            moves = along(node.outgoing, table=table, waiting=waiting, scope=scope, today=TODAY)
            waiting = _kept(table, waiting, moves)
            following += [stay.node for stay in moves.stays]
        here = following
    return walk, not here


def _kept(table, waiting, moves):
    over = {flow for join in moves.joined for flow in table.nodes[join].incoming}
    return (waiting - over) | {stay.flow for stay in moves.arrived}
