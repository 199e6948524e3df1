"""The test client."""

import json
import threading
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from wsgiref.validate import validator

import httpx
import pytest

from costrel_core import App, stream_with_context
from costrel_httpx import Client
from costrel_spec import current_app, g, has_app_context, has_request_context, request, session


@pytest.fixture(params=["application", "server"])
def either(app: Any, request: pytest.FixtureRequest) -> Iterator[Client]:
    """A client of the application itself, and one of a server of it."""
    base_url = None if request.param == "application" else request.getfixturevalue("server")
    client = app.test_client(base_url=base_url)
    yield client
    client.close()


def test_the_application_makes_one(app, client) -> None:
    """It is one of httpx's, and knows the application."""
    assert type(client) is Client
    assert isinstance(client, httpx.Client)
    assert client.application is app
    assert isinstance(client.get("/echo"), httpx.Response)


# -- the same over the network -------------------------------------------------------------------


def test_each_kind_of_data_arrives(either: Client) -> None:
    """Query, form, files, JSON, headers, cookies: in httpx's spelling."""
    assert either.get("/echo", params={"a": ["1", "2"]}).json()["args"] == {"a": ["1", "2"]}
    assert either.post("/echo", data={"a": "ä"}).json()["form"] == {"a": ["ä"]}
    sent = either.post("/echo", data={"b": "1"}, files={"file": ("a.txt", BytesIO(b"text"))})
    assert sent.json()["files"] == {"file": "text"}
    assert sent.json()["form"] == {"b": ["1"]}
    assert either.put("/echo", json={"a": [1]}).json()["json"] == {"a": [1]}
    assert either.patch("/echo", headers={"X-A": "1"}).json()["headers"]["X-A"] == "1"
    headers = [("X-A", "1"), ("X-A", "2"), ("X_B", "3")]
    seen = either.get("/echo", headers=headers).json()["headers"]
    assert seen["X-A"].replace(" ", "") == "1,2"
    assert "X-B" not in seen
    assert either.delete("/echo?b=2").json()["args"] == {"b": ["2"]}
    assert either.head("/echo").content == b""
    either.cookies.set("c", "1")
    assert either.get("/echo").json()["cookies"] == {"c": "1"}


def test_bodies_have_a_length_or_come_in_chunks(either: Client) -> None:
    """As httpx sends them."""
    assert either.post("/length", content=b"x" * 100_000).json() == {
        "length": 100_000,
        "header": "100000",
    }
    chunks = iter([b"x" * 1000] * 5)
    assert either.post("/length", content=chunks).json() == {"length": 5000, "header": None}


def test_cookies_are_kept_in_the_jar(app, either: Client) -> None:
    """The session is one; odd values come back as they were."""
    value = 'a, "b"; ä'

    @app.get("/set")
    def set_cookie() -> Any:
        response = current_app.response_class("set")
        response.set_cookie("odd", value)
        response.set_cookie("gone", "x", max_age=0)
        return response

    either.get("/count")
    assert either.get("/count").text == "2"
    assert "session" in either.cookies
    assert [cookie.name for cookie in either.cookies.jar] == ["session"]

    either.get("/set")
    seen = either.get("/echo").json()["cookies"]
    assert seen["odd"] == value
    assert "gone" not in seen


def test_redirects_are_followed_on_demand(either: Client) -> None:
    """The answers on the way are in the history."""
    assert either.get("/old").status_code == 302
    answer = either.get("/old", follow_redirects=True)
    assert answer.text == "1"
    assert [former.status_code for former in answer.history] == [302]
    assert answer.url.path == "/count"


def test_chunks_arrive_while_the_application_makes_them(app, either: Client) -> None:
    """And the request is current until the last one."""
    go_on = threading.Event()
    ended = threading.Event()
    app.teardown_request(lambda error: ended.set())

    @app.get("/stream")
    def stream() -> Any:
        def chunks() -> Iterator[str]:
            yield f"first of {request.path}"
            if not go_on.wait(30):
                raise TimeoutError
            yield "second"

        return stream_with_context(chunks())

    with either.stream("GET", "/stream") as answer:
        arriving = answer.iter_text()
        assert next(arriving) == "first of /stream"
        assert not ended.is_set()
        go_on.set()
        assert "".join(arriving) == "second"
    assert ended.wait(30)


def test_a_session_can_be_prepared_and_looked_at(either: Client) -> None:
    """What is changed in the block is there in the next request, wherever that goes."""
    with either.session_transaction() as prepared:
        prepared["count"] = 41
    assert either.get("/count").text == "42"
    with either.session_transaction() as left:
        assert left["count"] == 42


def test_without_testing_an_error_is_a_500(app, either: Client) -> None:
    """As visitors see it."""
    app.config["TESTING"] = False
    assert either.get("/fail").status_code == 500


