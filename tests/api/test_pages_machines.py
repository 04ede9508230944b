import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from congvu.api.actions import revoke_token
from congvu.api.terms import Scope
from congvu.audit.models import Line
from congvu.dossiers.models import Dossier
from congvu.dossiers.rules.tries import MOST_FOR_CODE
from congvu.dossiers.terms import Status
from tests.api.conftest import COMMUNE, MORNING, Caller
from tests.dossiers.stories import actor_of, valid_data, waiting

PROBLEM = "application/problem+json"


def test_everybody_reads_the_catalogue(client):
    answer = client.get("/api/v1/procedures", {"limit": 2, "offset": 1}).json()

    assert len(answer["items"]) == 2
    assert answer["count"] > 30


def test_a_search_finds_everyday_words(client):
    answer = client.get("/api/v1/procedures", {"q": "làm khai sinh cho con"}).json()

    assert answer["items"][0]["code"] == "1.001193"
    assert answer["count"] >= 1


@pytest.mark.parametrize(("address", "words"), [("procedures", "Đăng ký khai sinh"), ("khong-co", "Không có gì")])
def test_people_can_read_the_answers(client, address, words):
    assert words in client.get(f"/api/v1/{address}").content.decode()


def test_an_unknown_fee_is_null_and_never_zero(client):
    every = [row["code"] for row in client.get("/api/v1/procedures", {"limit": 100}).json()["items"]]

    fees = [client.get(f"/api/v1/procedures/{code}").json()["fees"] for code in every]

    unknown = [fee for fee in fees if None in (fee["phi"]["amount_vnd"], fee["le_phi"]["amount_vnd"])]
    assert unknown
    assert not any(fee["is_free"] for fee in unknown)


def test_a_form_is_a_schema_of_the_data(client):
    schema = client.get("/api/v1/procedures/1.001193/form", {"regime": "2020"}).json()

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "declaration_accepted" in schema["properties"]


def test_a_system_hands_in_a_dossier(system):
    answer = system.post("/api/v1/dossiers", system.submission())

    assert answer.status_code == 201, answer.content.decode()
    made = answer.json()
    assert (made["status"], made["code"], made["due_at"]) == ("submitted", None, None)
    assert made["secret"]
    assert [move["move"] for move in made["moves"]] == ["submit"]


def test_the_desk_finds_it_like_any_other(system):
    made = system.post("/api/v1/dossiers", system.submission()).json()

    dossier = Dossier.objects.get(request_number=made["request_number"])
    step = waiting(dossier)
    assert actor_of(step, now=MORNING)
    assert (dossier.owner_name, dossier.owner_id_number) == ("Nguyễn Văn Mẫu", "099090000001")
    assert dossier.declared


def test_the_log_names_the_system(system):
    made = system.post("/api/v1/dossiers", system.submission()).json()

    dossier = Dossier.objects.get(request_number=made["request_number"])
    actors = set(
        Line.objects.filter(subject_kind="dossier", subject_id=str(dossier.pk)).values_list("actor_name", flat=True)
    )
    assert actors == {"Trục liên thông"}


def test_the_same_key_finds_the_first_dossier(system):
    whole = system.submission()
    first = system.post("/api/v1/dossiers", whole, **{"Idempotency-Key": "a-1"})

    second = system.post("/api/v1/dossiers", whole, **{"Idempotency-Key": "a-1"})

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()


def test_a_key_of_another_submission_is_refused(system):
    whole = system.submission()
    system.post("/api/v1/dossiers", whole, **{"Idempotency-Key": "a-1"})

    answer = system.post("/api/v1/dossiers", {**whole, "receiver_name": "Khác"}, **{"Idempotency-Key": "a-1"})

    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_reused")


def test_a_refused_submission_leaves_nothing_and_its_key_free(system):
    whole = system.submission()
    bad = system.post("/api/v1/dossiers", {**whole, "data": {}}, **{"Idempotency-Key": "a-1"})

    good = system.post("/api/v1/dossiers", whole, **{"Idempotency-Key": "a-1"})

    assert (bad.status_code, good.status_code) == (422, 201)
    assert Dossier.objects.count() == 1


def test_errors_are_paths_and_codes_of_the_form(system):
    data = {**valid_data("1.001193"), "declaration_accepted": False}

    answer = system.post("/api/v1/dossiers", system.submission(data=data))

    assert answer.headers["Content-Type"] == PROBLEM
    assert answer.json()["errors"] == ["declaration_accepted:must_be_true"]


def test_missing_people_papers_and_places_are_told_together(system):
    whole = system.submission(owner={"name": "A"}, papers={"khong-co": [1]}, committee="khong-co")

    errors = system.post("/api/v1/dossiers", whole).json()["errors"]

    assert {"committee:not_competent", "owner.phone:required", "papers.khong-co:not_asked"} <= set(errors)


def test_files_of_another_system_are_unknown(system):
    other = Caller(*Scope, key="khac")
    whole = other.submission()

    errors = system.post("/api/v1/dossiers", whole).json()["errors"]

    assert errors and all(error.endswith(":unknown_file") for error in errors)


def test_its_secret_opens_one_dossier_without_a_name_in_it(system, client):
    made = system.post("/api/v1/dossiers", system.submission()).json()

    answer = client.get(f"/api/v1/dossiers/{made['request_number']}", {"secret": made["secret"]})

    assert answer.json()["status"] == "submitted"
    assert "Mẫu" not in answer.content.decode()


