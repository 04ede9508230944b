"""One command outside the running house: it borrows the house's database, or starts it for its own time."""

import os
import sys
from collections.abc import Callable

from congvu.config import env
from congvu.config.postgres import DatabaseDown, Server, running_socket


def with_database(execute: Callable[[], None]) -> None:
    """Call `execute` with a database: of `DATABASE_URL`, of the running house, or started for it."""
    if env.text("DATABASE_URL"):
        execute()
        return
    from congvu.config.house import SETTINGS, CannotRun, hold

    folder = env.data_folder() / "postgres"
    if running_socket(folder):
        execute()
        return
    try:
        lock = hold(env.data_folder(), note="lệnh congvu " + " ".join(sys.argv[1:2]))
    except CannotRun as error:
        sys.exit(str(error))
    server = Server(folder, settings=SETTINGS)
    try:
        server.start()
        os.environ["DATABASE_URL"] = server.url  # noqa: TID251  # read by the settings, which load after this
        execute()
    except DatabaseDown as error:
        sys.exit(str(error))
    finally:
        server.stop()
        lock.close()
