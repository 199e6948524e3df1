"""Candidates: a Werkzeug matcher of few rules answers as one of all rules would."""

import threading

import pytest
from werkzeug.routing import BaseConverter
from werkzeug.routing import Rule as WerkzeugRule
from werkzeug.routing.exceptions import NoMatch, RequestPath, RequestRedirect
from werkzeug.routing.matcher import StateMachineMatcher

from costrel_core.router import Map, Rule
from costrel_core.router.candidates import SPARE, CandidateMatcher


def filled(*texts: str, **options: object) -> CandidateMatcher:
    """A matcher of some rules, their strings being their endpoints."""
    url_map = Map([Rule(text, endpoint=text, **options) for text in texts])  # type: ignore[arg-type]
    matcher = url_map._matcher
    assert isinstance(matcher, CandidateMatcher)
    return matcher


def candidates(matcher: CandidateMatcher, path: str) -> set[str]:
    """The rules that are asked for a path."""
    found: set[str] = set()
    states = [matcher._matcher_for("", path)._root]
    while states:
        state = states.pop()
        found.update(rule.rule for rule in state.rules)
        states += [*state.static.values(), *(behind for _, behind in state.dynamic)]
    return found


RULES = ["/a", "/a/", "/a/b/c", "/a/<x>", "/a/<x>/y", "/b/<x>", "/<x>/z", "/a/b/<int:n>"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/a", {"/a", "/a/"}),
        ("/a/", {"/a", "/a/", "/a/<x>"}),
        ("/a/b", {"/a/<x>"}),
        ("/a/b/c", {"/a/b/c", "/a/b/<int:n>"}),
        ("/b/1", {"/b/<x>"}),
        ("/b/z", {"/b/<x>", "/<x>/z"}),
        ("/b//1", {"/b/<x>"}),
        ("/?", set()),
        ("", set()),
    ],
)
def test_only_rules_whose_literals_fit_are_asked(path: str, expected: set[str]) -> None:
    """The literal segments of the path select the rules; a slash at the end is no hindrance."""
    assert candidates(filled(*RULES), path) == expected


def test_slashes_are_merged_for_the_choice() -> None:
    """Rules for the path with merged slashes are candidates, besides those for it as it is."""
    matcher = filled("/a/b/c", "/a/<path:x>")
    assert candidates(matcher, "/a//b//c") == {"/a/b/c", "/a/<path:x>"}
    with pytest.raises(RequestPath) as redirect:
        filled("/a/b/c").match("", "/a//b//c", "GET", False)
    assert redirect.value.path_info == "/a/b/c"


def test_the_rule_added_first_wins() -> None:
    """Candidates are arranged in the order in which all rules were added."""
    matcher = filled("/<a>/x", "/<b>/x")
    assert matcher.match("", "/1/x", "GET", False)[0].endpoint == "/<a>/x"

    class Heavy(BaseConverter):
        regex = "[^/].*?"
        weight = BaseConverter.weight

    for texts in (("/<a>", "/<heavy:b>"), ("/<heavy:b>", "/<a>")):
        rules = [Rule(text, endpoint=text) for text in texts]
        adapter = Map(rules, converters={"heavy": Heavy}).bind("localhost")
        assert adapter.match("/x")[0] == texts[0]


@pytest.mark.parametrize("first", ["/<word:x>/a", "/<x>/a"])
def test_the_variable_brought_in_first_wins(first: str) -> None:
    """Of two with equal weight that is the one of an older rule, though it be no candidate itself."""

    class Word(BaseConverter):
        regex = "[a-z]+"

    others = ["/<x>/b/", "/<word:x>/b/"]
    rules = [Rule(text, endpoint=text) for text in (first, *others)]
    adapter = Map(rules, converters={"word": Word}).bind("localhost")
    with pytest.raises(RequestRedirect):
        adapter.match("/x/b")
    assert adapter.match("/x/b/")[0] == first.replace("/a", "/b/")


