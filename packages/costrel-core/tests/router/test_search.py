"""The search: all ways, in the order of Werkzeug's matcher."""

import pytest

from costrel_core.router import Map, Rule
from costrel_core.router.answers import Answer
from costrel_core.router.candidates import CandidateMatcher
from costrel_core.router.search import Search, Unsure
from costrel_core.router.tree import Node


def search(method: str, path: str, *rules: Rule) -> tuple[tuple[str, list[str]] | None, set[str]]:
    """The endpoint and texts that a search among rules finds, and the methods it passed by."""
    url_map = Map(rules)
    matcher = url_map._matcher
    assert isinstance(matcher, CandidateMatcher)

    def answers(node: Node) -> list[Answer]:
        return [Answer(rule, url_map) for rule in node.rules]

    one = Search(method, path[1:].split("/"), answers)
    found = one.visit(matcher.tree, 0, [])
    return found and (found[0].rule.endpoint, found[1]), one.allowed


def test_it_turns_back_where_a_way_leads_nowhere() -> None:
    """A literal segment is tried first, then numbers, then texts."""
    rules = ("/a/<int:n>/x", "/<t>/<int:n>/y", "/<t>/<u>/z")
    for end, found in (("x", ["1"]), ("y", ["a", "1"]), ("z", ["a", "1"])):
        made = [Rule(text, endpoint=text[-1]) for text in rules]
        assert search("GET", f"/a/1/{end}", *made) == ((end, found), set())


def test_it_goes_on_to_the_next_rule_for_other_methods() -> None:
    """A rule for other methods is passed by, and its methods are remembered."""
    static = Rule("/a", endpoint="static", methods=["GET"])
    dynamic = Rule("/<x>", endpoint="dynamic", methods=["POST"])
    assert search("POST", "/a", static, dynamic) == (("dynamic", ["a"]), {"GET", "HEAD"})
    allowed = {"GET", "HEAD", "POST"}
    static, dynamic = static.empty(), dynamic.empty()
    assert search("PUT", "/a", static, dynamic) == (None, allowed)


@pytest.mark.parametrize(
    ("path", "texts"),
    [("/a/b/end", ["a/b"]), ("/a/end/end", ["a/end"]), ("/end", None), ("/a/end/x", None)],
)
def test_a_path_takes_all_that_is_left(path: str, texts: list[str] | None) -> None:
    """What stands behind it in the rule must stand at the end."""
    found = search("GET", path, Rule("/<path:p>/end", endpoint="e"))[0]
    assert found == (texts and ("e", texts))


def test_several_variables_of_a_segment_are_told_apart() -> None:
    """The texts come in the order of the variables."""
    found = search("GET", "/v1.2/x", Rule("/v<int:a>.<int:b>/<c>", endpoint="e"))[0]
    assert found == ("e", ["1", "2", "x"])


@pytest.mark.parametrize("text", ["/a/", "/<x>/", "/<path:x>/"])
def test_a_missing_slash_is_for_werkzeug(text: str) -> None:
    """It redirects where the rule is strict; where it is not, the rule answers."""
    with pytest.raises(Unsure):
        search("GET", "/a", Rule(text, endpoint="e"))
    found = search("GET", "/a", Rule(text, endpoint="e", strict_slashes=False))[0]
    assert found is not None
    assert found[0] == "e"


def test_a_missing_slash_does_not_count_methods() -> None:
    """A rule that would need a slash and another method is as good as none."""
    rule = Rule("/a/", endpoint="e", methods=["GET"])
    assert search("POST", "/a", rule) == (None, set())


@pytest.mark.parametrize("text", ["/a", "/<x>", "/<path:x>"])
def test_a_slash_too_many(text: str) -> None:
    """A rule that is not strict forgives it, another does not match."""
    forgiving = Rule(text, endpoint="e", strict_slashes=False)
    found = search("GET", "/a/", forgiving)[0]
    assert found is not None
    assert found[0] == "e"
    if text != "/<path:x>":
        assert search("GET", "/a/", Rule(text, endpoint="e"))[0] is None


def test_only_a_slash_is_forgiven() -> None:
    """Any other segment too many does not match, strict or not."""
    assert search("GET", "/a/b", Rule("/a", endpoint="e", strict_slashes=False))[0] is None


def test_a_path_may_end_with_the_slash_of_its_rule() -> None:
    """The slash belongs to the rule, not to the variable."""
    rule = Rule("/<path:x>/", endpoint="e")
    assert search("GET", "/a/b/", rule)[0] == ("e", ["a/b"])
