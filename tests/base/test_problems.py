import json

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_POST

from congvu.base.web import public
from congvu.config.urls import handler400, handler403, handler404, handler500, urlpatterns
from tests.accounts.factories import CitizenFactory

HTMX = {"HX-Request": "true"}
__all__ = ["handler400", "handler403", "handler404", "handler500"]


def going_wrong(error):
    @public
    def view(request):
        raise error

    return view


@public
def losing_the_database(request):
    def lost():
        raise DatabaseError

    request.user = SimpleLazyObject(lost)
    return lost()


@public
@require_POST
def reading(request):
    return HttpResponse(request.POST.get("name", ""))


urlpatterns = [
    path("wrong/suspicious", going_wrong(SuspiciousOperation())),
    path("wrong/denied", going_wrong(PermissionDenied())),
    path("wrong/broken", going_wrong(ZeroDivisionError())),
    path("api/broken", going_wrong(ZeroDivisionError())),
    path("wrong/lost", losing_the_database),
    path("wrong/reading", reading),
    *urlpatterns,
]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/khong-co", 404, "Hãy kiểm tra lại địa chỉ"),
        ("/wrong/denied", 403, "hãy đăng xuất rồi đăng nhập bằng tài khoản đó"),
        ("/wrong/suspicious", 400, "tải lại trang rồi gửi lại"),
        ("/wrong/reading", 405, "Hãy mở lại trang có biểu mẫu"),
        ("/wrong/broken", 500, "Hãy thử lại sau ít phút"),
    ],
)
def test_what_goes_wrong_is_a_page_in_the_portals_frame_that_says_what_to_do(client, address, status, words):
    answer = client.get(address)

    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page and 'class="cv-header"' in page


def test_a_defect_and_what_is_unreadable_show_their_number(client):
    for address in ("/wrong/broken", "/wrong/suspicious"):
        answer = client.get(address)

        assert f"<strong>{answer.headers['X-Trace']}</strong>" in answer.content.decode()


def test_htmx_gets_the_part_above_what_was_filled_in(client):
    answer = client.get("/wrong/broken", headers=HTMX)

    assert answer.content.startswith(b'<div class="govuk-error-summary cv-problem"')
    assert answer.headers["HX-Retarget"] == "#noi-dung"
    assert answer.headers["HX-Reswap"].startswith("afterbegin")
    assert answer.headers["HX-Reselect"] == ".cv-problem"


def test_a_form_from_another_session_says_to_load_the_page_again():
    answer = Client(enforce_csrf_checks=True).post("/wrong/reading", {"name": "An"})

    assert answer.status_code == 403
    assert "tải lại trang rồi gửi lại. Trình duyệt phải cho phép cookie." in answer.content.decode()


@pytest.mark.parametrize("body", [{"name": "a" * 3_000_000}, {f"n{number}": "" for number in range(5_001)}])
def test_more_than_we_read_is_too_large(client, body):
    answer = client.post("/wrong/reading", body)

    assert answer.status_code == 413
    assert "ảnh và bản quét nên giảm độ phân giải" in answer.content.decode()


def test_a_broken_upload_is_unreadable(client):
    answer = client.post("/wrong/reading", b"--x\r\nrubbish", content_type="multipart/form-data")

    assert answer.status_code == 400


def test_a_method_that_is_not_answered_still_names_those_that_are(client):
    assert client.get("/wrong/reading").headers["Allow"] == "POST"


def test_a_defect_on_the_machines_side_is_a_problem_document(client):
    answer = client.get("/api/broken")

    problem = json.loads(answer.content)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (problem["status"], problem["code"], problem["trace"]) == (500, "defect", answer.headers["X-Trace"])


def test_an_address_that_machines_mistype_is_a_problem_document(client):
    assert json.loads(client.get("/api/khong-co").content)["code"] == "not_found"


def test_a_defect_of_what_the_frame_needs_comes_without_a_frame(client):
    answer = client.get("/wrong/lost")

    page = answer.content.decode()
    assert answer.status_code == 500
    assert answer.headers["X-Trace"] in page and "cv-header" not in page


def test_a_request_larger_than_the_house_reads_is_refused_before_it_is_read(client, settings):
    settings.CONGVU_REQUEST_MEGABYTES = 0

    answer = client.post("/accounts/login/", {"login": "mau"})

    assert answer.status_code == 413 and "gửi thành nhiều lần" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("send", "title"),
    [
        (lambda client: client.get("/desk/"), "Bạn không mở được trang này"),
        (lambda client: client.post("/dossiers/counter/begin/"), "Bạn không làm được việc này"),
    ],
    ids=["a page", "a change"],
)
def test_a_refusal_is_titled_by_what_was_refused(client, send, title):
    client.force_login(CitizenFactory().user)

    answer = send(client)

    assert answer.status_code == 403
    assert f"<h1>{title}</h1>" in answer.text