# -- the application itself ----------------------------------------------------------------------


def test_an_error_of_the_application_reaches_the_test(app, client) -> None:
    """TESTING is on; the context is gone nevertheless. PROPAGATE_EXCEPTIONS is asked first."""
    with pytest.raises(ValueError, match="oh no"):
        client.get("/fail")
    assert not has_app_context()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert client.get("/fail").status_code == 500
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=True)
    with pytest.raises(ValueError, match="oh no"):
        client.get("/fail")


def test_an_error_in_a_stream_reaches_who_reads(app, client) -> None:
    """After the head it is nobody else's."""

    @app.get("/stream")
    def stream() -> Any:
        yield "a"
        raise ValueError("oh no")

    with client.stream("GET", "/stream") as answer:
        assert answer.status_code == 200
        with pytest.raises(ValueError, match="oh no"):
            answer.read()
    with pytest.raises(ValueError, match="oh no"):
        client.get("/stream")


def test_leaving_a_stream_early_ends_its_request(app, client) -> None:
    """What the application made is closed, and teardown functions run."""
    log: list[str] = []
    app.teardown_request(lambda error: log.append("teardown"))

    @app.get("/endless")
    def endless() -> Any:
        def chunks() -> Iterator[str]:
            try:
                while True:
                    yield "x"
            finally:
                log.append("closed")

        return stream_with_context(chunks())

    with client.stream("GET", "/endless") as answer:
        assert next(answer.iter_raw()) == b"x"
        assert log == []
    assert log == ["closed", "teardown"]


def test_it_keeps_to_the_standard(app, client) -> None:
    """Wherever the standard library's validator looks: each method, kind of body, and early end."""
    app.wsgi_app = validator(app.wsgi_app)
    client.environ_base["wsgi.errors"] = None
    assert client.get("/echo?a=1").status_code == 200
    assert client.head("/echo").status_code == 200
    assert client.options("/echo").status_code == 200
    assert client.get("/old", follow_redirects=True).status_code == 200
    assert client.post("/echo", data={"a": "1"}, files={"b": b"x"}).json()["files"] == {"b": "x"}
    assert client.get("/missing").status_code == 404
    with client.stream("GET", "/count") as answer:
        assert answer.status_code == 200


def test_it_is_where_the_configuration_says(app, client) -> None:
    """SERVER_NAME, APPLICATION_ROOT and PREFERRED_URL_SCHEME, as they are at the time."""
    assert client.get("/echo").json()["url"] == "http://localhost/echo"
    app.config.update(
        SERVER_NAME="shop.test:8080", APPLICATION_ROOT="/mounted", PREFERRED_URL_SCHEME="https"
    )
    assert client.base_url == "https://shop.test:8080/mounted/"
    seen = client.get("/echo?a=1").json()
    assert (seen["url"], seen["root"]) == ("https://shop.test:8080/mounted/echo?a=1", "/mounted")
    seen = client.get("http://other.test/echo").json()
    assert (seen["url"], seen["root"]) == ("http://other.test/echo", "")


def test_it_can_be_set_where_the_application_is(app, client) -> None:
    """Without a server: the requests still go to the application."""
    client.base_url = "https://b.test/echo"
    assert client.base_url == "https://b.test/echo/"
    client.base_url = httpx.URL("https://b.test/")
    assert client.get("/echo").json()["url"] == "https://b.test/echo"


def test_subdomains_are_reached_by_their_url(app, client) -> None:
    """Cookies follow their domain."""
    app = App("site", static_folder=None, plugins=["httpx"], subdomain_matching=True)
    app.config.update(SERVER_NAME="shop.test", SECRET_KEY="key")
    app.config["SESSION_COOKIE_DOMAIN"] = "shop.test"
    app.add_url_rule("/", "api", lambda: f"api {session.get('name')}", subdomain="api")

    @app.get("/")
    def index() -> str:
        session["name"] = "Ada"
        return "index"

    client = app.test_client()
    assert client.get("/").text == "index"
    assert client.get("http://api.shop.test/").text == "api Ada"


def test_the_environment_can_be_changed(client) -> None:
    """For all requests, and for one."""
    client.environ_base["REMOTE_ADDR"] = "192.0.2.1"
    client.environ_base["test.value"] = "base"
    seen = client.get("/echo").json()
    assert (seen["remote"], seen["environ"]) == ("192.0.2.1", "base")
    own = {"environ": {"REMOTE_ADDR": "192.0.2.2"}}
    seen = client.get("/echo", extensions=own).json()
    assert (seen["remote"], seen["environ"]) == ("192.0.2.2", "base")


