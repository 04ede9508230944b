"""What the applicant hears, in the application and by mail."""

from datetime import datetime

from congvu.base.formats import weekday_and_moment
from congvu.dossiers.models import Dossier
from congvu.notify.actions import send


def tell_applicant(dossier: Dossier, template: str, *, now: datetime, reason: str = "") -> None:
    """Send one message about the dossier to its submitter's account and to the address given for it."""
    context = {
        "code": str(dossier),
        "request_number": dossier.request_number or "",
        "secret": dossier.secret,
        "procedure": dossier.version.procedure.name,
        "owner": dossier.owner_name,
        "agency": dossier.committee.name,
        "due": weekday_and_moment(dossier.due_at) if dossier.due_at else "",
        "reason": reason,
    }
    account = dossier.submitter
    send(
        template=template,
        to_user=account,
        to_email=dossier.owner_email or (account.email if account else ""),
        to_name=dossier.owner_name or dossier.submitter_name,
        context=context,
        subject=dossier.ref,
        link=f"/dossiers/{dossier.key}/",
        now=now,
    )
