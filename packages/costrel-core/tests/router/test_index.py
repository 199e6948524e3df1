"""The index: what it answers itself, what it leaves to Werkzeug, what it remembers."""

from typing import Any

import pytest
from werkzeug import routing as werkzeug

from costrel_core.router import Map, Rule
from costrel_core.router.index import Index, Match


class Code(werkzeug.BaseConverter):
    """A converter that refuses some texts and counts how often it is asked."""

    asked = 0

    def to_python(self, value: str) -> str:
        type(self).asked += 1
        if value == "bad":
            raise werkzeug.ValidationError
        return value.upper()


def _match(index: Index, method: str, path: str) -> Match:
    """What is found where a rule matches."""
    found = index.find(method, path)
    assert isinstance(found, tuple)
    return found


@pytest.fixture
def index() -> Index:
    """The index of a map with rules of many kinds."""
    Code.asked = 0
    return Map(
        [
            Rule("/", endpoint="home"),
            Rule("/about", endpoint="about", methods=["GET"], defaults={"x": 1}),
            Rule("/about", endpoint="write", methods=["PUT"]),
            Rule("/about", endpoint="old", methods=["POST"], redirect_to="/"),
            Rule("/about", endpoint="last", methods=["POST", "PATCH"]),
            Rule("/list/", endpoint="list"),
            Rule("/open", endpoint="open", strict_slashes=False),
            Rule("/open-too/", endpoint="open_too", strict_slashes=False),
            Rule("/user/<name>", endpoint="user", methods=["GET"], defaults={"x": 1}),
            Rule("/user/me", endpoint="me", methods=["DELETE"]),
            Rule("/item/<int:n>/of/<what>", endpoint="item", methods=["GET"]),
            Rule("/static/<path:filename>", endpoint="static"),
            Rule("/page/", endpoint="page", defaults={"n": 1}),
            Rule("/page/<int:n>", endpoint="page"),
            Rule("/v<int:n>/x", endpoint="version"),
            Rule("/code/<code:c>", endpoint="code", methods=["GET"]),
            Rule("/code/<code:c>", endpoint="code", methods=["PUT"]),
            Rule("/socket", endpoint="socket", websocket=True),
            Rule("/build", endpoint="build", build_only=True),
        ],
        converters={"code": Code},
    ).index


@pytest.mark.parametrize(
    ("method", "path", "endpoint", "arguments"),
    [
        ("GET", "/", "home", {}),
        ("GET", "/about", "about", {"x": 1}),
        ("PUT", "/about", "write", {}),
        ("PATCH", "/about", "last", {}),
        ("GET", "//about", "about", {"x": 1}),
        ("GET", "about", "about", {"x": 1}),
        ("GET", "/list/", "list", {}),
        ("GET", "/open", "open", {}),
        ("GET", "/open/", "open", {}),
        ("GET", "/open-too", "open_too", {}),
        ("GET", "/user/ann", "user", {"name": "ann", "x": 1}),
        ("GET", "/user/me", "user", {"name": "me", "x": 1}),
        ("DELETE", "/user/me", "me", {}),
        ("GET", "/item/7/of/x", "item", {"n": 7, "what": "x"}),
        ("GET", "/static/css/a.css", "static", {"filename": "css/a.css"}),
        ("GET", "/page/", "page", {"n": 1}),
        ("GET", "/v7/x", "version", {"n": 7}),
        ("GET", "/code/a", "code", {"c": "A"}),
    ],
)
def test_matches_are_answered(
    index: Index, method: str, path: str, endpoint: str, arguments: dict[str, Any]
) -> None:
    """The index finds the rule by itself, the first time and each time after."""
    for _ in range(3):
        found = _match(index, method, path)
        assert (found[0].endpoint, found[1]) == (endpoint, arguments)


@pytest.mark.parametrize(
    "path",
    ["/nope", "/about/x", "/item", "/item/7", "/item/x/of/y", "/v/x", "/build", "/static/", "/x/"],
)
def test_absence_is_certain(index: Index, path: str) -> None:
    """Paths that no rule matches are allowed with no method, each time anew."""
    first, second = index.find("GET", path), index.find("GET", path)
    assert first == second == set()
    assert first is not second


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("TRACE", "/about", {"GET", "HEAD", "PUT", "POST", "PATCH"}),
        ("TRACE", "/user/me", {"GET", "HEAD", "DELETE"}),
        ("DELETE", "/user/ann", {"GET", "HEAD"}),
        ("POST", "/item/1/of/x", {"GET", "HEAD"}),
        ("POST", "/code/a", {"GET", "HEAD", "PUT"}),
    ],
)
def test_all_methods_of_a_path_are_named(
    index: Index, method: str, path: str, allowed: set[str]
) -> None:
    """A path that only other methods have is a 405 that names them."""
    assert index.find(method, path) == allowed


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("GET", "/a//b"),
        ("GET", "/about//"),
        ("GET", "/list"),
        ("GET", "/page/1"),
        ("POST", "/about"),
        ("GET", "/socket"),
    ],
)
def test_the_rest_is_left_to_werkzeug(index: Index, method: str, path: str) -> None:
    """Redirects, WebSocket rules and slashes in a row are for the adapter."""
    assert index.find(method, path) is None


def test_a_refused_conversion_ends_the_match(index: Index) -> None:
    """It is a 404, or a 405 where other methods were passed by; the converter is asked once."""
    assert index.find("GET", "/code/bad") == set()
    assert Code.asked == 1
    assert index.find("PUT", "/code/bad") == {"GET", "HEAD"}
    assert Code.asked == 2


