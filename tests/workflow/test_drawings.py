"""The picture of a process: what is lit, what it says in words, and that it brings no style of its own."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from lxml import etree

import congvu.procedures.data
from congvu.workflow import queries
from congvu.workflow.actions import running
from congvu.workflow.rules.drawings import draw
from tests.workflow.factories import MONDAY_9AM, PROCESSES, InstanceFactory, do, table_of

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "processes.md"


def boxes(svg):
    return [(rect.get("class"), "".join(rect.getparent().find("text").itertext())) for rect in
            etree.fromstring(svg).iter("rect")]  # fmt: skip


@pytest.mark.django_db
def test_done_steps_are_marked_and_the_current_one_is_lit():
    instance = InstanceFactory(key="line")
    do(instance, "receive")

    svg = queries.drawing(instance.pk)

    assert boxes(svg) == [("n d", "Tiếp nhận"), ("c", "Thẩm tra"), ("n", "Ký kết quả")]


@pytest.mark.django_db
def test_a_suspended_step_is_marked_as_standing_still():
    instance = InstanceFactory(key="line")
    running.suspend(instance_id=instance.pk, now=MONDAY_9AM)

    assert boxes(queries.drawing(instance.pk))[0] == ("n w", "Tiếp nhận")


@pytest.mark.django_db
def test_the_drawing_says_itself_in_words():
    instance = InstanceFactory(key="line")
    do(instance, "receive")

    words = etree.fromstring(queries.drawing(instance.pk)).get("aria-label")

    assert words == "Quy trình Thử: đã xong Tiếp nhận; đang ở Thẩm tra; tiếp theo là Ký kết quả"


@pytest.mark.django_db
def test_labels_are_written_in_place_of_titles_and_escaped():
    instance = InstanceFactory(key="line")

    svg = queries.drawing(instance.pk, {"receive": ("Nhận <b>", "hạn 12/05")})

    assert boxes(svg)[0] == ("c", "Nhận <b>")
    assert "Nhận &lt;b&gt;" in svg


@pytest.mark.parametrize("shape", sorted(path.stem for path in PROCESSES.glob("*.bpmn")))
def test_the_drawing_of_a_shape_is_whole_and_brings_no_style(shape):
    table = table_of((PROCESSES / f"{shape}.bpmn").read_text(encoding="utf-8"))

    svg = draw(table, labels={}, standing=None)

    assert len(boxes(svg)) == len(table.steps)
    assert not re.search(r"style=|<style|<script| on\w+=", svg)


def test_no_two_boxes_of_a_shape_lie_on_each_other():
    for path in PROCESSES.glob("*.bpmn"):
        svg = draw(table_of(path.read_text(encoding="utf-8")), labels={}, standing=None)
        rects = [tuple(float(r.get(k)) for k in ("x", "y", "width", "height")) for r in
                 etree.fromstring(svg).iter("rect")]  # fmt: skip
        for index, (x, y, wide, high) in enumerate(rects):
            for left, top, across, down in rects[index + 1 :]:
                assert x + wide <= left or left + across <= x or y + high <= top or top + down <= y, path.stem


def test_the_shipped_files_are_those_that_the_shapes_give(tmp_path):
    call_command(
        "make_processes",
        Path(congvu.procedures.data.__file__).parent,
        to=tmp_path,
        table=tmp_path / "table.md",
        verbosity=0,
    )

    for path in PROCESSES.glob("*.bpmn"):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name
    assert (tmp_path / "table.md").read_bytes() == REFERENCE.read_bytes()


def test_every_shape_has_its_picture_in_its_file():
    for path in PROCESSES.glob("*.bpmn"):
        root = etree.parse(path).getroot()
        drawn = {shape.get("bpmnElement") for shape in root.iter("{*}BPMNShape", "{*}BPMNEdge")}
        process = root.find("{*}process")
        meant = {e.get("id") for e in process if e.get("id") and not e.tag.endswith("laneSet")}
        assert meant <= drawn, path.name
