"""What outside systems change: tokens are made and revoked, files are left, dossiers are handed in."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from congvu.accounts.actions import account_of_system
from congvu.accounts.models import User
from congvu.api import queries
from congvu.api.models import ApiToken, Submission
from congvu.api.refusals import KeyReused, NoSuchToken, NotCorrect
from congvu.api.rules import PREFIX_LENGTH, Request, digest_of_request, digest_of_token, tidy_people
from congvu.api.terms import Scope
from congvu.audit.actions import record
from congvu.audit.rules import SYSTEM
from congvu.dossiers.actions import drafts, receive
from congvu.dossiers.models import Dossier
from congvu.files.models import StoredFile
from congvu.org.queries import agency
from congvu.procedures.queries import published

NOTED_EVERY = timedelta(minutes=10)


@transaction.atomic
def make_token(*, key: str, name: str, scopes: Sequence[Scope], now: datetime) -> tuple[ApiToken, str]:
    """Make a token for an outside system; the second value is the token itself, which nobody can read again."""
    system = account_of_system(key=key, name=name, now=now)
    secret = f"cv_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        system=system,
        prefix=secret[:PREFIX_LENGTH],
        digest=digest_of_token(secret),
        scopes=[str(scope.value) for scope in scopes],
        created_at=now,
    )
    record("api_token.make", subject=token.ref, actor=SYSTEM, at=now, details={"scopes": token.scopes})
    return token, secret


@transaction.atomic
def revoke_token(*, prefix: str, now: datetime) -> ApiToken:
    """Make the token that begins like this worthless at once; a second call changes nothing. Raises NoSuchToken."""
    token = ApiToken.objects.select_for_update(of=("self",)).select_related("system").filter(prefix=prefix).first()
    if token is None:
        raise NoSuchToken
    if token.revoked_at is None:
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])
        record("api_token.revoke", subject=token.ref, actor=SYSTEM, at=now)
    return token


def note_use(*, token: ApiToken, now: datetime) -> None:
    """Keep when the token was used last, to ten minutes."""
    if token.last_used_at is None or not timedelta() <= now - token.last_used_at < NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


@transaction.atomic
def submit(*, system: User, request: Request, key: str, now: datetime) -> tuple[Dossier, bool]:
    """Hand in a dossier for an outside system; tell whether it is new. The same key finds the first submission.

    Raises NotCorrect, KeyReused, NobodyHolds.
    """
    made = None
    if key:
        digest = digest_of_request(request)
        made, is_first = Submission.objects.get_or_create(
            system=system, key=key, defaults={"digest": digest, "at": now}
        )
        if not is_first:
            if made.digest != digest:
                raise KeyReused
            return queries.own(system).get(pk=made.dossier_id or 0), False
    errors = queries.errors_of(request, system=system, now=now)
    if errors:
        raise NotCorrect(errors=errors)
    dossier = _hand_in(system, request, now=now)
    if made is not None:
        made.dossier = dossier
        made.save(update_fields=["dossier"])
    return queries.own(system).get(pk=dossier.pk), True


def _hand_in(system: User, request: Request, *, now: datetime) -> Dossier:
    """Walk the road of the wizard: begin, people, papers, declare and hand in."""
    owner, submitter = tidy_people(request)
    dossier = drafts.begin_draft(
        version=published(request.procedure, queries.day_of(now)),
        committee=agency(request.committee),
        submitter=system,
        data=request.data,
        now=now,
    )
    drafts.set_people(
        dossier,
        owner=owner,
        submitter=submitter,
        receiver_name=request.receiver_name,
        result_wanted=request.result_wanted,
        by=system.ref,
        now=now,
    )
    for paper in drafts.prepare_papers(dossier_id=dossier.pk, now=now):
        for file in StoredFile.objects.filter(pk__in=request.papers.get(paper.key, ())).order_by("pk"):
            drafts.add_file(paper_id=paper.pk, file=file, by=system.ref, now=now)
    return receive.hand_in(key=dossier.key, submitter=system, now=now)
