"""People who sign in, whom they stand for, and through which posts officers act."""

from congvu.accounts.models.appointments import Appointment, Delegation
from congvu.accounts.models.people import Business, Citizen, FailedTry, User
from congvu.accounts.models.sessions import Session

__all__ = ["Appointment", "Business", "Citizen", "Delegation", "FailedTry", "Session", "User"]
