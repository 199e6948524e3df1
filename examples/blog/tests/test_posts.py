"""Posts, and the rules for their titles and texts."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest

from costrel import Costrel
from costrel_blog import authors, posts
from costrel_blog.authors import Author, Credentials
from costrel_blog.posts import Draft

NOON = datetime(2020, 2, 29, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _context(app: Costrel) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def ada() -> Author:
    """An author."""
    author = authors.register(Credentials("Ada", "walk on, walk on"))
    assert author
    return author


def test_a_draft_is_tidied() -> None:
    """Outer space goes, a title has one line, lines end one way; paragraphs stay."""
    draft = Draft.from_form({"title": " On \t the\r\nroad ", "text": "\r\n One\r\n\r\nTwo \r\n"})
    assert draft == Draft("On the road", "One\n\nTwo")


def test_fields_that_were_not_sent_are_empty() -> None:
    """A form made by hand cannot break the page."""
    assert Draft.from_form({}) == Draft("", "")


def test_a_draft_needs_a_title_and_a_text() -> None:
    """Each field has a sentence of its own."""
    needed = {"title": "Your post needs a title.", "text": "Your post needs a text."}
    assert Draft().problems() == needed


def test_a_draft_that_fits_has_no_problems() -> None:
    """Up to the last character."""
    assert Draft("x" * 120, "x" * 20_000).problems() == {}


def test_a_draft_that_is_too_long_is_told_by_how_much() -> None:
    """What is there, and what fits."""
    assert Draft("x" * 121, "x" * 20_001).problems() == {
        "title": "The title has 121 characters; at most 120 fit.",
        "text": "The text has 20,001 characters; at most 20,000 fit.",
    }


def test_a_published_post_is_found(ada: Author) -> None:
    """As it was written; moments are kept in UTC."""
    post_id = posts.publish(ada, Draft("T", "One\n\nTwo\nlines\n \n\nThree"), NOON)
    post = posts.find(post_id)
    assert post
    assert (post.id, post.author, post.title) == (1, ada, "T")
    assert post.paragraphs == ["One", "Two\nlines", "Three"]
    assert (post.written, post.edited) == (NOON, None)


@pytest.mark.parametrize("post_id", [0, 2, 2**63 - 1, 2**63, 10**40])
def test_an_unknown_number_finds_nothing(ada: Author, post_id: int) -> None:
    """Also one that is larger than the database can count."""
    posts.publish(ada, Draft("T", "X"), NOON)
    assert posts.find(post_id) is None


def test_a_change_keeps_who_and_when(ada: Author) -> None:
    """And adds when it was edited."""
    written = NOON.astimezone(timezone(timedelta(hours=3)))
    before = posts.find(posts.publish(ada, Draft("T", "X"), written))
    assert before
    posts.change(before, Draft("New", "Newer"), NOON + timedelta(hours=1))
    after = posts.find(before.id)
    assert after
    assert (after.author, after.written, after.edited) == (ada, NOON, NOON + timedelta(hours=1))
    assert (after.title, after.text) == ("New", "Newer")


def test_the_number_of_a_deleted_post_is_not_given_again(ada: Author) -> None:
    """An address never shows another post later."""
    first = posts.find(posts.publish(ada, Draft("T", "X"), NOON))
    assert first
    posts.delete(first)
    assert posts.find(first.id) is None
    assert posts.publish(ada, Draft("T", "X"), NOON) == first.id + 1


def test_the_newest_posts_come_first(ada: Author) -> None:
    """Those of the same moment by number; any stretch of the list can be asked for."""
    for title, hours in [("1", 0), ("2", 2), ("3", 1), ("4", 1)]:
        posts.publish(ada, Draft(title, "X"), NOON + timedelta(hours=hours))
    assert [post.title for post in posts.newest(10)] == ["2", "4", "3", "1"]
    assert [post.title for post in posts.newest(2, skip=1)] == ["4", "3"]
