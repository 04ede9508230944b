"""The only place that reads the environment of the process."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from congvu.config.postgres import running_socket, socket_folder, url_at

PROJECT = Path(__file__).resolve().parents[3]


def text(name: str, default: str = "") -> str:
    """Return the variable `name`, or `default` when it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def number(name: str, default: int) -> int:
    """Return the variable `name` as a whole number. Raises ValueError."""
    return int(text(name, str(default)))


def data_folder() -> Path:
    """Return the folder that holds everything the installation stores (`CONGVU_DATA`)."""
    return Path(text("CONGVU_DATA", str(PROJECT / "var"))).resolve()


def _embedded() -> str:
    """Return the address of the embedded server that runs over the data folder; one that answers nobody without it."""
    folder = data_folder() / "postgres"
    return url_at(running_socket(folder) or socket_folder(folder))


def database() -> dict[str, object]:
    """Return Django's connection settings for `DATABASE_URL` (postgresql://user:password@host:port/name?host=/socket)."""
    parts = urlsplit(text("DATABASE_URL") or _embedded())
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "congvu.base.database",
        "NAME": unquote(parts.path.lstrip("/")) or "congvu",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", "") or parts.hostname or ""),
        "PORT": str(parts.port or query.get("port", "")),
    }
