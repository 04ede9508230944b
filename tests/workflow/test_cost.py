"""A step costs the same number of queries whatever happened before; two people at once finish it once."""

import threading

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from congvu.workflow.actions import running
from congvu.workflow.models import History, Token
from congvu.workflow.refusals import StepAlreadyDone
from tests.workflow.factories import LAN, MONDAY_9AM, InstanceFactory, do, loop_table, publish, token_at


def queries_of(instance, node):
    token = token_at(instance, node)
    with CaptureQueriesContext(connection) as captured:
        running.complete(token_id=token.pk, variables={}, actor=LAN, now=MONDAY_9AM)
    return len(captured)


@pytest.mark.django_db
def test_a_step_costs_the_same_after_a_thousand_loops():
    publish("loop", loop_table())
    instance = running.start(key="loop", subject=LAN, variables={"verdict": "bad"}, now=MONDAY_9AM)
    early = queries_of(instance, "draft")
    rows = [{"instance": instance, "node": "draft"} for _ in range(1000)]
    Token.objects.bulk_create(
        Token(**row, kind="step", flow="no", opened_at=MONDAY_9AM, closed_at=MONDAY_9AM, done=True) for row in rows
    )
    History.objects.bulk_create(History(**row, happening="closed", at=MONDAY_9AM) for row in rows)

    late = queries_of(instance, "draft")

    assert late == early


@pytest.mark.django_db
def test_a_step_of_a_plain_line_takes_at_most_nine_queries():
    instance = InstanceFactory(key="line")
    do(instance, "receive")

    assert queries_of(instance, "examine") <= 9


@pytest.mark.django_db(transaction=True)
def test_of_two_people_at_once_one_finishes_the_step():
    instance = InstanceFactory(key="line")
    token, together, answers = token_at(instance, "receive"), threading.Barrier(2), []

    def finish():
        together.wait()
        try:
            running.complete(token_id=token.pk, variables={}, actor=LAN, now=MONDAY_9AM)
            answers.append("done")
        except StepAlreadyDone:
            answers.append("refused")
        finally:
            connections.close_all()

    people = [threading.Thread(target=finish) for _ in range(2)]
    for person in people:
        person.start()
    for person in people:
        person.join()

    assert sorted(answers) == ["done", "refused"]
    assert instance.tokens.open().count() == 1
