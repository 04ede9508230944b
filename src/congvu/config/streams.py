"""Server-sent events: one PostgreSQL LISTEN feeds every open page; who is not signed in gets public news only."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

import django

django.setup()

import psycopg  # noqa: E402  # the settings come first
from asgiref.sync import sync_to_async  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user  # noqa: E402
from django.db import close_old_connections  # noqa: E402
from django.http import HttpRequest  # noqa: E402
from psycopg.conninfo import make_conninfo  # noqa: E402

from congvu.accounts.web.sessions import SessionStore  # noqa: E402
from congvu.base.live import CHANNEL  # noqa: E402

# The ASGI standard types its messages as dictionaries of anything.
Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]

TOPIC = re.compile(r"[a-z0-9][a-z0-9:_-]{0,63}")
MOST_TOPICS = 12
BREATH_SECONDS = 20.0
LIFE_SECONDS = 1800.0  # then the browser asks again and is looked up again


@dataclass(eq=False, slots=True)
class Stream:
    """One open page: whose it is, what it asked for, what waits to be sent."""

    user_id: int | None
    topics: frozenset[str]
    waiting: asyncio.Queue[bytes] = field(default_factory=lambda: asyncio.Queue(maxsize=200))

    def offer(self, news: Mapping[str, Any]) -> None:
        """Queue one piece of news if it is for this page; a page that reads too slowly misses it."""
        if news["topic"] in self.topics and news["user"] in (None, self.user_id):
            with suppress(asyncio.QueueFull):
                self.waiting.put_nowait(f"event: {news['topic']}\ndata: {json.dumps(news['data'])}\n\n".encode())


class Hub:
    """All open pages of this process and the one connection that feeds them."""

    def __init__(self) -> None:
        self.streams: set[Stream] = set()
        self.listener: asyncio.Task[None] | None = None

    def open(self, stream: Stream) -> None:
        """Add a page; the first one starts the listener."""
        self.streams.add(stream)
        if self.listener is None or self.listener.done():
            self.listener = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        while True:
            with suppress(psycopg.OperationalError):
                async with await psycopg.AsyncConnection.connect(address(), autocommit=True) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    async for notice in connection.notifies():
                        news = json.loads(notice.payload)
                        for stream in tuple(self.streams):
                            stream.offer(news)
            await asyncio.sleep(1)


def address() -> str:
    """Return how psycopg reaches the database of the settings."""
    database = settings.DATABASES["default"]
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return make_conninfo(**{name: str(database[key]) for name, key in named.items() if database.get(key)})


hub = Hub()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer `GET /events/?topics=inbox,lobby:1` with a stream that stays open; everything else is not here."""
    if scope["type"] != "http":
        return
    if scope["path"] == "/healthz":
        await answer(send, 200, b"ok")
        return
    asked = parse_qs(scope["query_string"].decode(errors="replace")).get("topics", [""])[0].split(",")
    topics = frozenset(topic for topic in asked if TOPIC.fullmatch(topic))
    if scope["path"] != "/events/" or scope["method"] != "GET":
        await answer(send, 404, "Không có gì ở đây.".encode())
    elif not topics or len(topics) > MOST_TOPICS:
        await answer(send, 400, f"Hãy nêu từ 1 đến {MOST_TOPICS} chủ đề.".encode())
    else:
        headers = {name.decode().lower(): value.decode("latin-1") for name, value in scope["headers"]}
        stream = Stream(user_id=await user_of(headers.get("cookie", "")), topics=topics)
        await serve(stream, receive, send, allowed=allowed_origin(headers))


async def serve(stream: Stream, receive: Receive, send: Send, *, allowed: str | None) -> None:
    """Send the news of one page until it is closed or its time is over."""
    headers = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store"), (b"x-accel-buffering", b"no")]
    if allowed:
        headers += [(b"access-control-allow-origin", allowed.encode()), (b"access-control-allow-credentials", b"true")]
        headers.append((b"vary", b"Origin"))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    hub.open(stream)
    gone = asyncio.ensure_future(closed(receive))
    try:
        await send({"type": "http.response.body", "body": b"retry: 2000\n\n", "more_body": True})
        end = asyncio.get_running_loop().time() + LIFE_SECONDS
        while not gone.done() and asyncio.get_running_loop().time() < end:
            await send({"type": "http.response.body", "body": await next_piece(stream, gone), "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        gone.cancel()
        hub.streams.discard(stream)


async def next_piece(stream: Stream, gone: "asyncio.Future[Any]") -> bytes:
    """Return the next news, or a breath that keeps the line open."""
    waiting = asyncio.ensure_future(stream.waiting.get())
    await asyncio.wait([waiting, gone], timeout=BREATH_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    if waiting.done():
        return waiting.result()
    waiting.cancel()
    return b": \n\n"


async def closed(receive: Receive) -> None:
    """Return when the browser has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def answer(send: Send, status: int, body: bytes) -> None:
    """Send a short plain answer."""
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def user_of(cookie_header: str) -> int | None:
    """Return who is signed in with these cookies, None for nobody."""
    try:
        cookies = SimpleCookie(cookie_header)
    except CookieError:
        return None
    key = cookies.get(settings.SESSION_COOKIE_NAME)
    return await sync_to_async(_user_of_session)(key.value) if key else None


def _user_of_session(key: str) -> int | None:
    close_old_connections()
    request = HttpRequest()
    request.session = SessionStore(key)
    user = get_user(request)
    return user.pk if user.is_authenticated and user.is_active else None


def allowed_origin(headers: Mapping[str, str]) -> str | None:
    """Return the origin that may read the stream: pages of the same host name, nobody else."""
    origin, host = headers.get("origin", ""), headers.get("host", "")
    same = urlsplit(origin).hostname is not None and urlsplit(origin).hostname == urlsplit(f"//{host}").hostname
    return origin if same else None