def test_a_slash_at_the_end_may_belong_to_two_rules() -> None:
    """Where the rule with the slash has other methods, one without that is not strict answers."""
    strict = Rule("/a/", endpoint="with", methods=["GET"])
    forgiving = Rule("/a", endpoint="without", methods=["POST"], strict_slashes=False)
    found = Map([strict, forgiving]).index.find("POST", "/a/")
    assert found == (forgiving, {})


def test_a_wildcard_may_come_first() -> None:
    """A converter that takes several segments and weighs little does not spoil the next one's."""

    class Fraction(werkzeug.BaseConverter):
        regex = "[0-9]+/[0-9]+"
        weight = 10

    rules = [Rule(text, endpoint=text) for text in ("/<fraction:f>", "/<a>/x", "/<a>")]
    index = Map(rules, converters={"fraction": Fraction}).index
    assert index.find("GET", "/1/y") == set()
    assert index.find("GET", "/1/2") == (rules[0], {"f": "1/2"})
    assert index.find("GET", "/1/x") == (rules[1], {"a": "1"})


def test_arguments_are_fresh(index: Index) -> None:
    """What a request does to its arguments is not seen by the next one."""
    for path in ("/about", "/user/ann", "/item/7/of/x", "/code/a"):
        for _ in range(3):
            arguments = _match(index, "GET", path)[1]
            assert arguments != {}
            arguments.clear()


def test_methods_are_read_live(index: Index) -> None:
    """A rule's methods may change at any time, as extensions do."""
    for path in ("/about", "/user/ann"):
        found = _match(index, "GET", path)
        assert found[0].methods is not None
        found[0].methods.add("OPTIONS")
        assert index.find("OPTIONS", path) == found


def test_only_what_is_literal_is_remembered(index: Index) -> None:
    """Texts of variables, odd paths and unknown ones leave nothing behind."""
    for number in range(200):
        for path in (f"/user/{number}", f"/static/{number}", f"/{number}", f"/about/{number}"):
            index.find("GET", path)
        index.find("GET", f"/item/{number}/of/{number}")
        index.find("GET", "/" * number + "about")
        index.find("GET", f"/about//{number}")
    assert set(index.static) == {"/about"}
    assert set(index._tails) == {"/user", "/static"}
    assert len(index._answers) < 20


def test_a_last_variable_is_not_taken_for_another(index: Index) -> None:
    """What a literal head leads to ends where a segment is literal, refused, or one of several."""
    for _ in range(2):
        assert _match(index, "GET", "/user/ann")[1] == {"name": "ann", "x": 1}
        assert _match(index, "DELETE", "/user/me")[0].endpoint == "me"
        assert index.find("GET", "/user/") == set()
        assert index.find("GET", "/user/ann/x") == set()
        assert index.find("POST", "/user/ann") == {"GET", "HEAD"}
        assert _match(index, "GET", "/static/a")[1] == {"filename": "a"}
        assert _match(index, "GET", "/static/a/a")[1] == {"filename": "a/a"}
        assert index.find("GET", "user") == set()


def test_a_text_that_comes_twice_is_one_variable_s() -> None:
    """The variable need not be the last segment to have its text."""
    rules = [Rule("/<a>/x", endpoint="first"), Rule("/<int:n>", endpoint="number")]
    index = Map([*rules, Rule("/<a>", endpoint="text")]).index
    for _ in range(2):
        assert _match(index, "GET", "/x/x") == (rules[0], {"a": "x"})
        assert _match(index, "GET", "/7") == (rules[1], {"n": 7})
        assert _match(index, "GET", "/seven")[1] == {"a": "seven"}
        assert _match(index, "GET", "7") == (rules[1], {"n": 7})


def test_a_variable_without_a_text_takes_the_long_way() -> None:
    """A path without a slash is another one than the slash alone."""

    class Anything(werkzeug.BaseConverter):
        regex = ".*"

    index = Map([Rule("/<anything:a>", endpoint="e")], converters={"anything": Anything}).index
    for _ in range(2):
        assert _match(index, "GET", "/x")[1] == {"a": "x"}
        assert _match(index, "GET", "/")[1] == {"a": ""}
        assert index.find("GET", "") is None


def test_an_empty_text_may_be_a_slash_too_many() -> None:
    """A rule that forgives it answers where what is behind the slash does not."""

    class Anything(werkzeug.BaseConverter):
        regex = "[a-z]*"

    forgiving = Rule("/<anything:a>", endpoint="e", strict_slashes=False)
    longer = Rule("/<anything:a>/<anything:b>/<anything:c>", endpoint="e")
    index = Map([forgiving, longer], converters={"anything": Anything}).index
    assert index.find("GET", "/x/") == (forgiving, {"a": "x"})


def test_uncertain_rules_are_not_remembered(index: Index) -> None:
    """A remembered path stops before the first rule that may redirect."""
    index.find("GET", "/about")
    assert [rule.endpoint for rule, _ in index.static["/about"]] == ["about", "write"]


@pytest.mark.parametrize(
    "flags", [{"host_matching": True}, {"default_subdomain": "www"}, {"rules": None}]
)
def test_where_the_host_decides_nothing_is_answered(flags: dict[str, Any]) -> None:
    """With hosts or subdomains in play only the adapter knows."""
    rules = [Rule("/", endpoint="e", subdomain="api" if "rules" in flags else None)]
    assert Map(**{**flags, "rules": rules}).index.find("GET", "/") is None


def test_maps_of_another_kind_have_no_answers() -> None:
    """Of a plain Werkzeug map nothing is known."""
    url_map = werkzeug.Map([werkzeug.Rule("/", endpoint="e")])
    assert Index(url_map).find("GET", "/") is None
