"""Posts: what is stored of them, and the rules for their titles and texts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from sqlite3 import Row
from typing import Self

from .authors import Author
from .database import connection

LONGEST_TITLE = 120
LONGEST_TEXT = 20_000
LARGEST_ID = 2**63 - 1  # SQLite refuses to compare with more

SELECT = """
    SELECT post.id, title, text, written, edited, author.id AS author_id, author.name AS author_name
    FROM post JOIN author ON author.id = post.author_id
"""


@dataclass(frozen=True)
class Draft:
    """A title and a text as an author entered them."""

    title: str = ""
    text: str = ""

    @classmethod
    def from_form(cls, form: Mapping[str, str]) -> Self:
        """What was sent, without surplus white space; lines end as they are stored."""
        title = " ".join(form.get("title", "").split())
        return cls(title, form.get("text", "").replace("\r\n", "\n").strip())

    def problems(self) -> dict[str, str]:
        """What keeps it from being published: a sentence for each field."""
        fields = {
            "title": _problem("title", self.title, LONGEST_TITLE),
            "text": _problem("text", self.text, LONGEST_TEXT),
        }
        return {name: problem for name, problem in fields.items() if problem}


def _problem(name: str, entry: str, longest: int) -> str | None:
    if not entry:
        return f"Your post needs a {name}."
    if len(entry) > longest:
        return f"The {name} has {len(entry):,} characters; at most {longest:,} fit."
    return None


@dataclass(frozen=True)
class Post:
    """A draft that was published."""

    id: int
    author: Author
    title: str
    text: str
    written: datetime
    edited: datetime | None

    @property
    def paragraphs(self) -> list[str]:
        """The text, cut where the author left lines empty."""
        return re.split(r"\n\s*\n", self.text)


def newest(limit: int, skip: int = 0) -> list[Post]:
    """The latest posts first."""
    order = "ORDER BY written DESC, post.id DESC LIMIT ? OFFSET ?"
    return [_post(row) for row in connection().execute(SELECT + order, [limit, skip])]


def find(post_id: int) -> Post | None:
    """The post with this number."""
    if post_id > LARGEST_ID:
        return None
    row = connection().execute(SELECT + "WHERE post.id = ?", [post_id]).fetchone()
    return _post(row) if row else None


def publish(author: Author, draft: Draft, written: datetime) -> int:
    """The number of the new post."""
    with connection() as transaction:
        row = transaction.execute(
            "INSERT INTO post (author_id, title, text, written) VALUES (?, ?, ?, ?) RETURNING id",
            [author.id, draft.title, draft.text, _stored(written)],
        ).fetchone()
    post_id: int = row["id"]
    return post_id


def change(post: Post, draft: Draft, edited: datetime) -> None:
    """Put the draft in the post's place."""
    with connection() as transaction:
        transaction.execute(
            "UPDATE post SET title = ?, text = ?, edited = ? WHERE id = ?",
            [draft.title, draft.text, _stored(edited), post.id],
        )


def delete(post: Post) -> None:
    """Remove the post for good."""
    with connection() as transaction:
        transaction.execute("DELETE FROM post WHERE id = ?", [post.id])


def _post(row: Row) -> Post:
    return Post(
        id=row["id"],
        author=Author(row["author_id"], row["author_name"]),
        title=row["title"],
        text=row["text"],
        written=datetime.fromisoformat(row["written"]),
        edited=datetime.fromisoformat(row["edited"]) if row["edited"] else None,
    )


def _stored(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
