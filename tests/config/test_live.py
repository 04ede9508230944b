import json

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction

from congvu.accounts.models import User
from congvu.base.live import CHANNEL, announce
from congvu.config import streams


def listening():
    database = settings.DATABASES["default"]
    address = psycopg.conninfo.make_conninfo(
        host=database["HOST"], user=database["USER"], dbname=connection.settings_dict["NAME"]
    )
    other = psycopg.connect(address, autocommit=True)
    other.execute(f"LISTEN {CHANNEL}")
    return other


@pytest.mark.django_db(transaction=True)
def test_news_is_told_when_the_transaction_ends():
    with listening() as other:
        with transaction.atomic():
            announce("inbox", to_user=7, data={"waiting": 3})

        heard = [json.loads(notice.payload) for notice in other.notifies(timeout=2, stop_after=1)]

    assert heard == [{"topic": "inbox", "user": 7, "data": {"waiting": 3}}]


def test_personal_news_reaches_only_its_person():
    mine = streams.Stream(user_id=7, topics=frozenset({"inbox"}))
    other = streams.Stream(user_id=8, topics=frozenset({"inbox"}))

    for stream in (mine, other):
        stream.offer({"topic": "inbox", "user": 7, "data": {}})

    assert (mine.waiting.qsize(), other.waiting.qsize()) == (1, 0)


def test_only_pages_of_the_same_host_may_read_a_stream():
    same = streams.allowed_origin({"origin": "http://localhost:8000", "host": "localhost:8001"})
    other = streams.allowed_origin({"origin": "http://evil.example:8000", "host": "localhost:8001"})

    assert (same, other) == ("http://localhost:8000", None)


@pytest.mark.django_db(transaction=True)
def test_a_forged_cookie_is_nobody():
    assert streams._user_of_session("x" * 32) is None


@pytest.mark.django_db(transaction=True)
def test_a_stream_knows_who_is_signed_in(client):
    person = User.objects.create(username="mau", full_name="Nguyễn Văn Mẫu")
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[-1])

    found = streams._user_of_session(client.cookies[settings.SESSION_COOKIE_NAME].value)

    assert found == person.pk
