"""The router beside Werkzeug's own map and adapter, on maps and paths made up at random.

Werkzeug's map gets this package's converters, so that the digits that they refuse make no
difference here. The other deliberate difference, what several wildcards in one part of a rule may
match, is set apart by ``_is_tamed``. More: ``COSTREL_ROUTER_EXAMPLES=100000 pytest ...``.
"""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from itertools import product
from types import SimpleNamespace
from typing import Any

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from werkzeug import routing as werkzeug
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import RequestRedirect

from costrel_core.router import IndexedRouter, Map, Rule
from costrel_core.router.converters import CONVERTERS

EXAMPLES = int(os.environ.get("COSTREL_ROUTER_EXAMPLES", "300"))

Specification = tuple[str, dict[str, Any]]
"""The string and the options of a rule."""

profile = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


class Shout(werkzeug.BaseConverter):
    """Takes lower-case letters, also none, and refuses some only when it converts."""

    regex = "[a-z]*"

    def to_python(self, value: str) -> str:
        if value == "b":
            raise werkzeug.ValidationError
        return value.upper()

    def to_url(self, value: str) -> str:
        return value.lower()


class Pair(werkzeug.BaseConverter):
    """Takes two segments."""

    regex = "[^/]+/[^/]+"


class Both:
    """One map of each kind, made alike, and their answers."""

    def __init__(self, by_host: bool = False, **flags: Any) -> None:
        custom = {"shout": Shout, "pair": Pair}
        self.theirs = werkzeug.Map(converters={**CONVERTERS, **custom}, **flags)
        self.ours = Map(converters=custom, **flags)
        self.router = IndexedRouter(self.ours, by_host=by_host)
        self.by_host = by_host
        self.rules = 0

    def add(self, specifications: Iterable[Specification]) -> None:
        """Add the rules to both, which either takes or refuses for the same reason."""
        for one in specifications:
            self.rules += 1
            assert self._add(self.ours, Rule, one) == self._add(self.theirs, werkzeug.Rule, one)

    def _add(self, url_map: werkzeug.Map, kind: type[werkzeug.Rule], one: Specification) -> object:
        text, options = one
        try:
            rule: Any = kind(text, **options)
            rule.number = self.rules  # tells rules apart that are equal
            url_map.add(rule)
        except Exception as error:  # whatever it is, it must be the same
            return type(error)
        return None

    def compare(self, method: str, path: str, **bound: Any) -> object:
        """Match with both, twice with ours: cold and warm. The outcome."""

        def adapter(url_map: werkzeug.Map) -> werkzeug.MapAdapter:
            return url_map.bind("example.com", path_info="/unused", query_args="q=1", **bound)

        environ = {"wsgi.url_scheme": bound.get("url_scheme", "http")}
        expected = _outcome(lambda: adapter(self.theirs).match(path, method, return_rule=True))
        for _ in range(2):
            context = SimpleNamespace(url_adapter=adapter(self.ours))
            found = _outcome(lambda: self.router.match(method, path, context, environ))  # noqa: B023
            assert found == expected, (method, path)
        return expected


def _outcome(match: Callable[[], tuple[werkzeug.Rule, Mapping[str, Any]]]) -> object:
    """What a match returned or raised, in a form that can be compared."""
    try:
        rule, arguments = match()
    except RequestRedirect as error:
        return "redirect", error.new_url
    except MethodNotAllowed as error:
        return "not allowed", set(error.valid_methods or ())
    except HTTPException as error:
        return (type(error).__name__,)
    except Exception as error:  # an alias of nothing, and the like
        return (type(error).__name__,)
    typed = [(name, type(value), value) for name, value in arguments.items()]
    return "rule", vars(rule)["number"], typed, arguments is not rule.defaults


FLAGS = st.fixed_dictionaries(
    {
        "strict_slashes": st.booleans(),
        "merge_slashes": st.sampled_from([True, True, True, False]),
        "redirect_defaults": st.sampled_from([True, True, False]),
    }
)
ENDPOINTS = st.sampled_from(["e", "f", "g"])
RARE: list[dict[str, Any]] = [
    {"alias": True},
    {"build_only": True},
    {"redirect_to": "elsewhere"},
    {"redirect_to": "to/<v0>"},
    {"redirect_to": lambda adapter, **values: f"/f/{len(values)}"},
    {"websocket": True, "methods": None},
    {"defaults": {"v0": 7}},
    {"defaults": {"v0": "a", "extra": 1}},
]
OPTIONS = st.builds(
    lambda often, rarely: {**often, **rarely},
    st.fixed_dictionaries(
        {
            "endpoint": ENDPOINTS,
            "methods": st.none() | st.sets(st.sampled_from(["GET", "POST", "PUT"]), min_size=1),
            "strict_slashes": st.sampled_from([None, None, True, False]),
            "merge_slashes": st.sampled_from([None, None, None, True, False]),
        }
    ),
    st.sampled_from([*[{}] * 16, *RARE]),
)


