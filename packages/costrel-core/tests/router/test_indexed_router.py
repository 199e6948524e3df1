"""The router: one call for a static path, the adapter only where it is needed."""

import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from werkzeug import routing as werkzeug
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect, WebsocketMismatch

from costrel_core.router import IndexedRouter, Map, Rule

HTTP = {"wsgi.url_scheme": "http"}
WEBSOCKETS = [{"wsgi.url_scheme": "ws"}, {"wsgi.url_scheme": "wss"}]


class Context:
    """Makes the adapter of a request, and counts how often."""

    def __init__(self, url_map: werkzeug.Map, **bound: Any) -> None:
        self.made = 0
        self._url_map = url_map
        self._bound = bound

    @property
    def url_adapter(self) -> werkzeug.MapAdapter:
        """One more."""
        self.made += 1
        return self._url_map.bind("example.com", **self._bound)


@pytest.fixture
def url_map() -> Map:
    """A map of a few rules."""
    return Map(
        [
            Rule("/", endpoint="home"),
            Rule("/a", endpoint="a", methods=["GET"], defaults={"x": 1}),
            Rule("/list/", endpoint="list", methods=["GET", "POST"]),
            Rule("/user/<name>", endpoint="user", methods=["GET"]),
            Rule("/n/<int:n>/<what>", endpoint="n"),
            Rule("/old", endpoint="old", redirect_to="/new"),
            Rule("/socket", endpoint="socket", websocket=True),
        ]
    )


def calls(function: Callable[[], object]) -> int:
    """The number of Python functions called during a call of ``function``, itself not counted."""
    count = -1

    def trace(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(trace)
    try:
        function()
    except HTTPException:
        pass
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    ("method", "path", "most"),
    [
        ("GET", "/a", 1),
        ("GET", "/user/ann", 4),
        ("GET", "/n/7/x", 4),
        ("GET", "/nope", 4),
        ("POST", "/a", 6),
    ],
)
def test_warm_matches_take_few_calls(url_map: Map, method: str, path: str, most: int) -> None:
    """A static path takes one Python call, the others few (Python 3.11 counts comprehensions)."""
    router, context = IndexedRouter(url_map), Context(url_map)

    def match() -> object:
        return router.match(method, path, context, HTTP)

    calls(match)
    assert calls(match) <= most
    assert context.made == 0


@pytest.mark.parametrize(
    ("method", "path", "error"),
    [
        ("GET", "/nope", NotFound),
        ("POST", "/a", MethodNotAllowed),
        ("GET", "/list", RequestRedirect),
        ("GET", "/old", RequestRedirect),
        ("GET", "/socket", WebsocketMismatch),
        ("GET", "", RequestRedirect),
        ("GET", "/list//", RequestRedirect),
    ],
)
def test_refusals_are_new_each_time(
    url_map: Map, method: str, path: str, error: type[HTTPException]
) -> None:
    """No exception is kept: its traceback would keep the request."""
    router, context = IndexedRouter(url_map), Context(url_map)
    seen = []
    for _ in range(2):
        with pytest.raises(error) as caught:
            router.match(method, path, context, HTTP)
        seen.append(caught.value)
    assert type(seen[0]) is error
    assert seen[0] is not seen[1]


def test_redirects_keep_the_query() -> None:
    """The adapter of the request makes the URL, with all that it knows."""
    url_map = Map([Rule("/list/", endpoint="list")])
    context = Context(url_map, query_args="q=1", script_name="/app", url_scheme="https")
    with pytest.raises(RequestRedirect) as caught:
        IndexedRouter(url_map).match("GET", "/list", context, HTTP)
    assert caught.value.new_url == "https://example.com/app/list/?q=1"


def test_arguments_are_fresh(url_map: Map) -> None:
    """Defaults of a static rule are copied for each request."""
    router = IndexedRouter(url_map)
    for _ in range(3):
        arguments = router.match("GET", "/a", Context(url_map), HTTP)[1]
        assert arguments == {"x": 1}
        arguments.clear()


@pytest.mark.parametrize("environ", WEBSOCKETS)
def test_websockets_find_websocket_rules(url_map: Map, environ: dict[str, str]) -> None:
    """Whether by the scheme or by an upgrade, the adapter decides; others rules do not match."""
    router = IndexedRouter(url_map)
    context = Context(url_map, url_scheme=environ["wsgi.url_scheme"])
    assert router.match("GET", "/socket", context, environ)[0].endpoint == "socket"
    router.match("GET", "/a", Context(url_map), HTTP)
    with pytest.raises(WebsocketMismatch):
        router.match("GET", "/a", context, environ)


