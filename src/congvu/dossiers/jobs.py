"""Background work of dossiers."""

from congvu.base import clock
from congvu.base.background import job, periodic
from congvu.dossiers.actions import letters, reminders


@job("dossiers.set_letter")
def set_letter(letter_id: int) -> None:
    """Set the PDF of a statutory paper; may run twice because a paper that has its file is left alone."""
    letters.set_letter(letter_id=letter_id)


@periodic("dossiers.remind", cron="*/10 * * * *")
def remind() -> None:
    """Tell whose steps and dossiers are nearly due or late; may run twice because each is told once."""
    reminders.remind(now=clock.now())
