"""Jobs of accounts: dropping sessions whose time is over."""

from congvu.accounts import actions
from congvu.base.background import periodic


@periodic("accounts.drop_expired_sessions", cron="20 19 * * *")
def drop_expired_sessions() -> None:
    """Drop what nobody can use any more. May run twice: the second run finds nothing."""
    actions.drop_expired_sessions()
