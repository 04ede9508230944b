"""Every change of accounts."""

from congvu.accounts.actions.cast import import_cast
from congvu.accounts.actions.delegations import delegate, revoke_delegation
from congvu.accounts.actions.identity import LOCKED_FOR, TRIES, confirm_identity
from congvu.accounts.actions.people import (
    account_of_system,
    save_business,
    save_citizen,
    set_password,
    sign_up_business,
    sign_up_citizen,
)
from congvu.accounts.actions.sessions import drop_expired_sessions

__all__ = [
    "LOCKED_FOR",
    "TRIES",
    "account_of_system",
    "confirm_identity",
    "delegate",
    "drop_expired_sessions",
    "import_cast",
    "revoke_delegation",
    "save_business",
    "save_citizen",
    "set_password",
    "sign_up_business",
    "sign_up_citizen",
]
