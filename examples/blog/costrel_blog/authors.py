"""Authors: what is stored of them, and the rules for their names and passwords."""

import re
import secrets
import sqlite3
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Self

from werkzeug.security import check_password_hash, generate_password_hash

from .database import connection

NAME = re.compile(r"[\w-]{3,30}")
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200


@dataclass(frozen=True)
class Author:
    """Somebody who may write, and change what they wrote."""

    id: int
    name: str


@dataclass(frozen=True)
class Credentials:
    """A name and a password as somebody entered them."""

    name: str
    password: str

    @classmethod
    def from_form(cls, form: Mapping[str, str]) -> Self:
        """What was sent; a name that is typed in another Unicode form is the same name."""
        name = unicodedata.normalize("NFKC", form.get("name", "").strip())
        return cls(name, form.get("password", ""))

    def problems(self) -> dict[str, str]:
        """What keeps them from being registered: a sentence for each field."""
        found: dict[str, str] = {}
        if not NAME.fullmatch(self.name):
            found["name"] = "A name has 3 to 30 letters, digits, hyphens or underscores."
        if not SHORTEST_PASSWORD <= len(self.password) <= LONGEST_PASSWORD:
            found["password"] = (
                f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters."
            )
        return found


def find(author_id: int) -> Author | None:
    """The author with this number."""
    row = connection().execute("SELECT id, name FROM author WHERE id = ?", [author_id]).fetchone()
    return Author(**row) if row else None


def register(credentials: Credentials) -> Author | None:
    """The new author; None where the name is taken."""
    password_hash = generate_password_hash(credentials.password)
    try:
        with connection() as transaction:
            author_id = transaction.execute(
                "INSERT INTO author (name, password_hash) VALUES (?, ?) RETURNING id",
                [credentials.name, password_hash],
            ).fetchone()["id"]
    except sqlite3.IntegrityError:
        return None
    return Author(author_id, credentials.name)


def authenticate(credentials: Credentials) -> Author | None:
    """The author with this name and password."""
    row = (
        connection()
        .execute("SELECT id, name, password_hash FROM author WHERE name = ?", [credentials.name])
        .fetchone()
    )
    password_hash = row["password_hash"] if row else _hash_of_nobody()
    if not check_password_hash(password_hash, credentials.password):
        return None
    return Author(row["id"], row["name"])


@cache
def _hash_of_nobody() -> str:
    # Checked for unknown names, so that the time an answer takes does not tell which names exist.
    return generate_password_hash(secrets.token_hex())
