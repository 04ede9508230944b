"""What the applicant hears, in the application and by mail."""

from datetime import datetime

from congvu.accounts.terms import UserKind
from congvu.base.formats import weekday_and_moment
from congvu.dossiers.models import Dossier
from congvu.notify.actions import send


def place_of_result(dossier: Dossier) -> str:
    """Return where the result waits, as a phrase after "tại"."""
    return "Cổng dịch vụ công" if dossier.result_wanted == "online" else dossier.committee.name


def link_for(dossier: Dossier) -> str:
    """Return the page on which the applicant follows the dossier: their own one, or tracking for who has no account."""
    account = dossier.submitter
    if account is None or account.kind == UserKind.SYSTEM:
        return f"/dossiers/track/?code={dossier}"
    return f"/dossiers/{dossier.key}/"


def tell_applicant(dossier: Dossier, template: str, *, now: datetime, **more: str) -> None:
    """Send one message about the dossier to its submitter's account and to the address given for it."""
    context = {
        "code": str(dossier),
        "secret": dossier.secret,
        "procedure": dossier.version.procedure.name,
        "applicant": dossier.owner_name or dossier.submitter_name,
        "agency": dossier.committee.name,
        "due": weekday_and_moment(dossier.due_at) if dossier.due_at else "",
        "place": place_of_result(dossier),
        **more,
    }
    account = dossier.submitter
    send(
        template=template,
        to_user=account,
        to_email=dossier.owner_email or (account.email if account else ""),
        to_name=dossier.owner_name or dossier.submitter_name,
        context=context,
        subject=dossier.ref,
        link=link_for(dossier),
        now=now,
    )
