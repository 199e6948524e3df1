"""A server that goes, hangs, and comes back."""

import os
import socket
import threading
import time
from functools import partial
from typing import Any

import pytest
from redis import Redis, RedisCluster, sentinel

from costrel_core import session
from costrel_redis import SessionsUnavailable
from costrel_redis.exposure import exposures
from costrel_redis.server import Server


@pytest.fixture
def stopped(server: Any) -> Any:
    """The server, which a test may stop; it runs again afterwards."""
    yield server
    server.stop()
    server.start()


def test_without_redis_a_request_that_needs_its_session_is_a_503(
    visit: Any, stopped: Any, caplog: Any
) -> None:
    """Others are answered. The log has the code, the place and what to do."""
    visit.do(lambda: session.update(user_id=5))
    stopped.stop()
    assert visit.do(lambda: "public") == "public"
    assert visit.do(lambda: dict(session)) is None
    assert visit.response.status_code == 503
    assert visit.response.headers["Retry-After"] == "5"
    (record,) = caplog.records
    assert record.message.startswith(
        f"The sessions in Redis at {stopped.url} can't be reached: ConnectionError: Error 111"
    )
    assert record.message.endswith(
        "Connection refused. Start the server, or correct SESSION_REDIS; each request asks anew."
        " [costrel:sessions-unavailable]"
    )
    assert "127.0.0.1" not in visit.response.text


def test_when_redis_is_back_sessions_are_as_they_were(visit: Any, stopped: Any) -> None:
    """Nobody has to start the application again, and no request fails any more."""
    visit.do(lambda: session.update(user_id=5))
    stopped.stop()
    stopped.start()
    assert visit.do(lambda: dict(session)) == {"user_id": 5}
    visit.do(lambda: session.increment("n"))
    stopped.stop()
    visit.do(lambda: dict(session))
    assert visit.response.status_code == 503
    stopped.start()
    for _ in range(3):
        assert visit.do(lambda: dict(session)) == {"user_id": 5, "n": 1}


@pytest.mark.parametrize("permanent", [True, False])
def test_what_can_not_be_stored_is_a_503(
    visit: Any, stopped: Any, caplog: Any, permanent: bool
) -> None:
    """Not an answer that says all is well; it sets no cookie."""
    visit.app.config["PROPAGATE_EXCEPTIONS"] = False
    visit.do(lambda: session.update(user_id=5, _permanent=permanent))

    def work() -> None:
        session["a"] = 1
        stopped.stop()

    visit.do(work)
    assert (visit.response.status_code, visit.sent) == (503, "")
    assert "Service Unavailable" in visit.response.text
    assert visit.response.headers["Retry-After"] == "5"
    assert visit.response.headers["Vary"] == "Cookie"
    assert "sessions-unavailable" in caplog.text
    stopped.start()
    assert visit.do(lambda: session.get("a")) is None


def test_a_page_for_the_error_may_look_at_the_session(visit: Any, stopped: Any) -> None:
    """It finds an empty one, without asking Redis a second time, and stores nothing."""

    @visit.app.errorhandler(SessionsUnavailable)
    def page(error: SessionsUnavailable) -> Any:
        session["x"] = session.increment("n") + session.change("m", lambda m: 1)
        return f"sorry, {session.get('user_id')}, {session['x']}", 503

    visit.do(lambda: session.update(user_id=5))
    stopped.stop()
    visit.do(lambda: dict(session))
    assert (visit.response.text, visit.response.status_code) == ("sorry, None, 2", 503)
    assert visit.sent == ""
    stopped.start()
    assert visit.do(lambda: dict(session)) == {"user_id": 5}


def test_a_refresh_that_fails_is_a_503(visit: Any, stopped: Any) -> None:
    """The session of a permanent cookie is opened at the end; an error there is in the log."""
    visit.app.config["PROPAGATE_EXCEPTIONS"] = False
    visit.do(lambda: session.update(user_id=5, _permanent=True))
    stopped.stop()
    assert visit.do(lambda: "public") == "public"
    assert (visit.response.status_code, visit.sent) == (503, "")