def test_further_arguments_are_httpxs(app) -> None:
    """A transport included."""
    client = app.test_client(headers={"X-A": "1"}, params={"a": "1"}, follow_redirects=True)
    seen = client.get("/echo").json()
    assert (seen["headers"]["X-A"], seen["args"]) == ("1", {"a": ["1"]})
    assert client.get("/old").text == "1"
    answers = httpx.MockTransport(lambda request: httpx.Response(200, text=str(request.url)))
    assert app.test_client(transport=answers).get("/x").text == "http://localhost/x"


# -- contexts that are kept ----------------------------------------------------------------------


def test_in_a_block_the_context_of_the_request_stays(client) -> None:
    """A test looks at what the view saw and left; after the block it is gone."""
    with client as entered:
        assert entered is client
        client.get("/old?a=1", follow_redirects=True)
        assert (request.path, session["count"], g.seen) == ("/count", 1, "seen")
        assert current_app.name == "site"
        client.get("/echo")
        assert not hasattr(g, "seen")
    assert not has_request_context()
    assert not has_app_context()


def test_without_a_block_nothing_stays(client) -> None:
    """Each request cleans up after itself."""
    client.get("/count")
    assert not has_request_context()


def test_a_block_closes_the_client(client) -> None:
    """As httpx has it, so that a test which passes here passes against a server."""
    with client:
        client.get("/count")
    assert client.is_closed
    with pytest.raises(RuntimeError, match="closed"):
        client.get("/count")


def test_a_session_can_be_changed_while_a_context_is_kept(client) -> None:
    """The kept request is current again in the block and after it."""
    with client:
        client.get("/count")
        with client.session_transaction() as prepared:
            assert request.path == "/count"
            prepared["count"] = 41
        assert request.path == "/count"
        assert session["count"] == 1
        assert client.get("/count").text == "42"


# -- the session ---------------------------------------------------------------------------------


def test_a_session_is_emptied_by_removing_its_values(client) -> None:
    """The cookie goes too."""
    client.get("/count")
    with client.session_transaction() as emptied:
        emptied.clear()
    assert "session" not in client.cookies
    assert client.get("/count").text == "1"


def test_a_session_is_not_saved_when_the_block_fails(client) -> None:
    """A half-made change is none."""

    def fail_in_block() -> None:
        with client.session_transaction() as prepared:
            prepared["count"] = 41
            raise KeyError

    with pytest.raises(KeyError):
        fail_in_block()
    assert client.get("/count").text == "1"


def test_a_session_belongs_to_a_host(client) -> None:
    """The arguments say for which request it is opened."""
    with client.session_transaction("http://a.test:8080/") as prepared:
        prepared["count"] = 41
    assert client.get("http://b.test/count").text == "1"
    assert client.get("http://a.test:8080/count").text == "42"


def test_the_interface_sees_the_request_that_is_described(app, client) -> None:
    """With its headers; whatever is assigned is asked."""
    kept: dict[str, Any] = {}

    class ByDevice(type(app.session_interface)):  # type: ignore[misc]
        def open_session(self, app: Any, request: Any) -> Any:
            kept["device"] = request.headers["X-Device"]
            return kept

        def save_session(self, app: Any, session: Any, response: Any) -> None:
            response.set_cookie("mine", json.dumps(session))

    app.session_interface = ByDevice()
    with client.session_transaction(headers={"X-Device": "phone"}) as prepared:
        prepared["count"] = 1
    assert kept == {"device": "phone", "count": 1}
    assert client.cookies["mine"]


def test_a_client_without_cookies_has_no_sessions(app) -> None:
    """The remedy is in the message; cookies that the test gives itself are sent."""
    client = app.test_client(use_cookies=False, cookies={"given": "1"})
    with (
        pytest.raises(TypeError, match="use_cookies=True"),
        client.session_transaction(),
    ):
        pytest.fail("not reached")
    assert client.get("/count").text == "1"
    assert client.get("/count").text == "1"
    assert client.get("/echo").json()["cookies"] == {"given": "1"}


def test_an_application_that_opens_no_session_says_so(app, client) -> None:
    """The usual reason is a missing key."""
    app.config["SECRET_KEY"] = None
    with (
        pytest.raises(RuntimeError, match=r"did not open a session.*SECRET_KEY"),
        client.session_transaction(),
    ):
        pytest.fail("not reached")


def test_a_null_session_is_not_saved(app, client) -> None:
    """An interface may return one itself."""

    class Null(type(app.session_interface)):  # type: ignore[misc]
        def open_session(self, app: Any, request: Any) -> Any:
            return self.make_null_session(app)

        def save_session(self, app: Any, session: Any, response: Any) -> None:
            pytest.fail("not reached")

    app.session_interface = Null()
    with client.session_transaction() as null:
        assert dict(null) == {}