@pytest.mark.parametrize("secret", ["", "AAAAAAAA"])
def test_without_its_secret_a_dossier_is_not_there(system, client, secret):
    made = system.post("/api/v1/dossiers", system.submission()).json()

    answer = client.get(f"/api/v1/dossiers/{made['request_number']}", {"secret": secret})

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, PROBLEM)


def test_guessing_secrets_is_stopped_for_a_quarter_of_an_hour(system, client):
    made = system.post("/api/v1/dossiers", system.submission()).json()
    address = f"/api/v1/dossiers/{made['request_number']}"
    for _ in range(MOST_FOR_CODE):
        client.get(address, {"secret": "AAAAAAAA"})

    answer = client.get(address, {"secret": made["secret"]})

    assert (answer.status_code, answer.json()["code"], answer.headers["Retry-After"]) == (429, "too_many_tries", "900")


def test_its_own_system_is_never_stopped_by_guesses(system, client):
    made = system.post("/api/v1/dossiers", system.submission()).json()
    for _ in range(MOST_FOR_CODE):
        client.get(f"/api/v1/dossiers/{made['request_number']}", {"secret": "AAAAAAAA"})

    assert system.get(f"/api/v1/dossiers/{made['request_number']}").status_code == 200


def test_a_system_lists_its_own_dossiers_only(system):
    system.post("/api/v1/dossiers", system.submission())
    other = Caller(*Scope, key="khac")

    mine, theirs = system.get("/api/v1/dossiers").json(), other.get("/api/v1/dossiers").json()

    assert (mine["count"], len(mine["items"]), theirs["count"]) == (1, 1, 0)
    assert system.get("/api/v1/dossiers", {"status": Status.FINISHED}).json()["count"] == 0


def test_an_accepted_dossier_says_when_it_is_due_and_why(system):
    from congvu.dossiers.actions.receive import accept_dossier

    made = system.post("/api/v1/dossiers", system.submission()).json()
    step = waiting(Dossier.objects.get(request_number=made["request_number"]))
    accept_dossier(step_id=step.pk, officer=actor_of(step, now=MORNING), now=MORNING)

    found = system.get(f"/api/v1/dossiers/{made['request_number']}").json()

    assert found["code"]
    assert found["due_at"] == found["why_due"][-1]["at"]
    assert found["national_code"] is not None


@pytest.mark.parametrize("secret", [None, "", "cv_khong-co", "ế", "Basic abc"])
def test_no_token_no_dossiers(client, secret):
    headers = {} if secret is None else {"Authorization": f"Bearer {secret}"}

    answer = client.get("/api/v1/dossiers", headers=headers)

    assert (answer.status_code, answer.headers["Content-Type"]) == (401, PROBLEM)
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_revoked_token_is_nobodys(system):
    revoke_token(prefix=system.token.prefix, now=MORNING)

    assert system.get("/api/v1/dossiers").status_code == 401


def test_a_scope_that_is_missing_is_said():
    reader = Caller(Scope.DOSSIERS_READ)

    answer = reader.post("/api/v1/dossiers", {})

    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")


def test_a_token_notes_when_it_was_used(system):
    system.get("/api/v1/dossiers")

    system.token.refresh_from_db()
    assert system.token.last_used_at == MORNING


def test_whoever_calls_too_often_waits(client, settings):
    settings.CONGVU_API_PER_MINUTE_WITHOUT_TOKEN = 2

    answers = [client.get("/api/v1/procedures") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b'{"a": NaN}', 400),
        (b'{"a": 1e999}', 400),
        (b'{"a": "\\u0000"}', 400),
        (b'{"a": "\\ud800"}', 400),
        (b"\xff", 400),
        (b"[" * 100_000, 400),
        (b"[]", 400),
        (b"", 422),
    ],
)
def test_a_body_that_cannot_be_kept_is_a_problem_document(system, body, status):
    """What is no JSON object to keep is unreadable (400); nothing at all lacks its submission (422)."""
    answer = system.client.post("/api/v1/dossiers", body, content_type="application/json")

    assert (answer.status_code, answer.headers["Content-Type"]) == (status, PROBLEM)


def test_a_body_over_the_limit_is_told_so(system):
    body = json.dumps({"procedure": "x" * 3_000_000})

    answer = system.client.post("/api/v1/dossiers", body, content_type="application/json")

    assert (answer.status_code, answer.headers["Content-Type"]) == (413, PROBLEM)


def test_a_file_of_a_wrong_type_is_told_so(system):
    answer = system.leave_file(b"MZ\x00 khong phai PDF", "a.pdf")

    assert (answer.status_code, answer.json()["code"]) == (422, "wrong_file_type")


def test_a_file_over_the_limit_is_told_so(system):
    answer = system.client.post("/api/v1/files", {"file": SimpleUploadedFile("a.pdf", b"%PDF-" + b"0" * 20_971_530)})

    assert (answer.status_code, answer.headers["Content-Type"]) == (413, PROBLEM)


@pytest.mark.parametrize(
    "address",
    ["/api/", "/api/v1", "/api/v1/khong-co", "/api/v1/procedures/", "/api/v1/procedures/9.999999", "/api/%00"],
)
def test_nothing_there_is_a_problem_document(client, address):
    answer = client.get(address)

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, PROBLEM)


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_a_wrong_method_is_a_problem_document(client, method):
    answer = getattr(client, method)("/api/v1/procedures")

    assert (answer.status_code, answer.headers["Content-Type"], answer.headers["Allow"]) == (405, PROBLEM, "GET")


def test_the_commune_of_the_examples_may_decide(client):
    found = client.get("/api/v1/procedures/1.001193").json()

    assert COMMUNE in {place["key"] for place in found["committees"]}
