"""Loading one's own dossier from an address: somebody else's is not found."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from congvu.accounts.models import User
from congvu.base.web import turn
from congvu.dossiers.models import Dossier
from congvu.dossiers.queries import visible
from congvu.dossiers.refusals import WrongStatus
from congvu.dossiers.terms import Status


def user_of(request: HttpRequest) -> User:
    """Return who is signed in; the middleware let nobody else in."""
    user = request.user
    assert isinstance(user, User)
    return user


def own_dossier(request: HttpRequest, key: UUID) -> Dossier:
    """Return the dossier of this key if the person began it, 404 otherwise."""
    fresh = getattr(request, "own_dossier", None)
    if isinstance(fresh, Dossier) and fresh.key == key:
        return fresh
    found = visible.own_dossier(user_of(request), key)
    if found is None:
        raise Http404
    return found


def turn_with(request: HttpRequest, dossier: Dossier, address: str) -> HttpResponse:
    """Turn to a page of the same dossier, which the caller holds as the database has it: it is not loaded again."""
    request.own_dossier = dossier  # type: ignore[attr-defined]
    return turn(request, address)


def own_draft(request: HttpRequest, key: UUID) -> Dossier:
    """Return the draft of this key. Raises WrongStatus once it was handed in."""
    dossier = own_dossier(request, key)
    if dossier.status != Status.DRAFT:
        raise WrongStatus("Hồ sơ đã nộp nên không sửa được nữa. Bạn theo dõi hồ sơ trong mục Hồ sơ của tôi.")
    return dossier


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, also when nothing was in it; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None
