import pytest


def test_healthz_asks_nobody(client):
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_readyz_says_that_the_tables_are_there(client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["reason"]) == (200, "")


@pytest.mark.django_db
def test_metrics_are_for_this_machine(client):
    assert b"congvu_answers_total" in client.get("/metrics").content
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.5").status_code == 403
    assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.5"}).status_code == 403


def test_every_answer_has_a_number_by_which_the_log_knows_it(client):
    assert len(client.get("/healthz").headers["X-Trace"]) == 12


def test_the_log_knows_no_addresses_and_no_names(client, capsys, caplog):
    client.get("/healthz?q=Nguyen")

    said = " ".join(str(record.msg) for record in caplog.records)
    assert "healthz" in said
    assert "Nguyen" not in said
