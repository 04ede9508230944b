"""What a dossier is made of: itself, its clock, papers, steps, letters and result."""

from congvu.dossiers.models.branches import Opinion, Supplement, Withdrawal
from congvu.dossiers.models.dossier import ClockLine, Dossier, MoveLine
from congvu.dossiers.models.letters import CertifiedCopy, Letter, Result
from congvu.dossiers.models.papers import Paper, PaperFile
from congvu.dossiers.models.steps import OutsideAnswer, Remark, Step
from congvu.dossiers.models.tries import TrackingTry

__all__ = [
    "CertifiedCopy",
    "ClockLine",
    "Dossier",
    "Letter",
    "MoveLine",
    "Opinion",
    "OutsideAnswer",
    "Paper",
    "PaperFile",
    "Remark",
    "Result",
    "Step",
    "Supplement",
    "TrackingTry",
    "Withdrawal",
]
