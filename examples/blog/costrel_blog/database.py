"""The database: one SQLite file, one connection for each request that needs it."""

import sqlite3
from pathlib import Path

from costrel import Costrel, abort, current_app, g, request

SCHEMA = Path(__file__).with_name("schema.sql")


def init_app(app: Costrel) -> None:
    """Close connections when they are done with, and say what to do where there is no database."""
    app.before_request(_refuse_without_database)
    app.teardown_appcontext(_close)


def file() -> Path:
    """Where the database is."""
    return Path(current_app.config["DATABASE"])


def connection() -> sqlite3.Connection:
    """The connection of this request or command, opened at the first call."""
    if "connection" not in g:
        g.connection = sqlite3.connect(file())
        g.connection.row_factory = sqlite3.Row
        g.connection.execute("PRAGMA foreign_keys = ON")
    opened: sqlite3.Connection = g.connection
    return opened


def make_tables() -> None:
    """Lay the tables out in the configured file; tables that exist stay as they are."""
    file().parent.mkdir(parents=True, exist_ok=True)
    connection().executescript(SCHEMA.read_text("utf-8"))


def _refuse_without_database() -> None:
    if request.endpoint != "static" and not file().exists():
        abort(503, "This blog has no database yet. Make one: costrel --app costrel_blog init-db")


def _close(error: BaseException | None) -> None:
    if "connection" in g:
        g.pop("connection").close()
