import pytest

pytestmark = pytest.mark.django_db


def test_the_home_page_without_a_catalogue_invents_nothing(client):
    page = client.get("/").content.decode()

    assert "Chưa có thủ tục nào được công bố" in page
    assert "cv-event" not in page


def test_the_list_without_a_catalogue_says_so(client):
    assert "Chưa có thủ tục nào được công bố" in client.get("/procedures/").content.decode()


def test_a_search_without_a_catalogue_finds_nothing(client):
    assert "Không tìm thấy thủ tục nào" in client.get("/search/?q=khai sinh").content.decode()
