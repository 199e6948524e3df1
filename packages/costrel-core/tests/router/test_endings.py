"""What rules end with, parsed once."""

from typing import Any

import pytest
from werkzeug.routing import BaseConverter, RequestRedirect
from werkzeug.routing.rules import Rule as WerkzeugRule

from costrel_core.router import Map, Rule
from costrel_core.router.endings import CAPACITY


class Shouting(BaseConverter):
    """Upper case."""

    def to_python(self, value: str) -> str:
        """In capitals."""
        return value.upper()


def matched(url_map: Map, path: str) -> Any:
    """The arguments that a path gives."""
    return url_map.bind("localhost").match(path)[1]


def test_rules_that_end_alike_share_what_was_parsed() -> None:
    """Parts and converters are one, values and names are each rule's own."""
    one, two = Rule("/a/<int:n>/view", endpoint="a"), Rule("/b/c/<int:n>/view", endpoint="b")
    url_map = Map([one, two])
    assert one._parts[-1] is two._parts[-1]
    assert one._parts[-2] is two._parts[-2]
    assert one._converters["n"] is two._converters["n"]
    assert one._converters is not two._converters
    assert one.arguments == two.arguments == {"n"}
    assert matched(url_map, "/a/1/view") == {"n": 1}
    assert matched(url_map, "/b/c/2/view") == {"n": 2}
    assert url_map.bind("localhost").build("b", {"n": 3}) == "/b/c/3/view"


def test_an_ending_is_what_werkzeug_parses() -> None:
    """Parts and trace alike, whether it is the first rule that has it or the second."""
    for text in ("/<a>", "/x/<path:p>/", "/y-<int:a>-<b>/z", "/a>b/c", "/", "/x//y/<c>"):
        ours = [Rule(text, endpoint="e") for _ in range(2)]
        theirs = WerkzeugRule(text, endpoint="e")
        Map([theirs])
        Map(ours)
        for rule in ours:
            assert rule._trace == theirs._trace
            if "-" not in text:  # where wildcards touch, the expression is ours
                assert rule._parts == theirs._parts


def test_the_same_text_with_another_converter_is_another_ending() -> None:
    """The converters of a map are a dict that anybody changes."""
    url_map = Map([Rule("/a/<int:n>", endpoint="a")])
    url_map.converters["int"] = Shouting
    url_map.add(Rule("/b/<int:n>", endpoint="b"))
    assert matched(url_map, "/a/1") == {"n": 1}
    assert matched(url_map, "/b/x") == {"n": "X"}


def test_converters_that_an_application_brings_are_each_rules_own() -> None:
    """They may keep something."""
    url_map = Map(converters={"loud": Shouting})
    one, two = Rule("/a/<loud:n>", endpoint="a"), Rule("/b/<loud:n>", endpoint="b")
    url_map.add(one)
    url_map.add(two)
    assert one._converters["n"] is not two._converters["n"]


def test_a_rule_that_chooses_its_converters_is_asked() -> None:
    """Each rule of such a class, whatever others end with."""

    class Loud(Rule):
        def get_converter(self, variable_name: str, *_: Any) -> BaseConverter:
            assert self.map is not None
            return Shouting(self.map)

    url_map = Map([Rule("/a/<n>", endpoint="a"), Loud("/b/<n>", endpoint="b")])
    assert matched(url_map, "/a/x") == {"n": "x"}
    assert matched(url_map, "/b/x") == {"n": "X"}


def test_a_map_keeps_so_many_endings_and_no_more() -> None:
    """The rules that had those that go keep them."""
    url_map = Map()
    for number in range(CAPACITY + 1):
        url_map.add(Rule(f"/<a>/{number}", endpoint=f"{number}"))
    assert len(url_map.endings._known) == 1
    assert matched(url_map, "/x/0") == {"a": "x"}


def test_a_mistake_is_none_of_what_is_shared() -> None:
    """It shows each time, naming the whole rule, and leaves nothing behind."""
    url_map = Map()
    for _ in range(2):
        with pytest.raises(ValueError, match=r"malformed url rule: '/a/<b'"):
            url_map.add(Rule("/a/<b", endpoint="a"))
        with pytest.raises(LookupError, match="'nothing' does not exist"):
            url_map.add(Rule("/a/<nothing:b>", endpoint="a"))
    url_map.add(Rule("/a/<b>/", endpoint="a"))
    with pytest.raises(RequestRedirect):
        matched(url_map, "/a/b")
