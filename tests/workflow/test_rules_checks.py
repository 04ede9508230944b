"""A diagram is refused with the line, the element and the reason."""

import pytest

from congvu.workflow.rules.checks import compile_diagram
from congvu.workflow.rules.diagrams import LARGEST_BYTES
from tests.workflow.factories import diagram, loop_table, written


def codes(text):
    table, problems = compile_diagram(text, services={"test.look_up"})
    assert (table is None) == bool(problems)
    return [(problem.element, problem.code) for problem in problems]


def flows(*pairs):
    return "".join(f'<sequenceFlow id="{a}_{b}" sourceRef="{a}" targetRef="{b}"/>' for a, b in pairs)


BEGIN, OVER = '<startEvent id="begin"/>', '<endEvent id="over"/>'
STEP = '<userTask id="work"/>'
LINE = flows(("begin", "work"), ("work", "over"))
FORK = '<parallelGateway id="fork"/><userTask id="left"/><userTask id="right"/>'
REFUSED = {
    "a script task": (
        BEGIN + '<scriptTask id="work"><script>x = 1</script></scriptTask>' + OVER + LINE,
        ("work", "not_allowed"),
    ),
    "a script in a user task": (
        BEGIN + '<userTask id="work"><script>x</script></userTask>' + OVER + LINE,
        ("work", "not_allowed"),
    ),
    "a message event": (
        BEGIN + '<intermediateCatchEvent id="work"><messageEventDefinition/></intermediateCatchEvent>' + OVER + LINE,
        ("work", "not_allowed"),
    ),
    "an element of another language": (
        BEGIN + '<x:userTask xmlns:x="urn:x" id="more"/>' + STEP + OVER + LINE,
        ("more", "not_allowed"),
    ),
    "an unknown service": (
        BEGIN + '<serviceTask id="work" implementation="os.system"/>' + OVER + LINE,
        ("work", "unknown_service"),
    ),
    "a call of nothing": (BEGIN + '<callActivity id="work"/>' + OVER + LINE, ("work", "no_called_process")),
    "a timer without time": (
        BEGIN + '<intermediateCatchEvent id="work"><timerEventDefinition/></intermediateCatchEvent>' + OVER + LINE,
        ("work", "no_time"),
    ),
    "a timer of months": (
        BEGIN
        + '<intermediateCatchEvent id="work"><timerEventDefinition><timeDuration>P1M</timeDuration>'
        + "</timerEventDefinition></intermediateCatchEvent>"
        + OVER
        + LINE,
        ("work", "bad_time"),
    ),
    "a clock that does not end its step": (
        BEGIN
        + STEP
        + '<boundaryEvent id="late" attachedToRef="work" cancelActivity="false"><timerEventDefinition>'
        + "<timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>"
        + OVER
        + LINE
        + flows(("late", "over")),
        ("late", "not_interrupting"),
    ),
    "no start": (STEP + OVER + flows(("work", "over"), ("work", "work")), ("any", "one_start")),
    "no end": (BEGIN + STEP + flows(("begin", "work"), ("work", "work")), ("any", "no_end")),
    "a flow to nowhere": (BEGIN + STEP + OVER + LINE + flows(("work", "gone")), ("work_gone", "flow_to_nowhere")),
    "one id twice": (BEGIN + STEP + STEP + OVER + LINE, ("work", "same_id")),
    "an id with accents": (BEGIN + STEP + '<endEvent id="hết"/>', ("hết", "bad_id")),
    "a step that forks": (
        BEGIN + STEP + '<userTask id="more"/>' + OVER + LINE + flows(("work", "more"), ("more", "over")),
        ("work", "many_ways_out"),
    ),
    "an unreachable ring": (
        BEGIN + STEP + '<userTask id="a"/><userTask id="b"/>' + OVER + LINE + flows(("a", "b"), ("b", "a")),
        ("a", "unreachable"),
    ),
    "a trap": (
        BEGIN
        + '<exclusiveGateway id="work" default="work_over"/><userTask id="a"/>'
        + OVER
        + LINE
        + flows(("a", "a"))
        + '<sequenceFlow id="in" sourceRef="work" targetRef="a"><conditionExpression>x</conditionExpression>'
        + "</sequenceFlow>",
        ("a", "no_end_from_here"),
    ),
    "lanes that no join closes": (
        BEGIN
        + FORK
        + STEP
        + OVER
        + LINE.replace("begin", "left", 2).replace("left_work", "l", 1)
        + flows(("begin", "fork"), ("fork", "left"), ("fork", "right"), ("right", "work")),
        ("work", "unbalanced"),
    ),
    "a join behind a choice": (
        BEGIN
        + '<exclusiveGateway id="pick" default="pick_left"/><userTask id="left"/><userTask id="right"/>'
        + '<parallelGateway id="meet"/>'
        + OVER
        + flows(("begin", "pick"), ("pick", "left"), ("left", "meet"), ("right", "meet"), ("meet", "over"))
        + '<sequenceFlow id="r" sourceRef="pick" targetRef="right"><conditionExpression>x</conditionExpression>'
        + "</sequenceFlow>",
        ("meet", "join_waits_for_ever"),
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_diagram_is_refused_for(case):
    inside, expected = REFUSED[case]

    assert expected in codes(written("any", inside))


def test_two_processes_in_one_file_are_refused():
    text = written("any", "").replace("</definitions>", '<process id="other"/></definitions>')

    assert codes(text) == [("", "one_process")]


def test_a_choice_without_a_default_is_refused():
    assert codes(loop_table().replace(' default="no"', "")) == [("good", "no_default"), ("no", "no_condition")]


def test_a_condition_that_is_no_expression_is_refused():
    assert codes(loop_table().replace("verdict == 'good'", "__import__('os')")) == [("yes", "bad_condition")]


def test_a_condition_that_answers_no_question_is_refused():
    assert codes(loop_table().replace("verdict == 'good'", "count(verdict)")) == [("yes", "bad_condition")]


def test_a_loop_without_a_step_is_refused():
    text = loop_table().replace('sourceRef="good" targetRef="draft"', 'sourceRef="good" targetRef="good"')

    assert codes(text) == [("good", "idle_loop")]


def test_an_outside_entity_is_refused():
    text = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + loop_table().split("?>", 1)[1]
    )

    assert codes(text) == [("", "doctype")]


def test_swelling_entities_are_refused():
    text = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><definitions>&b;</definitions>'

    assert codes(text) == [("", "doctype")]


def test_a_file_that_is_no_xml_is_refused():
    assert codes("<definitions") == [("", "not_xml")]


def test_an_empty_file_is_refused():
    assert codes("") == [("", "not_xml")]


def test_a_file_too_large_is_refused():
    assert codes(" " * (LARGEST_BYTES + 1)) == [("", "too_large")]


def test_a_problem_says_its_line():
    problems = compile_diagram(loop_table().replace(' default="no"', ""), services=())[1]

    assert str(problems[0]).startswith("Dòng 4, phần tử good: Cổng loại trừ chưa có luồng mặc định")


@pytest.mark.parametrize("kind", ["line", "optional", "wait", "lanes"])
def test_a_good_diagram_has_no_problem(kind):
    assert codes(diagram("any", kind=kind)) == []


def test_twelve_lanes_are_checked_in_full():
    lanes = [f"lane{number}" for number in range(12)]
    text = written(
        "any",
        BEGIN + OVER + '<parallelGateway id="fork"/><parallelGateway id="meet"/>'
        + "".join(f'<userTask id="{lane}"/>' for lane in lanes)
        + flows(("begin", "fork"), ("meet", "over"), *(("fork", lane) for lane in lanes))
        + flows(*((lane, "meet") for lane in lanes)),
    )  # fmt: skip

    assert codes(text) == []
