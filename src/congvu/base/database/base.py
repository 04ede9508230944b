"""PostgreSQL as Django speaks to it, but for one thing: whether a kept connection still lives is seen at the socket.

Django asks `SELECT 1` before each request; a server that went away has closed the socket, which costs no question.
"""

from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from psycopg import OperationalError
from psycopg.pq import ConnStatus


class DatabaseWrapper(PostgreSQL):
    """One connection of a thread."""

    def is_usable(self) -> bool:
        """Tell whether the server is still at the other end of the connection."""
        if self.connection is None:
            return False
        try:
            for _last_words_then_end in range(2):
                self.connection.pgconn.consume_input()
        except OperationalError:
            return False
        return self.connection.pgconn.status == ConnStatus.OK
