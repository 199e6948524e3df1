"""The contract of the slot ``testing``, whatever library the clients are made of."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import pytest

from costrel_spec import current

from .contract import Contract
from .promise import expect, expect_equal, expect_raised

METHODS = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]


class OwnClient:
    """A class for ``app.test_client_class`` that notes what it is made with."""

    def __init__(
        self, app: Any, response_class: Any, use_cookies: bool = True, **more: Any
    ) -> None:
        self.made_with = (app, response_class, use_cookies, more)


class ClientsContract(Contract):
    """What every maker of test clients promises.

    The promises keep to what libraries have in common: a method for each of HTTP's, with ``headers``,
    ``json``, ``data`` for a form and ``follow_redirects``; responses with ``status_code``, ``headers``,
    ``text`` and ``history``. Where they differ, a subclass overrides one of the first methods here.
    """

    slot = "testing"

    # -- what differs from library to library ---------------------------------------------------------

    def json_of(self, response: Any) -> Any:
        """The JSON in a response."""
        return response.get_json()

    def post_file(self, client: Any, path: str, field: str, name: str, content: bytes) -> Any:
        """The response to a form with a file."""
        return client.post(path, data={field: (BytesIO(content), name)})

    def get_with(self, client: Any, path: str, environ: Mapping[str, Any]) -> Any:
        """The response to a request whose WSGI environment has these values in any case."""
        return client.get(path, environ_overrides=environ)

    # -- fixtures -------------------------------------------------------------------------------------

    @pytest.fixture
    def app(self, make_app: Any, facade: Any) -> Any:
        """An application whose views show what they got."""
        app = make_app()
        add_views(app, facade)
        return app

    @pytest.fixture
    def client(self, app: Any) -> Any:
        """A client under test."""
        return app.test_client()

    @pytest.fixture(autouse=True)
    def nothing_current(self) -> Iterator[None]:
        """No context that a client leaves behind reaches the next test."""
        yield
        current.set((None, None))

    def echo(self, response: Any) -> Any:
        """What the view saw of a request."""
        expect_equal("The status", response.status_code, 200)
        return self.json_of(response)

    # -- making clients -------------------------------------------------------------------------------

    def test_the_class(self, app: Any, client: Any) -> None:
        """A client is a `client_class`, and knows its `application`."""
        kind = app.client_factory.client_class
        expect(isinstance(client, kind), f"The client is {client!r}, and client_class {kind!r}.")
        expect(client.application is app, f"client.application is {client.application!r}.")

    def test_a_class_of_the_application(self, app: Any) -> None:
        """`app.test_client_class` goes before it: app, response class, `use_cookies`, all keywords."""
        app.test_client_class = OwnClient
        made = app.test_client(use_cookies=False, more=1)
        expect(isinstance(made, OwnClient), f"The client is {made!r}.")
        expected = (app, app.response_class, False, {"more": 1})
        expect_equal("What it is made with", made.made_with, expected)

    def test_a_subclass(self, app: Any) -> None:
        """A subclass of `client_class` makes clients that work."""
        kind = app.client_factory.client_class
        app.test_client_class = type("Own", (kind,), {})
        expect_equal("The answer", app.test_client().get("/text").text, "text")

    # -- requests -------------------------------------------------------------------------------------

    @pytest.mark.parametrize("method", METHODS)
    def test_methods(self, client: Any, method: str) -> None:
        """There is a method for each of HTTP's, and the view sees it."""
        response = getattr(client, method.lower())("/method")
        expect_equal("What the view saw", response.headers["X-Method"], method)
        expect_equal("The answer", response.text, "" if method == "HEAD" else method)

    def test_paths(self, client: Any) -> None:
        """Path and query arrive as they were meant, with any letters."""
        seen = self.echo(client.get("/echo/größe/a%20b?q=1&q=%C3%A9"))
        expect_equal("The path", seen["path"], "/echo/größe/a b")
        expect_equal("The query", seen["query"], [["q", "1"], ["q", "é"]])

    def test_headers(self, client: Any) -> None:
        """Headers arrive."""
        seen = self.echo(client.get("/echo/", headers={"X-A": "one", "Accept": "text/x"}))
        found = {name: seen["headers"].get(name) for name in ("X-A", "Accept")}
        expect_equal("The headers", found, {"X-A": "one", "Accept": "text/x"})

    def test_json(self, client: Any) -> None:
        """What is given as `json` arrives as JSON."""
        sent = {"a": [1, "ä", None]}
        seen = self.echo(client.post("/echo/", json=sent))
        expect_equal("The JSON", seen["json"], sent)
        expect_equal("The mimetype", seen["mimetype"], "application/json")

    def test_forms(self, client: Any) -> None:
        """What is given as `data` arrives as a form."""
        seen = self.echo(client.post("/echo/", data={"name": "Ada ä&="}))
        expect_equal("The form", seen["form"], {"name": "Ada ä&="})

    def test_files(self, client: Any) -> None:
        """A file arrives with its name."""
        response = self.post_file(client, "/echo/", "photo", "me.png", b"pixels")
        expect_equal("The files", self.echo(response)["files"], {"photo": ["me.png", "pixels"]})

    def test_the_address(self, make_app: Any, facade: Any) -> None:
        """Requests go where SERVER_NAME, APPLICATION_ROOT, PREFERRED_URL_SCHEME say: else localhost."""
        where = {
            "SERVER_NAME": "shop.test",
            "APPLICATION_ROOT": "/shop",
            "PREFERRED_URL_SCHEME": "https",
        }
        for config, url in (
            ({}, "http://localhost/echo/"),
            (where, "https://shop.test/shop/echo/"),
        ):
            app = make_app(**config)
            add_views(app, facade)
            seen = self.echo(app.test_client().get("/echo/"))
            expect_equal(f"The URL, with {config},", seen["url"], url)

    def test_other_addresses(self, client: Any) -> None:
        """A whole URL reaches the application, too, whatever its host."""
        seen = self.echo(client.get("https://other.test/echo/"))
        expect_equal("The URL", seen["url"], "https://other.test/echo/")

    def test_the_environment(self, client: Any) -> None:
        """REMOTE_ADDR is 127.0.0.1; `environ_base` changes all requests, and one request itself."""
        expect_equal("The address", self.echo(client.get("/echo/"))["address"], "127.0.0.1")
        client.environ_base["REMOTE_ADDR"] = "192.0.2.1"
        expect_equal(
            "The address, changed,", self.echo(client.get("/echo/"))["address"], "192.0.2.1"
        )
        seen = self.echo(self.get_with(client, "/echo/", {"REMOTE_ADDR": "192.0.2.2"}))
        expect_equal("The address, for one request,", seen["address"], "192.0.2.2")

    # -- answers --------------------------------------------------------------------------------------

    def test_answers(self, client: Any) -> None:
        """A response has the status, the headers and the text of the answer."""
        response = client.get("/teapot")
        seen = (response.status_code, response.headers["X-A"], response.text)
        expect_equal("Status, header and text", seen, (418, "one", "short ä"))

    def test_streams(self, client: Any) -> None:
        """A streamed answer is read to its end."""
        expect_equal("The text", client.get("/stream").text, "one two")

    def test_redirects(self, client: Any) -> None:
        """A redirect is answered as it is, unless `follow_redirects=True` asks for what it leads to."""
        response = client.get("/old")
        expect_equal("The status", response.status_code, 302)
        followed = client.get("/old", follow_redirects=True)
        expect_equal("The text at the end", followed.text, "text")
        statuses = [each.status_code for each in followed.history]
        expect_equal("The statuses in the history", statuses, [302])

    def test_methods_of_redirects(self, client: Any) -> None:
        """A POST that is redirected becomes a GET, but for 307 and 308, which keep method and form."""
        for code, expected in ((302, "GET {}"), (303, "GET {}"), (307, "POST {'a': '1'}")):
            response = client.post(f"/to-echo/{code}", data={"a": "1"}, follow_redirects=True)
            seen = self.echo(response)
            expect_equal(f"What came after {code}", f"{seen['method']} {seen['form']}", expected)

    def test_errors(self, app: Any, client: Any, facade: Any) -> None:
        """With TESTING, an error of the application reaches the test; without, it is a 500."""
        with expect_raised("A request for a view that fails", ZeroDivisionError):
            client.get("/fail")
        expect(not facade.has_request_context(), "The request is current after the error.")
        app.testing = False
        expect_equal("The status", client.get("/fail").status_code, 500)

    # -- cookies --------------------------------------------------------------------------------------

    def cookies(self, client: Any, url: str = "/echo/") -> Any:
        """The cookies that arrive with a request."""
        return self.echo(client.get(url))["cookies"]

    def test_cookies(self, client: Any) -> None:
        """A cookie is kept and sent back until it is deleted, also one that a redirect brings."""
        client.get("/set/a/1")
        client.get("/set-and-redirect", follow_redirects=True)
        expect_equal("The cookies", self.cookies(client), {"a": "1", "way": "1"})
        client.get("/set/a/2")
        expect_equal("The cookies, changed,", self.cookies(client), {"a": "2", "way": "1"})
        client.get("/delete/a")
        expect_equal("The cookies, a deleted,", self.cookies(client), {"way": "1"})

    def test_places_of_cookies(self, client: Any) -> None:
        """A cookie goes only to the host that set it, and only below its path."""
        client.get("/set/a/1")
        client.get("/set/b/1?path=/echo/below")
        found = self.cookies(client, "https://other.test/echo/")
        expect_equal("The cookies for another host", found, {})
        expect_equal("The cookies for another path", self.cookies(client), {"a": "1"})
        found = self.cookies(client, "/echo/below/x")
        expect_equal("The cookies below the path", found, {"a": "1", "b": "1"})

    def test_cookies_of_clients(self, app: Any) -> None:
        """Each client has cookies of its own; with `use_cookies=False` it keeps none."""
        first, second = app.test_client(), app.test_client()
        first.get("/set/a/1")
        expect_equal("The cookies of another client", self.cookies(second), {})
        without = app.test_client(use_cookies=False)
        without.get("/set/a/1")
        expect_equal("The cookies with use_cookies=False", self.cookies(without), {})

    # -- contexts and sessions ------------------------------------------------------------------------

    def test_contexts_end(self, app: Any, client: Any, facade: Any) -> None:
        """Outside of a `with` block, a request ends with its answer: its teardown functions ran."""
        ended: list[Any] = []
        app.teardown_request(ended.append)
        client.get("/text")
        expect(not facade.has_request_context(), "The request is current after its answer.")
        expect_equal("What teardown functions got", ended, [None])

    def test_contexts_are_kept(self, app: Any, facade: Any) -> None:
        """In a `with` block, `request`, `session` and `g` are there until the next request, or the end."""
        with app.test_client() as client:
            client.get("/count?a=1")
            expect(facade.has_request_context(), "No request is current after the first one.")
            seen = (facade.request.args.get("a"), facade.session.get("count"), facade.g.get("seen"))
            expect_equal("What is at hand", seen, ("1", 1, True))
            client.get("/text")
            expect_equal("The path of the next request", facade.request.path, "/text")
            expect("seen" not in facade.g, "The g of the first request is there in the next.")
        expect(not facade.has_request_context(), "The request is current after the block.")
        expect(not facade.has_app_context(), "The application is current after the block.")

    def test_session_transactions(self, client: Any) -> None:
        """`session_transaction` shows the session of the next request, and saves what is changed."""
        client.get("/count")
        with client.session_transaction() as session:
            expect_equal("The count", session.get("count"), 1)
            session["count"] = 10
        expect_equal("The count of the next request", client.get("/count").text, "11")

    def test_session_transactions_that_fail(self, client: Any) -> None:
        """A session is not saved where the block of `session_transaction` raises."""
        with (
            expect_raised("The block", ZeroDivisionError),
            client.session_transaction() as session,
        ):
            session["count"] = 10
            divmod(1, 0)
        expect_equal("The count of the next request", client.get("/count").text, "1")

    def test_session_transactions_without_cookies(self, app: Any) -> None:
        """`session_transaction` raises TypeError where the client keeps no cookies."""
        client = app.test_client(use_cookies=False)
        with expect_raised("session_transaction()", TypeError):
            client.session_transaction().__enter__()


