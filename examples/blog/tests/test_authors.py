"""Authors, and the rules for their names and passwords."""

from collections.abc import Iterator

import pytest

from costrel import Costrel
from costrel_blog import authors
from costrel_blog.authors import Author, Credentials
from costrel_blog.database import connection

PASSWORD = "walk on, walk on"


@pytest.fixture(autouse=True)
def _context(app: Costrel) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.mark.parametrize("name", ["Ada", "zoë_82", "王小明", "a-b", "x" * 30])
def test_names_in_any_script_are_welcome(name: str) -> None:
    """Letters, digits, hyphens and underscores."""
    assert Credentials(name, PASSWORD).problems() == {}


@pytest.mark.parametrize(
    "name", ["", "Al", "x" * 31, "Ada Lovelace", "<b>", "a\nb", "Ada\n", "@da"]
)
def test_other_names_are_explained_away(name: str) -> None:
    """The sentence tells the rule."""
    assert "3 to 30 letters" in Credentials(name, PASSWORD).problems()["name"]


@pytest.mark.parametrize(("length", "accepted"), [(0, 0), (9, 0), (10, 1), (200, 1), (201, 0)])
def test_passwords_have_10_to_200_characters(length: int, accepted: int) -> None:
    """Both ends are included."""
    assert Credentials("Ada", "x" * length).problems().get("password", "") == (
        "" if accepted else "A password has 10 to 200 characters."
    )


def test_one_name_typed_in_two_ways_is_one_name() -> None:
    """Names are compared in their composed Unicode form and without outer spaces."""
    typed = Credentials.from_form({"name": " Zoe\u0308 ", "password": " kept as it is "})
    assert typed == Credentials("Zo\u00eb", " kept as it is ")


def test_fields_that_were_not_sent_are_empty() -> None:
    """A form made by hand cannot break the page."""
    assert Credentials.from_form({}) == Credentials("", "")


def test_a_registered_author_is_found() -> None:
    """By number; an unknown number finds nobody."""
    ada = authors.register(Credentials("Ada", PASSWORD))
    assert ada == Author(1, "Ada")
    assert authors.find(1) == ada
    assert authors.find(2) is None


def test_a_name_is_given_once() -> None:
    """Also in other capitals."""
    assert authors.register(Credentials("Ada", PASSWORD))
    assert authors.register(Credentials("aDA", PASSWORD)) is None


def test_only_the_right_password_lets_in() -> None:
    """A wrong password and an unknown name are answered alike."""
    ada = authors.register(Credentials("Ada", PASSWORD))
    assert authors.authenticate(Credentials("ada", PASSWORD)) == ada
    assert authors.authenticate(Credentials("Ada", "something else")) is None
    assert authors.authenticate(Credentials("Ben", PASSWORD)) is None


def test_the_password_itself_is_not_stored() -> None:
    """Only a salted hash is."""
    for name in ("Ada", "Ben"):
        authors.register(Credentials(name, PASSWORD))
    one, two = (row["password_hash"] for row in connection().execute("SELECT * FROM author"))
    assert PASSWORD not in one
    assert one != two
