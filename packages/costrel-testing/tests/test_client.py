"""The test client."""

from contextlib import suppress
from copy import copy
from importlib.metadata import version
from io import BytesIO
from typing import Any

import pytest
from werkzeug.test import EnvironBuilder, create_environ
from werkzeug.wrappers import Request

from costrel_core import App
from costrel_spec import current_app, g, has_app_context, has_request_context, request, session
from costrel_testing import Client


def test_the_application_makes_one(app) -> None:
    """It knows the application and answers with its responses."""
    client = app.test_client()
    assert type(client) is Client
    assert client.application is app
    assert isinstance(client.get("/echo"), app.response_class)


def test_requests_look_as_if_they_came_from_this_machine(client) -> None:
    """The address is the loopback's, the user agent names Werkzeug."""
    seen = client.get("/echo").json
    assert seen["remote"] == "127.0.0.1"
    assert seen["agent"] == f"Werkzeug/{version('werkzeug')}"
    assert seen["url"] == "http://localhost/echo"


def test_the_request_of_a_call_can_be_had_without_making_the_call(client) -> None:
    """By the names that clients of extensions, written for Flask's, call."""
    client.environ_base["REMOTE_ADDR"] = "127.0.0.2"
    made = client._request_from_builder_args(("/echo",), {"environ_base": {"HTTP_X_A": "1"}})
    assert (made.path, made.remote_addr, made.headers["X-A"]) == ("/echo", "127.0.0.2", "1")
    assert client._copy_environ({"HTTP_X_A": "1"})["HTTP_X_A"] == "1"


def test_each_kind_of_data_arrives(client) -> None:
    """Query, form, files, JSON, headers: the arguments are those of the application's builder."""
    assert client.get("/echo", query_string={"a": "1"}).json["args"] == {"a": "1"}
    assert client.post("/echo", data={"a": "ä"}).json["form"] == {"a": "ä"}
    sent = client.post("/echo", data={"file": (BytesIO(b"text"), "a.txt")})
    assert sent.json["files"] == {"file": "text"}
    assert client.put("/echo", json={"a": [1]}).json["json"] == {"a": [1]}
    assert client.patch("/echo", headers={"X-A": "1"}).json["headers"]["X-A"] == "1"
    assert client.delete("/echo?b=2").json["args"] == {"b": "2"}
    assert client.get("/echo", base_url="https://b.test:1").json["url"] == "https://b.test:1/echo"


def test_json_goes_through_the_applications_provider(app, client) -> None:
    """In both directions."""
    provider = type(app.json)

    class Shouting(provider):  # type: ignore[misc, valid-type]
        def loads(self, s: str | bytes, **kwargs: Any) -> Any:
            return {"loud": super().loads(s, **kwargs)}

        def dumps(self, obj: Any, **kwargs: Any) -> str:
            return super().dumps({"sent": obj}, **kwargs)

    app.json = Shouting(app)
    app.add_url_rule("/raw", "raw", lambda: request.data, methods=["POST"])
    answer = client.post("/raw", json=1)
    assert answer.data == b'{"sent": 1}'
    assert answer.get_json(force=True) == {"loud": {"sent": 1}}


def test_the_base_of_the_environment_can_be_changed_for_all_requests(client) -> None:
    """What a request says itself wins."""
    client.environ_base["REMOTE_ADDR"] = "192.0.2.1"
    client.environ_base["test.value"] = "base"
    seen = client.get("/echo").json
    assert (seen["remote"], seen["environ"]) == ("192.0.2.1", "base")
    own = {"REMOTE_ADDR": "192.0.2.2"}
    seen = client.get("/echo", environ_base=own).json
    assert (seen["remote"], seen["environ"]) == ("192.0.2.2", "base")
    assert client.get("/echo", environ_overrides={"test.value": "own"}).json["environ"] == "own"


def test_a_builder_can_be_opened_and_keeps_as_it_was(app, client) -> None:
    """Werkzeug's or the application's."""
    for builder in (
        EnvironBuilder("/echo", method="POST"),
        app.environ_builder("/echo", method="POST"),
    ):
        before = copy(builder.environ_base)
        with client:
            seen = client.open(builder).json
        assert (seen["method"], seen["remote"]) == ("POST", "127.0.0.1")
        assert builder.environ_base == before
        builder.close()


def test_an_environment_can_be_opened_and_keeps_as_it_was(client) -> None:
    """The base fills what it lacks."""
    environ = create_environ("/echo", method="PUT", query_string="a=1")
    before = dict(environ)
    with client:
        seen = client.open(environ).json
    assert (seen["method"], seen["remote"], seen["args"]) == ("PUT", "127.0.0.1", {"a": "1"})
    assert environ == before


def test_a_request_can_be_opened_and_keeps_as_it_was(client) -> None:
    """Also one that a former answer was made for."""
    given = Request(create_environ("/echo", method="PATCH"))
    before = dict(given.environ)
    with client:
        seen = client.open(given).json
    assert (seen["method"], seen["remote"]) == ("PATCH", "127.0.0.1")
    assert given.environ == before
    assert client.open(client.get("/echo").request).json["method"] == "GET"


def test_redirects_are_followed_on_demand(client) -> None:
    """The answers on the way are in the history."""
    assert client.get("/old").status_code == 302
    answer = client.get("/old", follow_redirects=True)
    assert answer.text == "1"
    assert [former.status_code for former in answer.history] == [302]
    assert answer.request.path == "/count"


def test_an_answer_can_be_buffered(client) -> None:
    """It is read and closed at once then."""
    closed: list[bool] = []

    def stream() -> Any:
        try:
            yield "a"
            yield "b"
        finally:
            closed.append(True)

    client.application.add_url_rule("/stream", "stream", stream)
    answer = client.get("/stream", buffered=True)
    assert closed == [True]
    assert answer.data == b"ab"