def add_views(app: Any, facade: Any) -> None:
    """Views that show what they got, set cookies, redirect and fail."""
    request = facade.request

    def echo(**_rest: str) -> dict[str, Any]:
        return {
            "method": request.method,
            "url": request.url,
            "path": request.path,
            "query": list(request.args.items(multi=True)),
            "headers": dict(request.headers),
            "mimetype": request.mimetype,
            "json": request.get_json(silent=True),
            "form": request.form.to_dict(),
            "files": {
                name: [file.filename, file.read().decode()] for name, file in request.files.items()
            },
            "cookies": request.cookies.to_dict(),
            "address": request.remote_addr,
        }

    def method() -> Any:
        return request.method, 200, {"X-Method": request.method}

    def count() -> str:
        facade.g.seen = True
        facade.session["count"] = facade.session.get("count", 0) + 1
        return str(facade.session["count"])

    def set_cookie(name: str, value: str) -> Any:
        response = facade.make_response("")
        response.set_cookie(name, value, path=request.args.get("path", "/"))
        return response

    def delete_cookie(name: str) -> Any:
        response = facade.make_response("")
        response.delete_cookie(name)
        return response

    def set_and_redirect() -> Any:
        response = facade.redirect("/text")
        response.set_cookie("way", "1")
        return response

    def to_echo(code: int) -> Any:
        return facade.redirect("/echo/", code)

    app.add_url_rule("/echo/", "echo", echo, methods=METHODS)
    app.add_url_rule("/echo/<path:rest>", "echo", echo)
    app.add_url_rule("/method", "method", method, methods=METHODS)
    app.add_url_rule("/count", "count", count)
    app.add_url_rule("/set/<name>/<value>", "set", set_cookie)
    app.add_url_rule("/delete/<name>", "delete", delete_cookie)
    app.add_url_rule("/set-and-redirect", "way", set_and_redirect)
    app.add_url_rule("/to-echo/<int:code>", "to", to_echo, methods=["POST"])
    app.add_url_rule("/old", "old", lambda: facade.redirect("/text"))
    app.add_url_rule("/text", "text", lambda: "text")
    app.add_url_rule("/teapot", "teapot", lambda: ("short ä", 418, {"X-A": "one"}))
    app.add_url_rule("/stream", "stream", lambda: iter(["one ", "two"]))
    app.add_url_rule("/fail", "fail", lambda: 1 // 0)
