"""A visitor of the example blog can't tell which parts it is made of."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from costrel import Costrel
from costrel_blog import create_app

from .blog import DEFAULTS, SWAPPED, TEMPLATES, make_blog
from .walk import Page, differences, walk

Blog = Callable[[dict[str, str]], Costrel]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[Page]:
    """What a visitor sees of the blog with all its defaults."""
    with pytest.MonkeyPatch.context() as patch:
        return walk(make_blog(DEFAULTS, tmp_path_factory.mktemp("default"), "", patch))


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Blog:
    """Makes the blog with the parts that are chosen, and a server if they need one."""

    def blog(choice: dict[str, str]) -> Costrel:
        needed = choice["sessions"] == "redis"
        url = request.getfixturevalue("redis_url") if needed else ""
        return make_blog(choice, tmp_path, url, monkeypatch)

    return blog


@pytest.mark.parametrize("choice", SWAPPED, ids=lambda choice: "+".join(choice.values()))
def test_every_page_is_the_same(choice: dict[str, str], blog: Blog, expected: list[Page]) -> None:
    """Status, headers, cookies and page; only the templates in another language may differ in space."""
    exactly = choice["templates"] == DEFAULTS["templates"]
    differing = differences(expected, walk(blog(choice)), exactly)
    assert not differing, f"\n{differing}"


def test_the_walk_comes_everywhere(expected: list[Page]) -> None:
    """Each status that the blog knows, pages with dates, JSON, and sessions of both durations."""
    assert len(expected) > 60
    assert {page.status[:3] for page in expected} >= {
        *("200", "303", "308", "400", "403", "404", "405", "422")
    }
    texts = "\n".join(page.text for page in expected)
    assert re.search(r"edited\s+<time", texts)
    assert "29 February 2020" in texts
    assert '"equal":true' in texts.replace(" ", "")
    cookies = " ".join(page.cookie for page in expected)
    assert "Session: none" in cookies
    assert "permanent=False" in cookies
    assert "permanent=True" in cookies


def test_a_difference_is_seen_and_shown(blog: Blog, expected: list[Page]) -> None:
    """With the step, and the lines that are others."""
    app = blog(DEFAULTS)

    @app.after_request
    def change(response):
        if response.status_code == 405:
            response.data = response.data.replace(b"<h1>", b"<h1>Sorry: ")
            response.headers["X-Sorry"] = "very"
        return response

    shown = differences(expected, walk(app)).splitlines()
    assert shown[0].endswith(", POST /posts/1")
    assert "+X-Sorry: very" in shown
    assert [line[0] for line in shown if "<h1>" in line] == ["-", "+"]


def test_every_template_is_copied() -> None:
    """No more and no fewer than the blog has."""
    originals = Path(create_app.__code__.co_filename).parent / "templates"
    names = [
        sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
        for folder in (originals, TEMPLATES)
    ]
    assert names[0] == names[1] != []
