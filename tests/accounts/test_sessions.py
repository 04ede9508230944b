from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.accounts import actions
from congvu.accounts.models import Session, User
from congvu.accounts.web.sessions import SessionStore
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def signed_in(client, **values):
    user = UserFactory(**values)
    client.force_login(user, backend="congvu.accounts.web.sessions.Backend")
    return user


def test_a_session_names_its_person(client):
    user = signed_in(client)

    assert Session.objects.get(session_key=client.session.session_key).user == user


def test_a_request_loads_session_and_person_by_one_question(client):
    signed_in(client)

    with CaptureQueriesContext(connection) as asked:
        client.get("/check/")

    about_people = [one["sql"] for one in asked if '"accounts_' in one["sql"]]
    assert len(about_people) == 1
    assert '"accounts_session"' in about_people[0]


def test_who_was_locked_out_meanwhile_is_signed_in_no_more(client):
    user = signed_in(client)
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert client.get("/accounts/home/").status_code == 302


def test_a_session_does_not_outlive_a_changed_password(client):
    user = signed_in(client)
    user.set_password("another one 1234")
    user.save()

    assert client.get("/accounts/home/").status_code == 302


def test_one_request_does_not_take_the_person_of_another(client):
    first, second = UserFactory(), UserFactory()
    for user in (first, second):
        client.force_login(user, backend="congvu.accounts.web.sessions.Backend")
        assert client.get("/accounts/home/").wsgi_request.user == user


def test_a_session_whose_time_is_over_opens_nothing_and_is_dropped(client):
    user = signed_in(client)
    Session.objects.update(expire_date=datetime.now(tz=UTC) - timedelta(seconds=1))
    SessionStore("still").save()

    assert client.get("/accounts/home/").status_code == 302
    assert actions.drop_expired_sessions() >= 1
    assert not Session.objects.filter(user=user).exists()


def test_a_session_of_nobody_has_no_person():
    store = SessionStore()
    store["words"] = "kept"
    store.save()

    assert Session.objects.get(session_key=store.session_key).user is None
    assert SESSION_KEY not in SessionStore(store.session_key)
