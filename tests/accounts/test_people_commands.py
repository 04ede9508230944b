"""`congvu changepassword`: somebody gets a new password, asked for at the terminal."""

import pytest
from django.core.management import call_command

from congvu.audit.models import Line
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(monkeypatch):
    """Answer the questions of the terminal with these words."""

    def answer(*words):
        left = iter(words)
        monkeypatch.setattr("getpass.getpass", lambda question: next(left))

    return answer


def test_a_new_password_is_set_and_written_down(typed):
    user = UserFactory(username="mo.phong")
    typed("dừa-nước-mặn-7", "dừa-nước-mặn-7")

    call_command("changepassword", "mo.phong")

    user.refresh_from_db()
    assert user.check_password("dừa-nước-mặn-7")
    assert Line.objects.filter(verb="account.password", subject_id=str(user.pk)).exists()


@pytest.mark.parametrize("words", [("12345678", "12345678"), ("dừa-nước-mặn-7", "khác")], ids=["easy", "not the same"])
def test_a_password_that_is_easy_or_typed_differently_is_not_set(typed, words):
    user = UserFactory(username="mo.phong", password="cũ")
    typed(*words)

    with pytest.raises(SystemExit) as left:
        call_command("changepassword", "mo.phong")

    user.refresh_from_db()
    assert left.value.code == 1
    assert not user.check_password(words[0])
