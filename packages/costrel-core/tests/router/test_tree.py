"""The tree: nodes for literal segments, moves for variables."""

import re
import sys

import pytest
from werkzeug.routing.rules import RulePart

from costrel_core.router import Map, Rule
from costrel_core.router.tree import Node


def tree(*texts: str) -> Node:
    """The tree of some rules."""
    node = Node()
    url_map = Map()
    for text in texts:
        rule = Rule(text, endpoint=text)
        url_map.add(rule)
        node.insert(rule, rule._parts[2:])
    return node


def ends(node: Node) -> list[str]:
    """The strings of the rules that end at a node."""
    return [rule.rule for rule in node.rules]


def test_rules_share_their_beginning() -> None:
    """Equal segments and equal variables lead to one node, whatever the variables are called."""
    root = tree("/a/<x>", "/a/<y>/b", "/a/<int:z>", "/a/c")
    assert list(root.static) == ["a"]
    node = root.static["a"]
    assert len(node.moves) == 2
    assert ends(node.static["c"]) == ["/a/c"]
    by_text = next(move for move in node.moves if move.match("text"))
    assert ends(by_text.node) == ["/a/<x>"]
    assert ends(by_text.node.static["b"]) == ["/a/<y>/b"]


def test_rules_that_end_at_one_node_keep_their_order() -> None:
    """The rule that was added first is the first to be asked."""
    assert ends(tree("/<a>", "/<b>", "/<a>").moves[0].node) == ["/<a>", "/<b>", "/<a>"]


def test_moves_are_in_the_order_of_their_weight() -> None:
    """Numbers come before texts and texts before paths, whatever was added first."""
    moves = tree("/<path:a>", "/<b>", "/x<e>", "/<int:c>", "/<uuid:d>").moves
    texts = [move.part.content for move in moves]
    assert texts[0].startswith("x")
    assert [text[17:20] for text in texts[1:]] == ["[0-", "[^/", "[A-", "[^/"]
    assert moves[-1].final


@pytest.mark.parametrize(
    ("path", "reached"),
    [
        ("", {"/"}),
        ("a", {"/<path:x>"}),
        ("a/x", {"/a/<x>", "/<x>/x", "/<path:x>"}),
        ("a/b", {"/a/<x>", "/a/b", "/a/b/", "/<path:x>"}),
        ("a/b/", {"/a/<x>", "/a/b", "/a/b/", "/<path:x>"}),
        ("?/x/", {"/<x>/x", "/<path:x>"}),
        ("a/b/c/d/e/f/", {"/<path:x>"}),
        ("p/x", {"/<x>/x", "/<path:x>", "/p/<path:x>/", "/p/<path:x>/x"}),
    ],
)
def test_rules_that_could_match_are_reached(path: str, reached: set[str]) -> None:
    """Literal segments must fit; what variables take, and a slash at the end, does not matter."""
    rules = ["/", "/a/<x>", "/a/b", "/a/b/", "/a/b/c/x", "/<x>/x", "/a/<x>/<y>/<z>/x"]
    root = tree(*rules, "/p/<path:x>/", "/p/<path:x>/x", "/<path:x>")
    found = {rule.rule for end in root.reach(path.split("/")) for rule in end.rules}
    assert found - {"/<path:x>"} == reached - {"/<path:x>"}
    assert "/<path:x>" in found


WAYS = ["/", "/a", "/a/<b>", "/a/<b>/c", "/n/<int:n>", "/m/<int:n>/x", "/m/<t>/y", "/p/<path:p>"]
WAYS += ["/q/<int:n>", "/q/<path:p>", "/v<n>/w", "/s/"]