@st.composite
def close_rules(draw: st.DrawFn) -> list[Specification]:
    """Rules of up to three segments of few kinds, so that many match the same paths."""
    pieces = ["a", "b", "<{}>", "<{}>", "<int:{}>", "<int(min=5):{}>", "<path:{}>", "<shout:{}>"]
    pieces += ["x<int:{}>", "<any(a, 7):{}>"]
    kinds = draw(st.lists(st.sampled_from(pieces), min_size=2, max_size=4))
    segments = st.lists(st.sampled_from(kinds), min_size=1, max_size=3)
    found: list[Specification] = []
    for _ in range(draw(st.integers(1, 6))):
        parts = [one.format(f"v{number}") for number, one in enumerate(draw(segments))]
        text = "/" + "/".join(parts) + draw(st.sampled_from(["", "", "/"]))
        options = draw(OPTIONS)
        if draw(st.integers(0, 7)) == 0:
            # The classical pair: the first page has a short URL.
            prefix, endpoint = "/" + "/".join(parts[1:]), {"endpoint": options["endpoint"]}
            found.append((prefix + "/<int:p>", endpoint))
            found.append((prefix, {**endpoint, "defaults": {"p": 7}}))
            found.append((prefix + "/first", {**endpoint, "defaults": {"p": 7}, "alias": True}))
        found.append((text, options))
    return draw(st.permutations(found))


@profile
@given(flags=FLAGS, rules=close_rules(), data=st.data())
def test_every_short_path_ends_as_with_werkzeug(
    flags: dict[str, Any], rules: list[Specification], data: st.DataObject
) -> None:
    """All paths of three segments find the same rule, arguments, redirect or refusal."""
    both = Both(**flags)
    late = data.draw(st.integers(1, len(rules)))
    methods = ("GET", "POST") if late % 2 else ("GET",)
    for step in filter(None, (rules[:late], rules[late:])):
        both.add(step)
        for length in (1, 2, 3):
            for segments in product(("a", "b", "7"), repeat=length):
                for method, end in product(methods, ("", "/")):
                    both.compare(method, "/" + "/".join(segments) + end)


VARIABLES = {
    "": ["a", "b", "7", "é", "a.b", "x-y", "%2F", "a b", "\n", "a\nb"],
    "string(length=2):": ["ab", "b7"],
    "string(maxlength=3):": ["abc", "b"],
    "int:": ["0", "7", "42"],
    "int(signed=True):": ["-7", "7"],
    "int(min=5):": ["4", "5"],
    "int(fixed_digits=2):": ["07", "7"],
    "int(signed=True, min=0):": ["-7", "7"],
    "float:": ["1.5", "0.0"],
    "uuid:": ["12345678-1234-5678-1234-567812345678"],
    "any(a, b, 7):": ["a", "b", "7"],
    "path:": ["a", "a/b", "b/7/x", "a//b", "\na", "a\nb"],
    "shout:": ["", "a", "b", "ab"],
    "pair:": ["a/b", "7/x"],
}
LITERALS = ["a", "b", "x", "7", "ab", "é", "a.b", ">"]


@st.composite
def shapes(draw: st.DrawFn, literals: list[str], converters: list[str]) -> tuple[str, str]:
    """The string of a rule of up to four segments, and a path made to match it."""
    text, path = "", ""
    names = iter(f"v{number}" for number in range(12))
    for _ in range(draw(st.integers(0, 4))):
        text, path = text + "/", path + "/"
        kind = draw(st.sampled_from([*["literal", "variable"] * 5, "mixed", "mixed", "empty"]))
        if kind in {"literal", "mixed"}:
            literal = draw(st.sampled_from(literals))
            text, path = text + literal, path + literal
        for _ in range({"variable": 1, "mixed": draw(st.integers(1, 2))}.get(kind, 0)):
            converter = draw(st.sampled_from(converters))
            text = f"{text}<{converter}{next(names)}>"
            path += draw(st.sampled_from(VARIABLES[converter]))
            if kind == "mixed" and draw(st.booleans()):
                text, path = text + "-", path + "-"
    end = draw(st.sampled_from(["", "", "/"])) if text else "/"
    return text + end, path + end


