"""Publishing: versions, refusals, processes that call others, services."""

import pytest
from django.core.management import call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from congvu.workflow import jobs, queries
from congvu.workflow.actions import running
from congvu.workflow.models import Definition, Instance
from congvu.workflow.refusals import DiagramRefused
from congvu.workflow.rules import services
from congvu.workflow.terms import InstanceState
from tests.workflow.factories import MATTER, MONDAY_9AM, InstanceFactory, diagram, do, publish, waits_at, written

pytestmark = pytest.mark.django_db


def one(key, element):
    return written(
        key,
        f"""<startEvent id="begin"/>{element}<endEvent id="over"/>
        <sequenceFlow id="a" sourceRef="begin" targetRef="middle"/>
        <sequenceFlow id="b" sourceRef="middle" targetRef="over"/>""",
    )


def calling(key, called):
    return one(key, f'<callActivity id="middle" calledElement="{called}"/>')


@pytest.fixture
def look_up(monkeypatch):
    monkeypatch.setitem(services._services, "test.look_up", lambda *, subject, variables, now: {"found": subject.id})
    publish("service", one("service", '<serviceTask id="middle" implementation="test.look_up"/>'))
    return running.start(key="service", subject=MATTER, variables={}, now=MONDAY_9AM)


def test_the_same_text_makes_no_new_version():
    publish("line")
    publish("line")

    assert Definition.objects.count() == 1


def test_another_text_makes_the_next_version():
    publish("line")

    assert publish("line", diagram("line", kind="lanes")).number == 2


def test_a_running_process_keeps_its_version():
    instance = InstanceFactory(key="line")
    publish("line", diagram("line", kind="lanes"))

    do(instance, "receive")

    assert waits_at(instance) == ["examine"]


def test_a_refused_diagram_says_why():
    with pytest.raises(DiagramRefused, match="không phải XML"):
        publish("line", "nothing")


def test_a_file_of_another_process_is_refused():
    with pytest.raises(DiagramRefused, match="Mã quy trình"):
        publish("other", diagram("line"))


def test_a_called_process_must_be_published_before():
    with pytest.raises(DiagramRefused, match="chưa ban hành"):
        publish("caller", calling("caller", "line"))


def test_processes_do_not_call_in_a_ring():
    publish("caller", one("caller", '<userTask id="middle"/>'))
    publish("other", calling("other", "caller"))

    with pytest.raises(DiagramRefused, match="chính nó"):
        publish("caller", calling("caller", "other"))


def test_a_called_process_runs_before_the_caller_goes_on():
    publish("line")
    publish("caller", calling("caller", "line"))
    caller = running.start(key="caller", subject=MATTER, variables={}, now=MONDAY_9AM)
    called = Instance.objects.get(called_by__instance=caller)

    for node in ("receive", "examine", "sign"):
        do(called, node)

    assert Instance.objects.get(pk=caller.pk).state == InstanceState.ENDED


def test_cancelling_the_caller_cancels_the_called():
    publish("line")
    publish("caller", calling("caller", "line"))
    caller = running.start(key="caller", subject=MATTER, variables={}, now=MONDAY_9AM)

    running.cancel(instance_id=caller.pk, now=MONDAY_9AM)

    assert Instance.objects.get(called_by__instance=caller).state == InstanceState.CANCELLED


def test_a_service_step_asks_for_a_job(look_up):
    token = look_up.tokens.get()

    assert ProcrastinateJob.objects.get(task_name="workflow.run_service").args == {"token_id": token.pk}


def test_a_service_adds_its_variables_and_the_process_goes_on(look_up):
    jobs.run_service(token_id=look_up.tokens.get().pk)

    look_up.refresh_from_db()
    assert (look_up.state, look_up.variables) == (InstanceState.ENDED, {"found": "12"})


def test_a_service_job_that_runs_twice_changes_nothing(look_up):
    jobs.run_service(token_id=look_up.tokens.get().pk)

    jobs.run_service(token_id=look_up.tokens.get().pk)

    assert look_up.history.filter(happening="closed").count() == 1


def test_all_shipped_processes_are_published_once():
    call_command("publish_processes", verbosity=0)
    call_command("publish_processes", verbosity=0)

    assert Definition.objects.count() == 29


def test_drawing_of_an_unsuspecting_process_needs_no_instance():
    publish("line")

    assert queries.drawing_of("line").startswith("<svg ")
