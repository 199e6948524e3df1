"""The example blog looks the same with Mako on a copy of its templates in Mako's language."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from werkzeug.test import Client, TestResponse

from costrel import Costrel
from costrel_blog import create_app
from costrel_blog.database import connection

TEMPLATES = Path(__file__).parent / "templates_mako"
TOKEN = re.compile('(name="csrf_token" value=)"([^"]+)"')
# When the visitor has just written something; the two visitors do so one after the other.
JUST_NOW = re.compile('<time datetime="(?!2020)[^>]*>[^<]*</time>')
PASSWORD = "walk on, walk on"
LONG = "A word & <another>, " * 30
Blog = Callable[[str], Costrel]
Step = tuple[str, TestResponse]


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Blog:
    """Makes the blog with the plugin of that name, and with nothing in its database."""

    def blog(plugin: str) -> Costrel:
        monkeypatch.setenv("COSTREL_PLUGINS", plugin)
        settings = {"TESTING": True, "SECRET_KEY": "for tests only"}
        app = create_app(settings, str(tmp_path / (plugin or "default")))
        if plugin == "mako":
            app.template_folder = str(TEMPLATES)
        assert app.template_engine is not None
        assert app.template_engine.name == (plugin or "jinja")
        assert app.test_cli_runner().invoke(args=["init-db"]).exit_code == 0
        return app

    return blog


def walk(app: Costrel) -> Iterator[Step]:
    """What a visitor sees who makes every mistake first, then writes, edits and deletes."""
    client = app.test_client()

    def send(page: str, to: str | None = None, **fields: str) -> Step:
        token = TOKEN.search(client.get(page).text)
        assert token
        data = {"csrf_token": token[2], **fields}
        return f"POST {to or page}", client.post(to or page, data=data, follow_redirects=True)

    yield from get(client, "/", "/posts/1", "/posts/new", "/account/register", "/account/login")
    yield "POST", client.post("/account/login", data={"name": "Ada"})
    yield send("/account/register", name="<Ada>", password="short")
    yield send("/account/register", name="Ada", password=PASSWORD)
    yield send("/account/register", name="Ada", password=PASSWORD)
    yield send("/account/login", name="Ada", password="something & else")
    yield send("/account/login?next=/posts/new", name="Ada", password=PASSWORD)
    yield send("/posts/new", title="", text="")
    yield send("/posts/new", title="<b>Title</b> & more", text=f"{LONG}\n\nAn 'end'.")
    yield send("/posts/1/edit", title="x" * 121, text="\n\nText")
    yield send("/posts/1/edit", title="Another title", text=LONG)
    for number in range(10):
        yield send("/posts/new", title=f"Title {number}", text="Text.\n\nMore.")
    with app.app_context():
        connection().execute("UPDATE post SET written = '2020-02-29 12:00:00+00:00'")
        connection().execute("UPDATE post SET edited = written WHERE id % 2")
        connection().commit()
    yield from get(client, "/", "/?page=2", "/?page=0", "/posts/1", "/posts/1/edit", "/nowhere")
    yield "DELETE", client.delete("/")
    yield send("/posts/1/edit", "/posts/1/delete")
    yield send("/", "/account/logout")
    yield from get(client, "/?page=2", "/posts/2", "/posts/2/edit")


def get(client: Client, *paths: str) -> Iterator[Step]:
    """The pages of these paths."""
    for path in paths:
        yield f"GET {path}", client.get(path, follow_redirects=True)


def seen(answer: TestResponse) -> tuple[int, str]:
    """What a browser makes of a page: white space, where it makes no difference, is gone."""
    text = JUST_NOW.sub("<time>", TOKEN.sub(r"\1", answer.text))
    text = re.sub(r"\s+", " ", text)
    return answer.status_code, re.sub(r" ?(<[^<>]*?) ?(>) ?", r"\1\2\n", text)


def test_every_page_is_the_same(blog: Blog) -> None:
    """Status and page, from the empty blog to the log-out, errors and flashed messages included."""
    pages = []
    for (step, expected), (other, found) in zip(walk(blog("")), walk(blog("mako")), strict=True):
        assert step == other
        assert seen(found) == seen(expected), step
        pages.append(found.text)
    assert len(pages) > 30
    assert any("edited <time" in page and "29 February 2020" in page for page in pages)


def test_every_template_is_copied() -> None:
    """No more and no fewer than the blog has."""
    originals = Path(create_app.__code__.co_filename).parent / "templates"
    names = [
        sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
        for folder in (originals, TEMPLATES)
    ]
    assert names[0] == names[1] != []