@pytest.mark.parametrize("first", ["<sub>", "<string(maxlength=9):sub>"])
def test_the_subdomain_brought_in_first_wins(first: str) -> None:
    """The order of domains is kept, too, and that of variables within each domain."""
    rules = [Rule("/other", endpoint="other", subdomain=first)]
    for subdomain in ("<sub>", "<string(maxlength=9):sub>"):
        rules.append(Rule("/<x>", endpoint=subdomain, subdomain=subdomain))
    adapter = Map(rules).bind("example.com", subdomain="api")
    assert adapter.match("/x") == (first, {"sub": "api", "x": "x"})


def test_merging_can_be_turned_off_later() -> None:
    """The flag counts at the moment of the match, also for matchers that are kept."""
    matcher = filled("/a/b")
    with pytest.raises(RequestPath):
        matcher.match("", "/a//b", "GET", False)
    matcher.merge_slashes = False
    with pytest.raises(NoMatch):
        matcher.match("", "/a//b", "GET", False)


def test_matchers_are_kept_by_place() -> None:
    """Paths that lead alike share one matcher, so that strange paths can't fill the memory."""
    matcher = filled("/a/<x>", "/b/<x>")
    first = matcher._matcher_for("", "/a/1")
    for number in range(500):
        assert matcher._matcher_for("", f"/a/{number}") is first
        matcher._matcher_for("", f"/{number}//{number}")
    assert len(matcher._shelf.matchers) == 2


def test_kept_matchers_hold_a_bounded_number_of_rules() -> None:
    """Where each of many nodes needs many rules, old matchers make room for new ones."""
    number = 120
    paths = (f"/<path:x>/{i}" for i in range(number))
    matcher = filled(*paths, *(f"/s{i}/x" for i in range(number)))
    held = []
    for i in range(number):
        matcher._matcher_for("", f"/s{i}/x")
        held.append(len(matcher._shelf.matchers) * (number + 1))
    assert max(held) <= 2 * (2 * number) + SPARE
    assert held.count(number + 1) > 1  # it began again


def test_a_rule_added_later_is_found() -> None:
    """What is kept is dropped when a rule comes in."""
    url_map = Map([Rule("/a/<x>", endpoint="one")])
    adapter = url_map.bind("localhost")
    assert adapter.match("/a/b")[0] == "one"
    url_map.add(Rule("/a/b", endpoint="two"))
    assert adapter.match("/a/b")[0] == "two"
    assert adapter.match("/a/c", "POST")[0] == "one"
    url_map._rules[0].methods = {"GET"}
    url_map.add(Rule("/a/<y>", endpoint="three"))
    assert adapter.match("/a/c", "POST")[0] == "three"


@pytest.mark.parametrize("subdomain", ["api", "<sub>", "<path:sub>"])
def test_domains_are_noticed(subdomain: str) -> None:
    """The matcher knows whether any rule looks at the host."""
    assert not filled("/a").domains
    assert filled("/a", subdomain=subdomain).domains


def test_rules_of_werkzeugs_class_are_taken() -> None:
    """A plain Werkzeug rule in our map is matched like ours."""
    url_map = Map([WerkzeugRule("/x/<int:n>", endpoint="e")])
    assert url_map.bind("localhost").match("/x/1") == ("e", {"n": 1})


def test_it_is_a_matcher_of_werkzeugs() -> None:
    """Code that looks for Werkzeug's matcher finds one."""
    assert isinstance(filled("/"), StateMachineMatcher)


def test_rules_can_be_added_while_others_match() -> None:
    """No thread sees a half-added rule, and each rule is found as soon as it is added."""
    url_map = Map([Rule("/<x>/first", endpoint="first")])
    adapter = url_map.bind("localhost")
    errors: list[BaseException] = []
    done = threading.Event()

    def match() -> None:
        try:
            while not done.is_set():
                assert adapter.match("/1/first")[0] == "first"
        except BaseException as error:  # told to the test
            errors.append(error)

    threads = [threading.Thread(target=match) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(60):
        url_map.add(Rule(f"/<int:x>/{number}", endpoint=str(number)))
        assert adapter.match(f"/1/{number}")[0] == str(number)
    done.set()
    for thread in threads:
        thread.join()
    assert errors == []