def test_an_error_of_the_application_reaches_the_test(client) -> None:
    """TESTING is on; the context is gone nevertheless."""
    with pytest.raises(ValueError, match="oh no"):
        client.get("/fail")
    assert not has_app_context()


# -- contexts that are kept ----------------------------------------------------------------------


def test_in_a_block_the_context_of_the_request_stays(client) -> None:
    """A test looks at what the view saw and left; after the block it is gone."""
    with client as entered:
        assert entered is client
        assert not has_request_context()
        client.get("/count?a=1")
        assert request.args["a"] == "1"
        assert session["count"] == 1
        assert g.seen == "seen"
        assert current_app.name == "site"
    assert not has_request_context()
    assert not has_app_context()


def test_without_a_block_nothing_stays(client) -> None:
    """Each request cleans up after itself."""
    client.get("/count")
    assert not has_request_context()


def test_the_next_request_replaces_the_context(client) -> None:
    """Also the one that follows a redirect."""
    with client:
        client.get("/count")
        client.get("/echo")
        assert request.path == "/echo"
        assert not hasattr(g, "seen")
        client.get("/old", follow_redirects=True)
        assert request.path == "/count"
    assert not has_request_context()


def test_teardown_runs_once_more_when_a_kept_context_ends(app, client) -> None:
    """As Flask does; it has run for the request itself already."""
    runs: list[str] = []
    app.teardown_request(lambda error: runs.append(request.path))
    app.teardown_appcontext(lambda error: runs.append("app"))
    with client:
        client.get("/count")
        assert runs == ["/count", "app"]
        client.get("/echo")
        assert runs == ["/count", "app"] * 2 + ["/echo", "app"]
    assert runs == ["/count", "app"] * 2 + ["/echo", "app"] * 2


def test_the_context_ends_when_the_block_fails(client) -> None:
    """Or a test would disturb the next one."""

    def fail_in_block() -> None:
        with client:
            client.get("/count")
            raise KeyError

    with pytest.raises(KeyError):
        fail_in_block()
    assert not has_app_context()
    with client:
        client.get("/count")
        assert session["count"] == 2


def test_a_failing_teardown_keeps_no_context(app, client) -> None:
    """Whatever happens to its error, nothing stays current."""

    @app.teardown_request
    def fail(error: BaseException | None) -> None:
        if request.args:
            raise ValueError("oh no")

    with suppress(ValueError), client:
        client.get("/count?fail=yes")
    assert not has_app_context()


def test_one_client_cannot_be_entered_twice(client) -> None:
    """There would be no telling which block a context belongs to."""
    with client:
        with pytest.raises(RuntimeError, match="Cannot nest client invocations"):
            client.__enter__()
        client.get("/count")
        assert session["count"] == 1


def test_two_clients_can_be_nested(app) -> None:
    """The inner one's context covers the outer one's, and uncovers it."""
    with app.test_client() as outer, app.test_client() as inner:
        outer.get("/echo?which=outer")
        inner.get("/echo?which=inner")
        assert request.args["which"] == "inner"
        inner.__exit__(None, None, None)
        inner.__enter__()
        assert request.args["which"] == "outer"


def test_two_applications_can_be_nested(app) -> None:
    """Each client belongs to its application."""
    other = App("other")
    other.add_url_rule("/", "index", lambda: current_app.name)
    with app.test_client() as outer:
        outer.get("/count")
        with other.test_client() as inner:
            assert inner.get("/").text == "other"
            assert current_app.name == "other"
        assert current_app.name == "site"


# -- the session ---------------------------------------------------------------------------------


def test_a_session_can_be_prepared_and_looked_at(client) -> None:
    """What is changed in the block is there in the next request."""
    with client.session_transaction() as prepared:
        prepared["count"] = 41
    assert client.get("/count").text == "42"
    with client.session_transaction() as left:
        assert left["count"] == 42


def test_a_session_is_emptied_by_removing_its_values(client) -> None:
    """The cookie goes too."""
    client.get("/count")
    assert client.get_cookie("session") is not None
    with client.session_transaction() as emptied:
        emptied.clear()
    assert client.get_cookie("session") is None
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


def test_a_session_belongs_to_a_host(app, client) -> None:
    """The arguments say for which request it is opened."""
    with client.session_transaction(base_url="http://a.test:8080") as prepared:
        prepared["count"] = 41
    assert client.get("/count", base_url="http://b.test").text == "1"
    assert client.get("/count", base_url="http://a.test").text == "42"
    app.config["SESSION_COOKIE_PATH"] = "/deep"
    with client.session_transaction("/deep/er") as prepared:
        prepared["x"] = 1
    assert client.get_cookie("session", path="/deep") is not None


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


def test_a_client_without_cookies_has_no_sessions(app) -> None:
    """The remedy is in the message."""
    client = app.test_client(use_cookies=False)
    with (
        pytest.raises(TypeError, match="use_cookies=True"),
        client.session_transaction(),
    ):
        pytest.fail("not reached")
    assert client.get("/count").text == "1"
    assert client.get("/count").text == "1"


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


def test_the_users_interface_opens_and_saves(app, client) -> None:
    """Whatever is assigned is asked."""
    kept: dict[str, Any] = {}

    class Kept(type(app.session_interface)):  # type: ignore[misc]
        def open_session(self, app: Any, request: Any) -> Any:
            return kept

        def save_session(self, app: Any, session: Any, response: Any) -> None:
            response.set_cookie("mine", "yes")

    app.session_interface = Kept()
    with client.session_transaction() as prepared:
        prepared["count"] = 1
    assert kept == {"count": 1}
    cookie = client.get_cookie("mine")
    assert cookie is not None
    assert cookie.value == "yes"
