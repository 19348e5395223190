"""A database by one address, as operators write it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

#: what makes SQLite serve readers while one import writes
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32768;",
}


def database(address: str) -> dict[str, Any]:
    """Django's settings of the database at an address.

    Parameters
    ----------
    address
        ``sqlite:///relative.db``, ``sqlite:////absolute.db`` or
        ``postgresql://user:password@host:5432/name?sslmode=require``.

    Raises
    ------
    ValueError
        When the address names no database that Bashu runs on.

    Examples
    --------
    >>> database("postgresql://me:p%40ss@db:5433/bashu")["PASSWORD"]
    'p@ss'
    >>> str(database("sqlite:////srv/bashu.db")["NAME"])
    '/srv/bashu.db'
    """
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": Path(unquote(parts.path.removeprefix("/"))),
            "OPTIONS": SQLITE_OPTIONS,
        }
    if parts.scheme in {"postgresql", "postgres"} and parts.path.strip("/"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.strip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    raise ValueError(
        f"“{parts.scheme}” names no database for Bashu: write sqlite:///PATH or postgresql://USER@HOST/NAME"
    )
