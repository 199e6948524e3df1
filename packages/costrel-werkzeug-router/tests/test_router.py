"""The router: Werkzeug's answers, over all rules of the map."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug import routing
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.routing.matcher import StateMachineMatcher

from costrel_core.router import IndexedRouter, Map, Rule
from costrel_werkzeug_router import WerkzeugRouter

HTTP = {"wsgi.url_scheme": "http"}


def match(router: Any, path: str, method: str = "GET", **bound: Any) -> Any:
    """The endpoint and the arguments, or how the request is refused."""

    context = SimpleNamespace(url_adapter=router.url_map.bind("example.com", **bound))
    try:
        rule, arguments = router.match(method, path, context, HTTP)
    except routing.RequestRedirect as error:
        return error.new_url
    except MethodNotAllowed as error:
        return set(error.valid_methods or ())
    except HTTPException as error:
        return type(error)
    assert type(arguments) is dict
    return rule.endpoint, arguments


def rules(kind: type[routing.Rule]) -> list[routing.Rule]:
    """A few rules, the first two of which are equals."""
    return [
        kind("/<a>/x", endpoint="first"),
        kind("/<b>/x", endpoint="second"),
        kind("/list/", endpoint="list", methods=["GET"]),
        kind("/<int:n>", endpoint="number", defaults={"shown": True}),
    ]


@pytest.mark.parametrize("kinds", [(Map, Rule), (routing.Map, routing.Rule)])
def test_it_answers_as_the_map_does(kinds: Any) -> None:
    """With core's map and rules, and with Werkzeug's."""
    make_map, make_rule = kinds
    router = WerkzeugRouter(make_map(rules(make_rule)))
    assert match(router, "/7") == ("number", {"n": 7, "shown": True})
    assert match(router, "/list") == "http://example.com/list/"
    assert match(router, "/list/", "POST") == {"GET", "HEAD"}
    assert match(router, "/nowhere") is NotFound


def test_the_matcher_of_the_map_is_werkzeug_s() -> None:
    """Not the one of core that gives it only the candidates for a path."""
    url_map = Map(rules(Rule))
    WerkzeugRouter(url_map)
    assert type(url_map._matcher) is StateMachineMatcher


def test_a_map_with_werkzeug_s_matcher_keeps_it() -> None:
    """There is nothing to exchange."""
    url_map = routing.Map(rules(routing.Rule))
    before = url_map._matcher
    WerkzeugRouter(url_map)
    assert url_map._matcher is before


def test_of_equal_rules_the_one_added_first_wins() -> None:
    """The exchange of the matcher keeps their order."""
    assert match(WerkzeugRouter(Map(rules(Rule))), "/q/x") == ("first", {"a": "q"})


def test_arguments_belong_to_the_request() -> None:
    """Changing them changes no later answer."""
    url_map = Map([Rule("/", endpoint="home", defaults={"page": 1})])
    router = WerkzeugRouter(url_map)
    match(router, "/")[1]["page"] = 2
    assert match(router, "/") == ("home", {"page": 1})


def test_the_map_may_change_later() -> None:
    """Rules that are added, and flags that are set, after the router was made."""
    url_map = Map(rules(Rule))
    router = WerkzeugRouter(url_map)
    assert match(router, "/late//x") == "http://example.com/late/x"
    url_map.add(Rule("/late/x", endpoint="late"))
    assert match(router, "/late/x") == ("late", {})
    url_map.merge_slashes = False
    assert match(router, "/late//x") is NotFound


def test_a_set_up_that_fails_takes_its_rules_back(make_app: Any) -> None:
    """Also from a map whose matcher was exchanged before."""
    app = make_app()
    assert app.router

    class Broken:
        plugin_name = "broken"

        def setup(self, app: Any) -> None:
            app.add_url_rule("/gone", "gone", lambda: "")
            raise ValueError

    from costrel_spec import hookimpl

    Broken.setup = hookimpl(Broken.setup)  # type: ignore[method-assign]
    app.use(Broken())
    with pytest.raises(Exception, match="broken"):
        app.setup_plugins()
    assert type(app.url_map._matcher) is StateMachineMatcher
    assert match(app.router, "/gone") is NotFound


SEGMENTS = st.sampled_from(["a", "b", "<v{}>", "<int:v{}>", "<path:v{}>", "x<int:v{}>"])
TEXTS = st.tuples(st.lists(SEGMENTS, min_size=1, max_size=3), st.sampled_from(["", "/"]))
OPTIONS = st.fixed_dictionaries(
    {
        "methods": st.sampled_from([None, ["GET"], ["POST"]]),
        "subdomain": st.sampled_from(["", "", "", "api"]),
    }
)
PATHS = st.lists(st.sampled_from(["a", "b", "7", "x7", "", "/"]), min_size=1, max_size=4)


def made(specifications: Any) -> Map:
    """A map of core with those rules."""
    url_map = Map()
    for number, ((segments, end), options) in enumerate(specifications):
        named: Mapping[str, Any] = {**options, "endpoint": str(number)}
        text = "".join(f"/{one.format(place)}" for place, one in enumerate(segments))
        url_map.add(Rule(text + end, **named))
    return url_map


@settings(deadline=None)
@given(
    specifications=st.lists(st.tuples(TEXTS, OPTIONS), min_size=1, max_size=6),
    paths=st.lists(PATHS, min_size=1, max_size=6),
    method=st.sampled_from(["GET", "POST", "HEAD"]),
    subdomain=st.sampled_from(["", "api"]),
)
def test_it_agrees_with_the_default_router(
    specifications: Any, paths: list[list[str]], method: str, subdomain: str
) -> None:
    """The same rule, arguments, redirect or refusal, whatever the rules and the path."""
    theirs = WerkzeugRouter(made(specifications))
    ours = IndexedRouter(made(specifications), by_host=bool(subdomain))
    for segments in paths:
        path = "/" + "/".join(segments)
        expected = match(theirs, path, method, subdomain=subdomain)
        assert match(ours, path, method, subdomain=subdomain) == expected
