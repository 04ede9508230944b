"""News for open pages: told in the action's transaction, carried by PostgreSQL, streamed by the event server."""

import json
from collections.abc import Mapping

from django.db import connection

CHANNEL = "congvu_live"


def announce(topic: str, *, to_user: int | None = None, data: Mapping[str, str | int] | None = None) -> None:
    """Tell pages that listen to `topic` that something is new; only those of `to_user` when it is given.

    Nothing is sent when the transaction rolls back. `data` goes to the browser as it is: no personal data in it.
    """
    news = {"topic": topic, "user": to_user, "data": dict(data or {})}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps(news)])