def test_a_server_that_does_not_answer_is_given_up(make_app: Any, visitor: Any) -> None:
    """After two seconds, or what the URL says."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        visit = visitor(make_app())
        visit.app.config["SESSION_REDIS"] = f"redis://127.0.0.1:{port}/0?socket_timeout=0.3"
        visit.cookie = "a" * 43
        begun = time.perf_counter()
        visit.do(lambda: dict(session))
        assert visit.response.status_code == 503
        assert time.perf_counter() - begun < 2
    options = Server("redis://127.0.0.1:1/0").options
    assert (options["socket_timeout"], options["socket_connect_timeout"]) == (2, 2)


def test_processes_that_were_forked_have_connections_of_their_own(visit: Any, visitor: Any) -> None:
    """As those of servers that load the application first."""
    visit.do(lambda: session.update(n=0))
    children = []

    def add() -> int:
        return session.increment("n")

    def put(values: dict[str, Any]) -> None:
        session.update(values)

    for number in range(3):
        child = os.fork()
        if child == 0:
            try:
                each = visitor(visit.app)
                each.cookie = visit.cookie
                sums = {f"sums{number}": [each.do(add) for _ in range(20)]}
                each.do(partial(put, sums))
            finally:
                os._exit(0)
        children.append(child)
    mine = [visit.do(add) for _ in range(20)]
    for child in children:
        os.waitpid(child, 0)
    found = visit.do(lambda: dict(session))
    sums = [*mine, *found["sums0"], *found["sums1"], *found["sums2"]]
    assert sorted(sums) == list(range(1, 81))


@pytest.mark.parametrize("decode", [True, False])
def test_a_client_may_be_given(make_app: Any, visitor: Any, server: Any, decode: bool) -> None:
    """Made as the application likes, decoding or not."""
    app = make_app()
    app.config["SESSION_REDIS"] = Redis(port=server.port, decode_responses=decode)
    visit = visitor(app)
    visit.do(lambda: (session.update(user_id=5, name="ä"), session.increment("n")))
    assert visit.do(lambda: dict(session)) == {"user_id": 5, "name": "ä", "n": 1}
    assert len(app.session_interface.sessions_of(app, 5)) == 1
    app.config["SESSION_REDIS"].close()


def test_a_cluster_keeps_sessions_in_one_slot(make_app: Any, visitor: Any, cluster: Any) -> None:
    """With a prefix that says so; there is nothing to be found wrong with it, and it has a name."""
    app = make_app(SESSION_KEY_PREFIX="{shop}:")
    app.config["SESSION_REDIS"] = RedisCluster("127.0.0.1", cluster.port)
    visit, interface = visitor(app), app.session_interface
    visit.do(lambda: (session.update(user_id=5), session.increment("n")))
    old = visit.cookie
    visit.do(lambda: interface.rotate(app, session))
    assert visit.do(lambda: dict(session)) == {"user_id": 5, "n": 1}
    assert visit.cookie != old
    assert interface.revoke_all(app, 5) == 1
    assert list(exposures(interface.server)) == []
    assert "in Redis at RedisCluster can't" in str(interface.server.unavailable(ValueError()))
    app.config["SESSION_REDIS"].close()


def test_errors_of_redis_are_told_as_such(
    visit: Any, visitor: Any, server: Any, caplog: Any
) -> None:
    """Such as that its memory is full; what is there can be read then."""
    visit.app.config["PROPAGATE_EXCEPTIONS"] = False
    visit.do(lambda: session.update(a=1))
    server.client.config_set("maxmemory", 1)
    try:
        assert visit.do(lambda: dict(session)) == {"a": 1}
        another = visitor(visit.app)
        another.do(lambda: session.update(a=2))
        assert another.response.status_code == 503
        assert "OutOfMemoryError" in caplog.text
    finally:
        server.client.config_set("maxmemory", 0)
    assert visit.do(lambda: dict(session)) == {"a": 1}


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("redis://ada:secret@example.org:7000/3", "redis://example.org:7000/3"),
        ("rediss://:secret@example.org", "rediss://example.org:6379/0"),
        ("unix://ada:secret@/run/redis.sock?db=2", "unix:///run/redis.sock"),
        (Redis(password="secret"), "redis://localhost:6379/0"),
        (
            sentinel.Sentinel([("localhost", 1)]).master_for("one", password="secret"),
            "SentinelConnectionPool",
        ),
    ],
)
def test_a_place_is_shown_without_its_password(target: Any, place: str) -> None:
    """In errors, logs and findings."""
    server = Server(target)
    assert server.place == place
    assert "secret" not in str(server.unavailable(ValueError("broken")))
    assert server.encrypted is place.startswith("rediss")


@pytest.mark.parametrize("target", [None, 5, {"host": "localhost"}])
def test_what_is_neither_a_url_nor_a_client_is_refused(target: Any) -> None:
    """The error shows both."""
    with pytest.raises(
        TypeError, match=r"SESSION_REDIS is .*'redis://127.0.0.1:6379/0', or a client"
    ):
        Server(target)


def test_no_thread_is_left_behind(visit: Any) -> None:
    """Connections are used by the threads of requests."""
    visit.do(lambda: session.update(a=1))
    assert threading.active_count() == 1
