"""A visitor's walk through the blog, and what is seen of each page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff

from werkzeug.test import Client, TestResponse

from costrel import Costrel
from costrel_blog.database import connection

TOKEN = re.compile('(name="csrf_token" value=)"([^"]+)"')
# When the visitor has just written something; each visitor does so at another time.
JUST_NOW = re.compile('<time datetime="(?!2020)[^>]*>[^<]*</time>')
PASSWORD = "walk on, walk on"
LONG = "A word & <another>, " * 30
HIDDEN = {"Set-Cookie", "Content-Length", "Date"}
"""The cookie is looked at when the visitor has it; the length is that of the page, which is compared."""

Step = tuple[str, TestResponse]


@dataclass(frozen=True)
class Page:
    """One answer, without what is another for every visitor: tokens, moments, values of cookies."""

    step: str
    status: str
    headers: tuple[str, ...]
    cookie: str
    text: str

    def lines(self, exactly: bool) -> list[str]:
        """All there is to compare; else only as a browser shows it, to whom most white space is none."""
        text = self.text
        if not exactly:
            text = re.sub(r" ?(<[^<>]*?) ?(>) ?", r"\1\2\n", re.sub(r"\s+", " ", text))
        return [self.step, self.status, *self.headers, self.cookie, *text.splitlines()]


def walk(app: Costrel) -> list[Page]:
    """What a visitor sees who makes every mistake first, then writes, edits and deletes."""
    client = app.test_client()
    return [
        page
        for step, answer in steps(app, client)
        for page in [*(seen(step, each) for each in answer.history), seen(step, answer, client)]
    ]


def steps(app: Costrel, client: Client) -> Iterator[Step]:
    """The visitor's steps, each with the answer."""

    def send(page: str, to: str | None = None, **fields: str) -> Step:
        token = TOKEN.search(client.get(page).text)
        assert token
        data = {"csrf_token": token[2], **fields}
        return f"POST {to or page}", client.post(to or page, data=data, follow_redirects=True)

    yield from get(client, "/", "/posts/1", "/posts/new", "/account/register", "/account/login")
    yield "POST without a token", client.post("/account/login", data={"name": "Ada"})
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
    yield from get(client, "/posts/one", "/posts/1/", "//posts/1", "/static/style.css")
    yield send("/posts/1/edit", "/posts/1")
    yield "DELETE without a token", client.delete("/")
    yield "OPTIONS /posts/1/edit", client.options("/posts/1/edit")
    yield "HEAD /posts/1", client.head("/posts/1")
    yield from by_program(client)
    yield send("/posts/1/edit", "/posts/1/delete")
    yield send("/", "/account/logout")
    yield from get(client, "/?page=2", "/posts/2", "/posts/2/edit")
    yield from get(client, "/machine/keep", "/machine/kept")
    yield send("/account/register", name="Eve", password=PASSWORD)
    yield send("/account/login", name="Eve", password=PASSWORD)
    yield from get(client, "/posts/2/edit")


def by_program(client: Client) -> Iterator[Step]:
    """What a program asks for."""
    yield from get(client, "/machine/posts/1/", "/machine/posts/2", "/machine/posts/0/")
    for text in ('{"a": [1, 2.5, "\\u017e"]}', "[", '"ž"', ""):
        answer = client.get("/machine/echo/a/b", data=text, content_type="application/json")
        yield f"GET /machine/echo/a/b with {text!r}", answer


def get(client: Client, *paths: str) -> Iterator[Step]:
    """The pages of these paths."""
    for path in paths:
        yield f"GET {path}", client.get(path, follow_redirects=True)


def seen(step: str, answer: TestResponse, client: Client | None = None) -> Page:
    """What is seen of an answer; with its client also the cookie that it has then."""
    headers = sorted(
        f"{name}: {in_order(value) if name == 'Allow' else value}"
        for name, value in answer.headers
        if name not in HIDDEN
    )
    cookie = client.get_cookie("session") if client else None
    attributes = cookie and (
        f"{cookie.path} {cookie.domain} secure={cookie.secure} http_only={cookie.http_only}"
        f" same_site={cookie.same_site} permanent={cookie.expires is not None}"
    )
    text = JUST_NOW.sub("<time>", TOKEN.sub(r"\1", answer.text))
    answer.close()  # a file is
    return Page(step, answer.status, tuple(headers), f"Session: {attributes or 'none'}", text)


def in_order(methods: str) -> str:
    """A set of methods; which one comes first means nothing."""
    return ", ".join(sorted(methods.split(", ")))


def differences(expected: list[Page], found: list[Page], exactly: bool = True) -> str:
    """The pages that differ, as a person reads it: the step, then lines with - and +; empty if none."""
    steps = [[page.step for page in pages] for pages in (expected, found)]
    if steps[0] != steps[1]:
        return "\n".join(unified_diff(*steps, "steps expected", "steps found", lineterm=""))
    shown: list[str] = []
    for number, pages in enumerate(zip(expected, found, strict=True), start=1):
        one, other = (page.lines(exactly) for page in pages)
        title = f"page {number}, {pages[0].step}"
        shown += unified_diff(one, other, title, "what is found there", lineterm="", n=2)
    return "\n".join(shown)
