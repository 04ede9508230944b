"""Who a request comes from: its session and its person, each found by a question that every request asks."""

from datetime import UTC, datetime

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from congvu.accounts.models import User
from congvu.base.statements import Question

_SESSION = Question(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now),
    key="key",
    now=datetime(1970, 1, 1, tzinfo=UTC),
)
_USER = Question(lambda user: User.objects.filter(pk=user), user=-1)


class SessionStore(DatabaseStore):
    """Sessions in the database, as Django keeps them."""

    def _get_session_from_db(self) -> Session | None:
        found = _SESSION.first(key=self.session_key, now=timezone.now())  # noqa: TID251  # Django wrote it by this clock
        if found is None:
            self._session_key = None
        return found


class Backend(AuthenticationBackend):
    """Sign-in by name or e-mail address; the person of a session is loaded by a question that is compiled once."""

    def get_user(self, user_id: int) -> User | None:
        """Return the person, None when they may not sign in any more."""
        user = _USER.first(user=int(user_id))
        return user if user is not None and self.user_can_authenticate(user) else None
