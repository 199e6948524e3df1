"""Rules: checked when they are added, compiled when a URL is built."""

from typing import Any

import pytest
from werkzeug import routing as werkzeug

from costrel_core.router import IndexedRouter, Map, Rule

HTTP = {"wsgi.url_scheme": "http"}


def is_compiled(rule: Rule) -> bool:
    """Whether the function that builds the rule's URL is there."""
    return rule._build_unknown.__func__.__name__.startswith("<builder")


def test_a_rule_is_werkzeugs_rule() -> None:
    """What asks for Werkzeug's class finds it."""
    assert isinstance(Rule("/"), werkzeug.Rule)


def test_builders_compile_when_a_url_is_built() -> None:
    """Adding and matching compile nothing; building does, once."""
    rule = Rule("/user/<name>", endpoint="user")
    adapter = Map([rule]).bind("localhost")
    adapter.match("/user/ann")
    assert not is_compiled(rule)
    assert adapter.build("user", {"name": "a b", "q": 1}) == "/user/a%20b?q=1"
    assert is_compiled(rule)
    assert adapter.build("user", {"name": "c", "q": 1}) == "/user/c?q=1"


def test_building_without_a_query_has_its_own_builder() -> None:
    """Unknown values are left out where the caller wants that."""
    adapter = Map([Rule("/user/<name>", endpoint="user")]).bind("localhost")
    for _ in range(2):
        assert adapter.build("user", {"name": "x", "q": 1}, append_unknown=False) == "/user/x"


def test_a_variable_may_have_any_name() -> None:
    """Names that our own functions use as arguments do no harm."""
    adapter = Map([Rule("/<rule>/<self>/<values>", endpoint="e")]).bind("localhost")
    assert adapter.build("e", {"rule": 1, "self": 2, "values": 3}) == "/1/2/3"


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("no-slash", {}),
        ("/<unclosed", {}),
        ("/<nope:x>", {}),
        ("/<int(nope=1):x>", {}),
        ("/<int((:x>", {}),
        ("/<x>/<x>", {}),
        ("/<None>", {}),
        ("/<__debug__>", {}),
        ("/<int:n>", {"defaults": {"n": "x"}}),
        ("/<any(a, b):n>", {"defaults": {"n": "c"}}),
        ("/x", {"defaults": {1: 1, "1": 2}}),
        ("/x", {"methods": "GET"}),
        ("/x", {"websocket": True, "methods": ["POST"]}),
    ],
)
def test_mistakes_show_when_the_rule_is_added(text: str, options: dict[str, Any]) -> None:
    """A rule that Werkzeug refuses is refused at once, with the same error and text."""
    with pytest.raises(Exception) as theirs:  # noqa: PT011  # any, it is compared below
        werkzeug.Map().add(werkzeug.Rule(text, endpoint="e", **options))
    url_map = Map()
    with pytest.raises(type(theirs.value)) as ours:
        url_map.add(Rule(text, endpoint="e", **options))
    converter = "IntegerConverter.__init__", "NumberConverter.__init__"
    assert str(ours.value).replace(*converter) == str(theirs.value).replace(*converter)
    assert list(url_map.iter_rules()) == []


@pytest.mark.parametrize("defaults", [{"n": 7}, {"None": 1}, {"n": 1, "other": 2}])
def test_unusual_defaults_are_accepted(defaults: dict[str, Any]) -> None:
    """Defaults that Werkzeug takes are taken, and the URL is the same."""
    built = []
    for kind, map_kind in ((Rule, Map), (werkzeug.Rule, werkzeug.Map)):
        url_map = map_kind([kind("/<int:n>", endpoint="e", defaults=defaults)])
        built.append(url_map.bind("localhost").build("e", {"n": defaults.get("n", 3)}))
    assert built[0] == built[1]


def test_a_bound_rule_cannot_be_added_again() -> None:
    """The error of Werkzeug names the rule and its map."""
    rule = Rule("/", endpoint="e")
    url_map = Map([rule])
    with pytest.raises(RuntimeError, match="already bound to map"):
        url_map.add(rule)


def test_an_empty_copy_can_be_added_elsewhere() -> None:
    """``empty()`` returns an unbound rule of the same class with the same options."""
    rule = Rule("/<n>", endpoint="e", methods=["GET"], defaults={"x": 1}, alias=True)
    Map([rule])
    copy = rule.empty()
    assert type(copy) is Rule
    assert copy.map is None
    assert (copy.methods, copy.defaults, copy.alias) == ({"GET", "HEAD"}, {"x": 1}, True)
    assert Map([copy])._rules == [rule]


def test_factories_work() -> None:
    """Submounts, subdomains, endpoint prefixes and templates yield rules as ever."""
    template = werkzeug.RuleTemplate([Rule("/$name/", endpoint="$name")])
    url_map = Map(
        [
            werkzeug.Submount("/api", [Rule("/x", endpoint="x")]),
            werkzeug.EndpointPrefix("pre.", [Rule("/y", endpoint="y")]),
            werkzeug.Subdomain("sub", [Rule("/z", endpoint="z")]),
            template(name="t"),
        ]
    )
    adapter = url_map.bind("example.com", subdomain="")
    assert adapter.match("/api/x") == ("x", {})
    assert adapter.match("/y") == ("pre.y", {})
    assert url_map.bind("example.com", subdomain="sub").match("/z") == ("z", {})
    assert adapter.build("t") == "/t/"


def test_equal_rules_are_equal() -> None:
    """The comparison and the text of a rule are Werkzeug's."""
    rule, same, other = (Rule(text, endpoint="e") for text in ("/a/<b>/", "/a/<b>/", "/a/<c>/"))
    theirs = werkzeug.Rule("/a/<b>/", endpoint="e")
    Map([rule, same, other])
    werkzeug.Map([theirs])
    assert rule == same
    assert rule != other
    assert rule._trace == theirs._trace
    assert repr(rule) == repr(theirs)


def test_a_refreshed_rule_matches_and_builds_anew() -> None:
    """After ``refresh()`` the changed rule counts, for matching as well as for building."""
    rule = Rule("/old/<n>", endpoint="e")
    url_map = Map([rule, Rule("/other", endpoint="o")])
    router = IndexedRouter(url_map)
    adapter = url_map.bind("localhost")
    assert router.match("GET", "/old/1", lambda: adapter, HTTP)[1] == {"n": "1"}
    assert adapter.build("e", {"n": 1}) == "/old/1"
    rule.rule, rule.defaults = "/new/<int:n>", {"x": 1}
    rule.refresh()
    assert router.match("GET", "/new/1", lambda: adapter, HTTP) == (rule, {"n": 1, "x": 1})
    assert router.match("GET", "/other", lambda: adapter, HTTP)[0].endpoint == "o"
    with pytest.raises(werkzeug.exceptions.HTTPException):
        router.match("GET", "/old/1", lambda: adapter, HTTP)
    assert adapter.build("e", {"n": 1}) == "/new/1"


def test_a_rule_can_be_refreshed_in_a_map_of_werkzeugs() -> None:
    """Our rule in their map is refreshed as theirs is."""
    rule = Rule("/<n>", endpoint="e")
    url_map = werkzeug.Map([rule])
    rule.rule = "/x/<n>"
    rule.refresh()
    assert url_map.bind("localhost").build("e", {"n": 1}) == "/x/1"
