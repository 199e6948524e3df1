"""The pages to list, read, write, edit and delete posts."""

import re
from collections.abc import Callable

import pytest
from werkzeug.test import Client, TestResponse

Send = Callable[..., TestResponse]
Published = Callable[..., int]


def titles(page: TestResponse) -> list[str]:
    """The headings of the posts on a page of the list."""
    return re.findall(r'<h2><a href="/posts/\d+">(.*)</a></h2>', page.text)


def test_an_empty_blog_invites_to_write(client: Client) -> None:
    """The first page of the list is never just blank."""
    assert "Nobody has written yet" in client.get("/").text


def test_the_list_shows_who_wrote_what_and_when(client: Client, published: Published) -> None:
    """Newest first; of each text, the first paragraph."""
    published("Old", "Beginning.\n\nRest.", day=1)
    published("New", "Something " * 100, day=2)
    page = client.get("/")
    assert titles(page) == ["New", "Old"]
    assert "Ada" in page.text
    assert "2 March 2020" in page.text
    assert "Beginning." in page.text
    assert "Rest." not in page.text
    assert "Something…" in page.text


def test_the_list_has_pages_of_ten(client: Client, published: Published) -> None:
    """With links between them, and none to pages that do not exist."""
    for day in range(21):
        published(f"{day}", day=day)
    pages = [client.get("/", query_string={"page": number}) for number in (1, 2, 3)]
    assert [titles(page) for page in pages] == [
        [str(day) for day in range(20, 10, -1)],
        [str(day) for day in range(10, 0, -1)],
        ["0"],
    ]
    links = [re.findall(r'rel="(prev|next)" href="([^"]+)"', page.text) for page in pages]
    assert links == [
        [("next", "/?page=2")],
        [("prev", "/?page=1"), ("next", "/?page=3")],
        [("prev", "/?page=2")],
    ]


def test_ten_posts_need_no_second_page(client: Client, published: Published) -> None:
    """A full page alone has no links."""
    for day in range(10):
        published(day=day)
    assert "rel=" not in client.get("/").text.partition("<main")[2]


@pytest.mark.parametrize("page", ["0", "-1", "2", "9" * 30])
def test_a_page_that_does_not_exist_is_a_404(client: Client, page: str) -> None:
    """However large the number."""
    assert client.get("/", query_string={"page": page}).status_code == 404


@pytest.mark.parametrize("page", ["", "two", "1.5"])
def test_a_page_that_is_no_number_is_the_first(client: Client, page: str) -> None:
    """A mistyped address still shows something."""
    assert client.get("/", query_string={"page": page}).status_code == 200


def test_everybody_reads_a_post(client: Client, published: Published) -> None:
    """With all its paragraphs, and no button to edit it."""
    published("T", "One\n\nTwo")
    page = client.get("/posts/1")
    assert "<h1>T</h1>" in page.text
    assert re.findall("<p>(One|Two)</p>", page.text) == ["One", "Two"]
    assert "Edit" not in page.text


@pytest.mark.parametrize("path", ["/posts/1", "/posts/0", f"/posts/{10**40}", "/posts/x"])
def test_a_post_that_does_not_exist_is_a_404(client: Client, path: str) -> None:
    """However odd the number."""
    assert client.get(path).status_code == 404


def test_what_people_write_is_text_and_nothing_else(
    ada: Client, client: Client, send: Send
) -> None:
    """Markup is shown, not followed: in titles, texts, lists and forms."""
    send(ada, "/posts/new", title="<b>T</b>", text="</textarea><script>x</script>")
    for visitor, path in [(client, "/"), (client, "/posts/1"), (ada, "/posts/1/edit")]:
        text = visitor.get(path).text
        assert "&lt;b&gt;T&lt;/b&gt;" in text
        assert "&lt;script&gt;" in text
        assert "<script>" not in text
        assert "<b>" not in text


def test_an_author_writes_a_post(ada: Client, send: Send) -> None:
    """It is shown at once."""
    answer = send(ada, "/posts/new", title="First steps", text="One foot.\r\n\r\nThe other.")
    assert answer.request.path == "/posts/1"
    assert answer.history[0].status_code == 303
    assert "Your post is published." in answer.text
    assert "<h1>First steps</h1>" in answer.text
    assert "just now" in answer.text


@pytest.mark.parametrize("page", ["/posts/new", "/posts/1/edit"])
def test_a_draft_that_is_not_accepted_is_not_lost(
    ada: Client, send: Send, published: Published, page: str
) -> None:
    """It comes back with a sentence beside the field; what was published stays as it is."""
    published("Before")
    answer = send(ada, page, title="   ", text="\n\nA long day's work")
    assert answer.status_code == 422
    assert "Your post needs a title." in answer.text
    assert ">\nA long day&#39;s work</textarea>" in answer.text
    assert answer.text.count('aria-invalid="true"') == 1
    assert titles(ada.get("/")) == ["Before"]


def test_an_author_edits_a_post(ada: Client, send: Send, published: Published) -> None:
    """The form holds what there is; the page then tells that it was edited."""
    published("Before", "Old text")
    form = ada.get("/posts/1/edit")
    assert 'value="Before"' in form.text
    assert "Old text" in form.text
    answer = send(ada, "/posts/1/edit", title="After", text="New text")
    assert answer.request.path == "/posts/1"
    assert "Your changes are saved." in answer.text
    assert "<h1>After</h1>" in answer.text
    assert "edited" in answer.text


def test_an_author_deletes_a_post(ada: Client, send: Send, published: Published) -> None:
    """It is gone from the list and from its address."""
    published()
    answer = send(ada, "/posts/1/edit", to="/posts/1/delete")
    assert answer.request.path == "/"
    assert "Your post is deleted." in answer.text
    assert titles(answer) == []
    assert ada.get("/posts/1").status_code == 404


def test_a_link_deletes_nothing(ada: Client, published: Published) -> None:
    """Only a form does."""
    published()
    assert ada.get("/posts/1/delete").status_code == 405
    assert ada.get("/posts/1").status_code == 200


def test_somebody_elses_post_cannot_be_changed(
    ben: Client, send: Send, published: Published
) -> None:
    """No page offers it, and whoever asks anyway is told whose it is."""
    post_id = published("Hers")
    assert "Edit" not in ben.get(f"/posts/{post_id}").text
    answers = [
        ben.get(f"/posts/{post_id}/edit"),
        send(ben, "/posts/new", to=f"/posts/{post_id}/edit", title="His", text="X"),
        send(ben, "/posts/new", to=f"/posts/{post_id}/delete"),
    ]
    assert [answer.status_code for answer in answers] == [403] * 3
    assert all("Only Ada can change this post." in answer.text for answer in answers)
    assert titles(ben.get("/")) == ["Hers"]


@pytest.mark.parametrize("path", ["/posts/9/edit", "/posts/9/delete"])
def test_a_post_that_is_gone_cannot_be_changed(ada: Client, send: Send, path: str) -> None:
    """It is a 404, also for its author."""
    assert send(ada, "/posts/new", to=path).status_code == 404


@pytest.mark.parametrize("path", ["/posts/new", "/posts/1/edit", "/posts/1/delete"])
def test_nothing_is_written_without_a_log_in(
    client: Client, send: Send, published: Published, path: str
) -> None:
    """The answer leads to the log-in page."""
    published("Before")
    answer = send(client, "/account/login", to=path, title="After", text="X")
    assert answer.request.path == "/account/login"
    assert titles(client.get("/")) == ["Before"]
