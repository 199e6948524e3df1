"""What requests that run at once do to one session, from threads and from processes."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from markupsafe import Markup

from costrel_core import session
from costrel_redis.record import Record
from costrel_redis.store import Store

PROGRAM = """
import sys
from concurrent.futures import ThreadPoolExecutor
from costrel_core import App, session
from costrel_redis import plugin

url, cookie, name = sys.argv[1:]
app = App("shop", plugins=[plugin], without=set(App.parts) - {"testing"})
app.config["SESSION_REDIS"] = url

@app.get("/<int:number>")
def count(number):
    session.increment("count")
    if number % 10 == 0:
        session.change("list", lambda found: [*(found or ()), number])
    session[f"{name}{number}"] = number
    return ""

def visit(number):
    client = app.test_client()
    client.set_cookie("session", cookie)
    assert client.get(f"/{number}").status_code == 200

with ThreadPoolExecutor(4) as pool:
    list(pool.map(visit, range(250)))
"""


@pytest.mark.slow
def test_a_thousand_increments_from_threads_and_processes_lose_none(
    visit: Any, server: Any
) -> None:
    """Nor does a change of one key at once, nor any of a thousand keys that are set meanwhile."""
    visit.do(lambda: session.update(count=0))
    command = [sys.executable, "-c", PROGRAM, server.url, visit.cookie]
    running = [subprocess.Popen([*command, name]) for name in "abcd"]
    assert [process.wait(120) for process in running] == [0] * 4
    found = visit.do(lambda: dict(session))
    assert found.pop("count") == 1000
    assert sorted(found.pop("list")) == sorted(4 * [*range(0, 250, 10)])
    assert found == {f"{name}{number}": number for name in "abcd" for number in range(250)}


def test_threads_of_one_process_lose_no_increment(visit: Any, visitor: Any) -> None:
    """With one application and its pool of connections."""
    visit.do(lambda: session.update(count=0))
    barrier = Barrier(8)

    def work(_: int) -> None:
        each = visitor(visit.app)
        each.cookie = visit.cookie
        barrier.wait()
        for _ in range(25):
            each.do(lambda: session.increment("count", 5))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert visit.do(lambda: session["count"]) == 1000


def test_requests_at_once_keep_each_others_keys(visit: Any, visitor: Any) -> None:
    """Whoever ends last stores what it changed, and no more; of one key the last value stays."""
    visit.do(lambda: session.update(a=0, b=0, c=0, same=0))
    other = visitor(visit.app)
    other.cookie = visit.cookie

    def late() -> None:
        session.update(a=1, same="late")
        other.do(lambda: (session.update(b=2, same="early", d=4), session.pop("c")))

    visit.do(late)
    assert visit.do(lambda: dict(session)) == {"a": 1, "b": 2, "d": 4, "same": "late"}


def test_a_session_is_emptied_only_if_it_is_empty(visit: Any, visitor: Any) -> None:
    """What another request has put there meanwhile stays, and so does the cookie."""
    visit.do(lambda: session.update(a=1))
    other = visitor(visit.app)
    other.cookie = visit.cookie
    visit.do(lambda: (session.pop("a"), other.do(lambda: session.update(b=2))))
    assert visit.sent == ""
    assert visit.do(lambda: dict(session)) == {"b": 2}


@pytest.mark.parametrize("act", [lambda: session.update(b=2), lambda: session.increment("b", 2)])
def test_what_comes_to_a_session_that_was_emptied_meanwhile_is_kept(
    visit: Any, visitor: Any, act: Any, server: Any
) -> None:
    """To those who come later it is gone, and soon it is gone from Redis."""
    visit.do(lambda: session.update(a=1))
    first, late = visitor(visit.app), visitor(visit.app)
    first.cookie = late.cookie = visit.cookie

    def work() -> None:
        session.get("a")
        first.do(lambda: session.pop("a"))
        late.do(lambda: session.update(c=3))
        (key,) = [key for key in server.client.keys("*") if server.client.pttl(key) < 100_000]
        assert server.client.pttl(key) <= 60_000
        act()

    visit.do(work)
    assert first.cookie is None
    assert late.cookie != visit.cookie
    # What it had read goes with the others' change, as any key does.
    assert visit.do(lambda: dict(session)) == {"b": 2}


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        -1,
        1.5,
        "ä\x00\ud800",
        b"\x00\xff",
        (1, (2,)),
        [[], {}, {" t": 1}],
        UUID(int=5),
        Markup("<b>"),
        datetime(2026, 5, 1, 12, tzinfo=UTC),
        10**30,
    ],
)
def test_values_keep_their_types(visit: Any, value: object) -> None:
    """Those that sessions in cookies keep; nothing is pickled."""
    visit.do(lambda: session.update(value=value))
    found = visit.do(lambda: session["value"])
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    "key", ["", "=", "+1", "created", "user", "flashes", "a b\n", "ä", "_flashes_"]
)
def test_any_key_is_kept(visit: Any, key: str) -> None:
    """Also what fields of the store itself are called."""
    visit.do(lambda: session.update({key: 1}))
    assert visit.do(lambda: dict(session)) == {key: 1}
    assert visit.do(lambda: session.increment(key)) == 2
    assert visit.do(lambda: dict(session)) == {key: 2}


def test_an_object_that_json_has_no_word_for_is_an_error(visit: Any) -> None:
    """For the one who stores it; the session stays as it was."""
    visit.do(lambda: session.update(a=1))
    with pytest.raises(TypeError, match="not JSON serializable"):
        visit.do(lambda: session.update(a=object()))
    assert visit.do(lambda: dict(session)) == {"a": 1}


# -- increment and change ---------------------------------------------------------------------------


def test_an_increment_begins_with_nothing(visit: Any) -> None:
    """In a session that is not there yet, too; it can be negative."""
    assert visit.do(lambda: [session.increment("n"), session.increment("n", -3)]) == [1, -2]
    assert visit.do(lambda: (dict(session), session.increment("n", 10))) == ({"n": -2}, 8)


@pytest.mark.parametrize("value", ["a", "5", 1.5, True, None, [1], 2**63 - 1])
def test_only_a_whole_number_can_be_incremented(visit: Any, value: object) -> None:
    """The error names the key, and what to use for others."""
    visit.do(lambda: session.update(n=value))
    with pytest.raises(
        TypeError, match=r"no whole number under 'n'.*session\.change\(key, function\)"
    ):
        visit.do(lambda: session.increment("n"))
    assert visit.do(lambda: session["n"]) == value


def test_what_this_request_put_there_is_incremented(visit: Any) -> None:
    """It replaces what is stored when the request ends, as any value does."""
    visit.do(lambda: session.update(n=1))
    assert visit.do(lambda: (session.update(n=10), session.increment("n"))[1]) == 11
    assert visit.do(lambda: session["n"]) == 11
    assert visit.do(lambda: (session.pop("n"), session.increment("n"))[1]) == 1
    assert visit.do(lambda: (session.clear(), session.increment("n", 7))[1]) == 7
    assert visit.do(lambda: dict(session)) == {"n": 7}
    with pytest.raises(TypeError, match="no whole number under 'n'"):
        visit.do(lambda: (session.update(n="a"), session.increment("n")))


def test_a_change_is_made_of_what_is_there(visit: Any, visitor: Any) -> None:
    """Where another request was faster, it is made again."""
    assert visit.do(lambda: session.change("list", lambda found: [found])) == [None]
    visit.do(lambda: session.update(a=1))
    other = visitor(visit.app)
    other.cookie = visit.cookie
    seen = []

    def slow(found: list[Any]) -> list[Any]:
        seen.append(found)
        if len(seen) == 1:
            other.do(lambda: session.change("list", lambda found: [*found, 1]))
        if len(seen) == 2:
            other.do(lambda: session.pop("list"))
        return [*(found or ()), 2]

    assert visit.do(lambda: session.change("list", slow)) == [2]
    assert seen == [[None], [None, 1], None]
    assert visit.do(lambda: session["list"]) == [2]


def test_a_change_of_what_this_request_put_there_is_stored_with_it(visit: Any) -> None:
    """When it ends, once."""
    visit.do(lambda: session.update(n=1))
    assert visit.do(lambda: (session.update(n=5), session.change("n", lambda n: n * 2))[1]) == 10
    assert visit.do(lambda: session["n"]) == 10
    visit.do(lambda: session.change("_flashes", lambda found: [*(found or ()), ("message", "x")]))
    assert visit.do(lambda: session.pop("_flashes")) == [("message", "x")]


@pytest.mark.parametrize(
    "act", [lambda: session.increment("user_id", 5), lambda: session.change("user_id", lambda _: 5)]
)
def test_a_user_comes_with_another_id_in_any_way(visit: Any, act: Any) -> None:
    """Never before the session has it."""
    visit.do(lambda: session.update(a=1))
    old = visit.cookie
    visit.do(lambda: (act(), setattr(session, "modified", False)))
    assert visit.do(lambda: dict(session)) == {"a": 1}
    visit.do(act)
    assert visit.cookie != old
    assert visit.do(lambda: dict(session)) == {"a": 1, "user_id": 5}
    assert len(visit.app.session_interface.sessions_of(visit.app, 5)) == 1


# -- what is there is of no use ---------------------------------------------------------------------


@pytest.mark.parametrize("text", ["{", '{" b":5}', "[" * 100_000])
def test_a_session_that_can_not_be_read_is_none(
    visit: Any, server: Any, caplog: Any, text: str
) -> None:
    """The log says so, and the visitor begins another one."""
    visit.do(lambda: session.update(a=1, user_id=5))
    (key,) = server.client.keys("*:s:*")
    server.client.hset(key, "=a", text)
    assert visit.do(lambda: dict(session)) == {}
    (entry,) = visit.app.session_interface.sessions_of(visit.app, 5)
    assert entry.content == {}
    assert "can't be read" in caplog.text
    visit.do(lambda: session.update(a=2))
    assert visit.do(lambda: session["a"]) == 2


def test_a_save_that_is_repeated_stores_nothing_twice(app: Any, server: Any) -> None:
    """As it happens where something fails after the session was saved."""
    with app.test_request_context():
        interface = app.session_interface
        opened = interface.open_session(app, app.request_class({}))
        opened["_flashes"] = [("message", "x")]
        response = app.response_class()
        for _ in range(2):
            interface.save_session(app, opened, response)
        found = Store(app, interface.server, interface.serializer).find(opened.token)
        assert found is not None
        assert found[1] == {"_flashes": [("message", "x")]}
        assert found[0] == opened.record == Record(flashes=opened.record.flashes)
        assert len(set(response.headers.getlist("Set-Cookie"))) == 1
