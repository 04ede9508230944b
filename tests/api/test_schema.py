"""The description of the door is held against what the door does: generated calls, with a token and without."""

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks

from congvu.api.terms import Scope
from tests.api.conftest import Caller

CHECKED = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
GENTLY = settings(
    max_examples=10,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
OPERATIONS = {
    "GET /api/v1/procedures",
    "GET /api/v1/procedures/{code}",
    "GET /api/v1/procedures/{code}/form",
    "POST /api/v1/files",
    "POST /api/v1/dossiers",
    "GET /api/v1/dossiers",
    "GET /api/v1/dossiers/{code}",
}


def door():
    """Return the house as a WSGI program that leaves the connection of the test open, as Django's own client does."""
    handler = WSGIHandler()

    def answer(environ, start_response):
        request = WSGIRequest(environ)
        response = handler.get_response(request)
        request.close()
        start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
        return list(response)

    return answer


@pytest.fixture
def described(settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.CONGVU_API_PER_MINUTE = settings.CONGVU_API_PER_MINUTE_WITHOUT_TOKEN = 100_000
    return schemathesis.openapi.from_wsgi("/api/openapi.json", door())


def call_everything(described, headers):
    """Call every operation with generated words; every answer must be one that the description knows."""
    called = set()
    for result in described.get_all_operations():
        operation = result.ok()

        @GENTLY
        @given(case=operation.as_strategy())
        def one(case):
            case.validate_response(case.call(headers=headers), checks=CHECKED)

        one()
        called.add(operation.label)
    return called


def test_whoever_comes_without_a_token_gets_only_what_is_described(described):
    assert call_everything(described, {}) == OPERATIONS


def test_a_system_gets_only_what_is_described(described):
    system = Caller(*Scope)

    assert call_everything(described, {"Authorization": f"Bearer {system.secret}"}) == OPERATIONS


def test_every_operation_names_its_errors_as_problem_documents(client):
    paths = client.get("/api/openapi.json").json()["paths"]

    answers = [answer for path in paths.values() for one in path.values() for answer in one["responses"].items()]
    errors = [answer for status, answer in answers if int(status) >= 400]
    assert errors
    assert all(list(answer["content"]) == ["application/problem+json"] for answer in errors)
