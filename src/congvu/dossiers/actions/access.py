"""The access line for protected data: who opened or exported which dossiers."""

from collections.abc import Mapping
from datetime import datetime

from congvu.accounts.rules import Acting
from congvu.audit.actions import record
from congvu.audit.rules import Ref
from congvu.dossiers.models import Dossier


def note_opening(*, dossier: Dossier, officer: Acting, now: datetime) -> None:
    """Write down that the officer opened the dossier."""
    record("dossier.open", subject=dossier.ref, actor=officer.ref, at=now, details={"post": officer.post_key})


def note_file(*, dossier: Dossier, file_id: int, officer: Acting, now: datetime) -> None:
    """Write down that the officer opened one file of the dossier."""
    details = {"post": officer.post_key, "file": file_id}
    record("dossier.open_file", subject=dossier.ref, actor=officer.ref, at=now, details=details)


def note_export(*, officer: Acting, asked: Mapping[str, str], now: datetime) -> None:
    """Write down that the officer took a list of dossiers out of the system, and which."""
    subject = Ref("agency", officer.agency_key, officer.agency_name)
    record("dossier.export", subject=subject, actor=officer.ref, at=now, details=dict(asked))
