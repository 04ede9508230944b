import datetime as dt

import pytest
import time_machine

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2020, 4, 27, 3, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def demonstration_day():
    with time_machine.travel(MONDAY, tick=False):
        yield


def text_of(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_the_home_page_offers_search_events_fields_and_tracking(client, catalogue):
    page = text_of(client, "/")

    assert 'action="/search/"' in page and 'action="/dossiers/track/"' in page
    assert page.count('class="cv-event"') == 8
    assert "?field=H%E1%BB%99%20t%E1%BB%8Bch" in page


def test_search_without_marks_finds_the_procedure(client, catalogue):
    page = text_of(client, "/search/?q=lam giay khai sinh")

    assert "/procedures/1.001193/" in page


def test_what_the_catalogue_does_not_have_is_said_with_the_way_to_go(client, catalogue):
    page = text_of(client, "/search/?q=bằng lái xe")

    assert "Danh mục không có riêng thủ tục “giấy phép lái xe”" in page


def test_a_hint_that_names_a_procedure_leads_there(client, catalogue):
    page = text_of(client, "/search/?q=bảo hiểm y tế cho bé")

    assert 'href="/procedures/1.001193/"' in page


def test_nonsense_finds_nothing_and_says_so(client, catalogue):
    assert "Không tìm thấy thủ tục nào" in text_of(client, "/search/?q=asdf qwer")


@pytest.mark.parametrize("query", ["", "   ", "%00", "'", "%F0%9F%98%80", "<b>"])
def test_odd_words_never_break_the_search(client, catalogue, query):
    text_of(client, f"/search/?q={query}")


def test_words_without_end_are_refused(client, catalogue):
    assert "Lời tìm dài quá 200 ký tự" in text_of(client, f"/search/?q={'a' * 201}", status=422)


def test_a_life_event_lists_its_procedures(client, catalogue):
    page = text_of(client, "/life/sinh-con/")

    assert "Sinh con: 4 thủ tục" in page
    assert page.count('class="cv-row"') == 4


def test_an_unknown_life_event_is_not_found(client, catalogue):
    client.raise_request_exception = False

    assert client.get("/life/nowhere/").status_code == 404


@pytest.mark.parametrize("address", ["/", "/search/?q=khai sinh", "/life/ket-hon/"])
def test_a_page_asks_the_database_a_fixed_number_of_questions(client, catalogue, address, django_assert_num_queries):
    client.get(address)

    with django_assert_num_queries(2):
        client.get(address)