@st.composite
def various_rules(draw: st.DrawFn) -> tuple[list[Specification], list[str]]:
    """Rules of all kinds, and a path aimed at each."""
    literals = draw(st.lists(st.sampled_from(LITERALS), min_size=1, max_size=2))
    converters = draw(st.lists(st.sampled_from(sorted(VARIABLES)), min_size=1, max_size=3))
    made = draw(st.lists(shapes(literals, converters), min_size=1, max_size=6))
    made += draw(st.lists(st.sampled_from(made), max_size=3))
    hosts = draw(st.integers(0, 5)) == 0
    subdomains = st.sampled_from(["", "api", "<sub>", "<path:sub>"])
    found: list[Specification] = []
    for text, _ in made:
        options = draw(OPTIONS)
        if hosts:
            options["subdomain"] = draw(subdomains)
            options["host"] = draw(st.sampled_from([None, "example.com", "<h>.com"]))
        found.append((text, options))
    return found, [path for _, path in made]


ODD = ["", "x", "//", "/", "//x", "/a//b", "/%C3", "/" + "a" * 3000, "/a\x00", "/é/٣", "///a/"]


@st.composite
def paths(draw: st.DrawFn, aimed: list[str]) -> str:
    """Paths that match, nearly match, or are odd."""
    path = draw(st.sampled_from(ODD if draw(st.integers(0, 9)) == 0 else aimed))
    segments = path.split("/")
    match draw(st.sampled_from([*[""] * 8, "end", "end", "front", "double", "drop", "swap"])):
        case "end":
            path = path[:-1] if path.endswith("/") else path + "/"
        case "front":
            path = draw(st.sampled_from(["/", "//", ""])) + path.lstrip("/")
        case "double":
            path = path.replace("/", "//", draw(st.integers(1, 3)))
        case "drop":
            path = "/".join(segments[:-1])
        case "swap":
            at = draw(st.integers(0, len(segments) - 1))
            segments[at] = draw(st.sampled_from([*LITERALS, "", "a/b", "-7"]))
            path = "/".join(segments)
        case _:
            pass
    return path


def _is_tamed(rules: list[Specification], path: str) -> bool:
    """Whether several wildcards of one rule may treat this path otherwise than Werkzeug's."""
    several = any(len(re.findall(r"<(?:path:|pair:|shout:)?v", text)) > 1 for text, _ in rules)
    return several and ("\n" in path or len(path) > 500)


@profile
@given(flags=FLAGS, made=various_rules(), data=st.data())
def test_all_kinds_of_rules_and_paths_end_as_with_werkzeug(
    flags: dict[str, Any], made: tuple[list[Specification], list[str]], data: st.DataObject
) -> None:
    """Hosts, WebSockets, custom converters and odd paths make no difference either."""
    rules, aimed = made
    flags["host_matching"] = data.draw(st.integers(0, 19)) == 0
    both = Both(by_host=data.draw(st.integers(0, 9)) == 0, **flags)
    late = data.draw(st.integers(1, len(rules)))
    for step in filter(None, (rules[:late], rules[late:])):
        both.add(step)
        methods = st.sampled_from(["GET", "GET", "POST", "HEAD", "PUT", "--"])
        requests = st.tuples(methods, paths(aimed[: both.rules]), st.integers(0, 9))
        for method, path, number in data.draw(st.lists(requests, min_size=4, max_size=8)):
            if _is_tamed(rules, path):
                continue
            bound: dict[str, Any] = {"url_scheme": "ws" if number == 0 else "http"}
            # Where no rule that can match has a subdomain, the router must be told to ask for it.
            matched = [one for one in both.theirs.iter_rules() if not one.build_only]
            by_host = both.by_host or any(one.subdomain for one in matched)
            if by_host and not flags["host_matching"] and number > 7:
                bound["subdomain"] = "api"
            outcome = both.compare(method, path, **bound)
            event(str(outcome[0]) if isinstance(outcome, tuple) else "")