def test_an_upgrade_asks_the_adapter(url_map: Map) -> None:
    """A request that asks for another protocol is judged by Werkzeug, warm or cold."""
    router, context = IndexedRouter(url_map), Context(url_map)
    router.match("GET", "/a", context, HTTP)
    upgrade = {**HTTP, "HTTP_UPGRADE": "h2c"}
    assert router.match("GET", "/a", context, upgrade)[0].endpoint == "a"
    assert context.made == 1


def test_subdomains_select_rules() -> None:
    """With a rule for a subdomain, the host of the request counts."""
    url_map = Map(
        [
            Rule("/", endpoint="www"),
            Rule("/", endpoint="api", subdomain="api"),
            Rule("/", endpoint="user", subdomain="<name>"),
        ]
    )
    router = IndexedRouter(url_map)
    for subdomain, endpoint in (("", "www"), ("api", "api"), ("ann", "user")):
        context = Context(url_map, subdomain=subdomain)
        rule, arguments = router.match("GET", "/", context, HTTP)
        assert rule.endpoint == endpoint
        assert arguments == ({"name": "ann"} if endpoint == "user" else {})


def test_hosts_count_without_any_rule_for_them(url_map: Map) -> None:
    """``by_host`` asks the adapter of each request, which may know of a strange subdomain."""
    router = IndexedRouter(url_map, by_host=True)
    assert router.match("GET", "/a", Context(url_map), HTTP)[0].endpoint == "a"
    with pytest.raises(NotFound):
        router.match("GET", "/a", Context(url_map, subdomain="strange"), HTTP)


def test_a_map_of_werkzeugs_is_matched_by_its_adapter() -> None:
    """An application may assign any map; it works, at Werkzeug's speed."""
    url_map = werkzeug.Map([werkzeug.Rule("/<int:n>", endpoint="e")])
    router, context = IndexedRouter(url_map), Context(url_map)
    assert router.url_map is url_map
    rule, arguments = router.match("GET", "/7", context, HTTP)
    assert (rule.endpoint, arguments) == ("e", {"n": 7})
    assert context.made == 1


def test_rules_of_another_class_are_indexed(url_map: Map) -> None:
    """Plain Werkzeug rules and subclasses of ours are answered without the adapter."""

    class Own(Rule):
        pass

    url_map.add(werkzeug.Rule("/theirs/<int:n>", endpoint="theirs"))
    url_map.add(Own("/own", endpoint="own"))
    router, context = IndexedRouter(url_map), Context(url_map)
    assert router.match("GET", "/theirs/7", context, HTTP)[1] == {"n": 7}
    assert type(router.match("GET", "/own", context, HTTP)[0]) is Own
    assert context.made == 0


def test_threads_match_while_rules_come_and_flags_change(url_map: Map) -> None:
    """Each match is right for the map before or after a change."""
    router, context = IndexedRouter(url_map), Context(url_map)
    errors: list[BaseException] = []
    done = threading.Event()

    def match() -> None:
        try:
            while not done.is_set():
                assert router.match("GET", "/a", context, HTTP)[0].endpoint == "a"
                assert router.match("GET", "/user/x", context, HTTP)[1] == {"name": "x"}
                with pytest.raises(NotFound):
                    router.match("GET", "/nope/x", context, HTTP)
        except BaseException as error:  # told to the test
            errors.append(error)

    threads = [threading.Thread(target=match) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(200):
        url_map.add(Rule(f"/user/{number}/<x>", endpoint=str(number)))
        url_map.redirect_defaults = not url_map.redirect_defaults
        found = router.match("GET", f"/user/{number}/1", context, HTTP)
        assert found[0].endpoint == str(number)
    done.set()
    for thread in threads:
        thread.join()
    assert errors == []


def test_five_thousand_rules_cost_what_few_cost() -> None:
    """One match in a large map arranges only the rules that begin like the path."""
    url_map = Map([Rule(f"/api/r{i}/<int:n>", endpoint=str(i)) for i in range(5000)])
    router, context = IndexedRouter(url_map), Context(url_map)
    url_map.update()  # Werkzeug's own, which looks at each endpoint once

    def match(path: str) -> Callable[[], object]:
        return lambda: router.match("GET", path, context, HTTP)

    assert calls(match("/api/r4999/7")) < 60
    assert calls(match("//api/r7//7")) < 300
    assert calls(match("/api/r5000/7")) < 10
