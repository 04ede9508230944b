"""Who a request comes from: its session and its person, loaded together by a question that every request asks."""

from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone

from congvu.accounts.models import Session, User
from congvu.base.statements import Question

_SESSION = Question(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).select_related("user"),
    key="key",
    now=datetime(1970, 1, 1, tzinfo=UTC),
)
_USER = Question(lambda user: User.objects.filter(pk=user), user=-1)
_loaded: ContextVar[User | None] = ContextVar("loaded", default=None)  # with the session of the running request


class SessionStore(DatabaseStore):
    """Sessions in the database, as Django keeps them, with their person beside them."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        _loaded.set(None)

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return our own table of sessions."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """Return the row to write, with the person whom the data names."""
        row = super().create_model_instance(data)
        assert isinstance(row, Session)
        row.user_id = data.get(SESSION_KEY)
        return row

    def _get_session_from_db(self) -> Session | None:
        found = _SESSION.first(key=self.session_key, now=timezone.now())  # noqa: TID251  # Django wrote it by this clock
        if found is None:
            self._session_key = None
        else:
            _loaded.set(found.user)
        return found


class Backend(AuthenticationBackend):
    """Sign-in by name or e-mail address; the person of a session was loaded with it."""

    def get_user(self, user_id: int) -> User | None:
        """Return the person, None when they may not sign in any more."""
        user = _loaded.get()
        if user is None or user.pk != int(user_id):
            user = _USER.first(user=int(user_id))
        return user if user is not None and self.user_can_authenticate(user) else None
