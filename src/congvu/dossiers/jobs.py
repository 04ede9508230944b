"""Background work of dossiers."""

from congvu.base.background import job
from congvu.dossiers.actions import letters


@job("dossiers.set_letter")
def set_letter(letter_id: int) -> None:
    """Set the PDF of a statutory paper; may run twice because a paper that has its file is left alone."""
    letters.set_letter(letter_id=letter_id)