@pytest.mark.parametrize(
    ("path", "rule", "texts", "only_way"),
    [
        ("", ["/"], [], False),  # a slash at the end: there could be a rule without it
        ("a", ["/a"], [], False),  # /v<n> begins with a variable, too
        ("a/1", ["/a/<b>"], ["1"], False),
        ("n/12", ["/n/<int:n>"], ["12"], False),
        ("q/x/2", ["/q/<path:p>"], ["x/2"], False),
        ("q/1/2", None, ["1"], False),  # the number leads nowhere, and only a search turns back
        ("p/x", ["/p/<path:p>"], ["x"], False),
        ("p/", None, [], False),
        ("m/1/y", None, ["1"], False),
        ("v1/w", None, [], False),  # no whole segment: it takes a search
    ],
)
def test_the_first_way(path: str, rule: list[str] | None, texts: list[str], only_way: bool) -> None:
    """It ends where Werkzeug looks first, with the texts of the variables on it."""
    node, found, only = tree(*WAYS).first_way(path.split("/"))
    assert (node and ends(node), found, only) == (rule, texts, only_way)


@pytest.mark.parametrize(
    ("path", "only_way"),
    [
        ("a", True),
        ("n/1", True),
        ("n/x", True),
        ("n", True),
        ("?", True),
        ("n/", True),
        ("a/", False),  # a rule could forgive the slash
        ("m/1/y", False),  # /m/<t> takes numbers as well
        ("m/1/x", False),
        ("p/x/y", True),
        ("c/x/d", False),  # /c/<t> takes the literal x as well
        ("c/y/?", True),
    ],
)
def test_the_only_way(path: str, only_way: bool) -> None:
    """It is told where nothing but the first way can lead to a rule."""
    rules = ["/a", "/n/<int:n>", "/m/<int:n>/x", "/m/<t>/y", "/p/<path:p>", "/c/x/e", "/c/<t>/d"]
    assert tree(*rules).first_way(path.split("/"))[2] is only_way


def test_the_only_way_may_cease_to_be() -> None:
    """What is added later may lead to the same path, however far behind it that ends."""
    root = tree("/a/b/c", "/<int:n>/x", "/s/", "/s/t")
    assert [root.first_way(way)[2] for way in (["a", "b", "c"], ["s", ""])] == [False, False]
    root = tree("/a/b/c", "/s/")
    assert [root.first_way(way)[2] for way in (["a", "b", "c"], ["s", ""])] == [True, True]
    for text, way in (("/a/<t>", ["a", "b", "c"]), ("/s", ["s", ""])):
        rule = Rule(text, endpoint="later")
        Map([rule])
        root.insert(rule, rule._parts[2:])
        assert root.first_way(way)[2] is False


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("/<a>", True),
        ("/<int:a>/x", True),
        ("/<path:a>", True),
        ("/<path:a>/", False),
        ("/<path:a>/<b>", False),
        ("/<a><b>", False),
        ("/x<a>", False),
        ("/<a>.x", False),
    ],
)
def test_whole_moves(text: str, whole: bool) -> None:
    """A move is whole where all that it takes is the text of its one variable."""
    assert tree(text).moves[0].whole is whole


def test_expressions_compile_on_their_first_use() -> None:
    """A tree of many rules compiles nothing by itself."""
    sys.modules["re"].purge()
    move = tree("/<int(fixed_digits=3):a>").moves[0]
    before = move.match
    assert not isinstance(getattr(before, "__self__", None), re.Pattern)
    assert move.accepts("123")
    assert isinstance(getattr(move.match, "__self__", None), re.Pattern)
    assert move.groups == ("__werkzeug_0",)


def test_groups_are_in_the_order_of_the_variables() -> None:
    """Eleven variables in a segment: the tenth comes after the second."""
    names = "abcdefghijk"
    move = tree("/" + "-".join(f"<int:{name}>" for name in names)).moves[0]
    match = move.match("-".join(str(number) for number in range(11)))
    assert match is not None
    assert [match[group] for group in move.groups] == [str(number) for number in range(11)]


def test_parts_of_one_expression_but_another_weight_are_two_moves() -> None:
    """Werkzeug orders them apart, and so does the tree."""
    node = Node()
    rules = [Rule("/<a>", endpoint="a"), Rule("/<b>", endpoint="b")]
    Map(rules)
    heavy: RulePart = rules[0]._parts[2]
    heavy.weight = heavy.weight._replace(argument_weights=[300])
    for rule in rules:
        node.insert(rule, rule._parts[2:])
    assert [ends(move.node) for move in node.moves] == [["/<b>"], ["/<a>"]]
