"""Measure a step of a process, early and after a thousand loops: it must cost the same."""

import json
import time
from argparse import ArgumentParser
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.audit.rules import SYSTEM, Ref
from congvu.base import clock
from congvu.base.commands import HouseCommand
from congvu.workflow.actions import definitions, running
from congvu.workflow.models import Instance

KEY = "bench-steps"
LOOP = f"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:congvu:bench">
<process id="{KEY}" name="Đo một bước" isExecutable="true">
<startEvent id="begin"/><userTask id="draft"/><exclusiveGateway id="good" default="no"/><endEvent id="over"/>
<sequenceFlow id="in" sourceRef="begin" targetRef="draft"/><sequenceFlow id="on" sourceRef="draft" targetRef="good"/>
<sequenceFlow id="no" sourceRef="good" targetRef="draft"/><sequenceFlow id="yes" sourceRef="good" targetRef="over">
<conditionExpression>verdict == 'good'</conditionExpression></sequenceFlow></process></definitions>"""


class Command(HouseCommand):
    """Writes and removes a process of its own; each step is its own transaction, as in service."""

    help = "Đo thời gian và số câu truy vấn của một bước, lúc đầu và sau nhiều vòng lặp."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the number of loops."""
        parser.add_argument("--loops", type=int, default=1000, help="số vòng, từ 10")

    def handle(self, *, loops: int, **_: object) -> None:
        """Run the loops, print one JSON document, remove what was written."""
        if loops < 10:
            self.wrong_usage("Cần ít nhất 10 vòng.")
        now = clock.now()
        definition = definitions.publish_definition(key=KEY, bpmn=LOOP, now=now)
        subject = Ref("bench", "1", "Đo")
        instance = running.start(key=KEY, subject=subject, variables={"verdict": "bad"}, now=now)
        try:
            self.stdout.write(json.dumps(_measured(instance, loops), ensure_ascii=False))
        finally:
            definitions.remove_trial(definition_id=definition.pk)


def _measured(instance: Instance, loops: int) -> dict[str, float]:
    queries_first = _queries(instance)
    spent = [_seconds(instance) for _ in range(loops)]
    tenth = loops // 10
    return {
        "loops": loops,
        "queries_first": queries_first,
        "queries_last": _queries(instance),
        "first_tenth_ms": round(median(spent[:tenth]) * 1000, 2),
        "last_tenth_ms": round(median(spent[-tenth:]) * 1000, 2),
    }


def _queries(instance: Instance) -> int:
    token_id = instance.tokens.open().get().pk
    with CaptureQueriesContext(connection) as captured:
        running.complete(token_id=token_id, variables={}, actor=SYSTEM, now=clock.now())
    return len(captured)


def _seconds(instance: Instance) -> float:
    token_id = instance.tokens.open().get().pk
    start = time.perf_counter()
    running.complete(token_id=token_id, variables={}, actor=SYSTEM, now=clock.now())
    return time.perf_counter() - start
