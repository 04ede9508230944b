"""Both engines walk the same way: all 29 shapes with every choice, and diagrams made up at random."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workflow.factories import PROCESSES, table_of, written
from tests.workflow.oracle import ours, theirs

SHAPES = sorted(path.stem for path in PROCESSES.glob("*.bpmn"))


def text_of(shape):
    return (PROCESSES / f"{shape}.bpmn").read_text(encoding="utf-8")


def asked_in(text):
    return sorted(set(re.findall(r"contains\(asked, '(\w+)'\)", text)))


CASES = [
    (shape, asked)
    for shape in SHAPES
    for asked in {(), tuple(asked_in(text_of(shape))), *((one,) for one in asked_in(text_of(shape)))}
]


def test_there_are_twenty_nine_shapes():
    assert len(SHAPES) == 29


@pytest.mark.parametrize(("shape", "asked"), sorted(CASES))
def test_both_engines_walk_the_same_way_through_a_shape(shape, asked):
    text = text_of(shape)

    def answers(step, visit):
        return {"asked": list(asked)}

    walk = ours(table_of(text), answers=answers, rounds=40)

    assert walk == theirs(text, answers=answers, rounds=40)
    assert walk[1]
    assert set(asked) <= {node for nodes in walk[0] for node in nodes}


# A block is a step, a row of blocks, a choice between blocks, lanes of blocks, or a block done again.
BLOCKS = st.recursive(
    st.just("step") | st.just("service"),
    lambda inner: st.one_of(
        st.tuples(st.just("row"), st.lists(inner, min_size=2, max_size=3)),
        st.tuples(st.just("choice"), st.lists(st.none() | inner, min_size=2, max_size=3)),
        st.tuples(st.just("lanes"), st.lists(inner, min_size=2, max_size=3)),
        st.tuples(st.just("again"), inner),
    ),
    max_leaves=7,
)


class Diagram:
    """Writes blocks as BPMN elements; `ends` are the last nodes of what was written."""

    def __init__(self, block):
        self.parts, self.count = ['<startEvent id="begin"/>'], 0
        last = self.block(block, "begin")
        self.parts.append('<endEvent id="over"/>')
        self.flow(last, "over")

    def new(self, tag, prefix, more=""):
        self.count += 1
        self.parts.append(f'<{tag} id="{prefix}{self.count}" {more}/>')
        return f"{prefix}{self.count}"

    def flow(self, source, target, when=""):
        self.count += 1
        inside = f"<conditionExpression>{when}</conditionExpression>" if when else ""
        self.parts.append(
            f'<sequenceFlow id="f{self.count}" sourceRef="{source}" targetRef="{target}">{inside}</sequenceFlow>'
        )
        return f"f{self.count}"

    def default(self, node, flow):
        at = next(i for i, part in enumerate(self.parts) if f' id="{node}" ' in part)
        self.parts[at] = self.parts[at].replace("/>", f'default="{flow}"/>')

    def block(self, block, last):
        if block in ("step", "service"):
            step = self.new("userTask", "s") if block == "step" else self.new("serviceTask", "s", SERVICE)
            self.flow(last, step)
            return step
        kind, inner = block
        if kind == "row":
            for one in inner:
                last = self.block(one, last)
            return last
        if kind == "again":
            head = self.new("exclusiveGateway", "g")
            self.flow(last, head)
            tail = self.new("exclusiveGateway", "g")
            self.flow(self.block(inner, self.block("step", head)), tail)
            after = self.new("exclusiveGateway", "g")
            self.flow(tail, head, when=f"{tail} == 1")
            self.default(tail, self.flow(tail, after))
            return after
        return self.split(kind, inner, last)

    def split(self, kind, inner, last):
        tag = "parallelGateway" if kind == "lanes" else "exclusiveGateway"
        fork, join = self.new(tag, "g"), self.new(tag, "g")
        self.flow(last, fork)
        for index, one in enumerate(inner):
            way = self.new("exclusiveGateway", "g")
            when = f"{fork} == {index}" if kind == "choice" and index else ""
            first = self.flow(fork, way, when)
            if kind == "choice" and not index:
                self.default(fork, first)
            self.flow(way if one is None else self.block(one, way), join)
        return join


SERVICE = 'implementation="test.look_up"'


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(block=BLOCKS, draws=st.lists(st.integers(0, 2), min_size=12, max_size=12))
def test_both_engines_walk_the_same_way_through_any_diagram(block, draws):
    diagram = Diagram(block)
    text = written("any", "".join(diagram.parts))
    gateways = [f"g{number}" for number in range(1, diagram.count + 1)]

    def answers(step, visit):
        seed = int(step[1:]) + visit
        return (
            {name: draws[(seed + index) % 12] for index, name in enumerate(gateways)}
            if visit < 4
            else {name: 2 for name in gateways}
        )

    walk = ours(table_of(text), answers=answers, rounds=40)

    assert walk == theirs(text, answers=answers, rounds=40)
