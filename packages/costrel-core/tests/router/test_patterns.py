"""Patterns: parts with several wildcards match as before, in bounded time."""

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from werkzeug import routing as werkzeug
from werkzeug.exceptions import NotFound

from costrel_core.router import Map, Rule
from costrel_core.router.patterns import LONGEST_OF_MORE, LONGEST_OF_TWO


def content(text: str, kind: type[werkzeug.Rule] = Rule) -> str:
    """The expression of the first variable part of a rule."""
    url_map = Map() if kind is Rule else werkzeug.Map()
    rule = kind(text, endpoint="e")
    url_map.add(rule)
    return next(part.content for part in rule._parts if not part.static)


@pytest.mark.parametrize(
    "text",
    [
        "/<a>",
        "/<path:a>",
        "/v<int:a>.<int:b>",
        "/<a>.<string(maxlength=4):b>",
        "/<any(x, y):a>-<b>",
        "/<path:a>/x",
        "/<path:a>/<b>",
        "/<path:a>/<int:b>/<uuid:c>/x",
    ],
)
def test_harmless_parts_stay_as_they_are(text: str) -> None:
    """Where there is but one wildcard that could give way, nothing changes."""
    digits = content(text, werkzeug.Rule).replace(r"\d+", "[0-9]{1,300}")
    assert content(text) == digits


@pytest.mark.parametrize(
    ("text", "longest"),
    [
        ("/<a>-<b>", LONGEST_OF_TWO),
        ("/<path:a>-<b>", LONGEST_OF_TWO),
        ("/<a>-<path:b>/x", LONGEST_OF_TWO),
        ("/<path:a>/v<b>/<path:c>", LONGEST_OF_MORE),
        ("/<a>-<b>-<c>-<d>", LONGEST_OF_MORE),
    ],
)
def test_wildcards_that_touch_freely_are_bounded(text: str, longest: int) -> None:
    """A text longer than the bound is not found, one that is as long is."""
    pattern = re.compile(content(text))
    filling = re.sub("<.*?>", "b", text[1:]).replace("b", "{}b", 1)
    short = filling.format("a" * (longest - len(filling) + 2))
    assert len(short) == longest
    assert pattern.match(short)
    assert not pattern.match(filling.format("a" * (longest - len(filling) + 3)))


SEVERAL = [
    "/<path:a>/<path:b>",
    "/<path:a>/x/<path:b>",
    "/<path:a>/x/<path:b>/",
    "/<path:a>x<path:b>",
    "/<path:a>/<b>/<path:c>",
    "/<path:a>/<int:b>/<path:c>/x",
    "/<path:a>/x/<path:b>/xx/<path:c>",
    "/<path:a>/<string(length=1):b>/x/<path:c>/<d>",
]


@pytest.mark.parametrize("text", SEVERAL)
@settings(max_examples=150, deadline=None)
@given(path=st.text("x/1a", max_size=14))
@example(path="a/x//x/a")
def test_several_paths_take_what_they_took(text: str, path: str) -> None:
    """The same texts match, and the variables get the same of it (but for line breaks)."""
    mine = re.compile(content(text)).match(path)
    theirs = re.compile(content(text, werkzeug.Rule)).match(path)
    assert (mine and mine.groups()) == (theirs and theirs.groups())


def test_a_line_break_is_the_one_difference() -> None:
    """A wildcard does not cross a line break, and no later split is tried to save it."""
    text, path = "/<path:a>/x/<path:b>", "p/x/q/x/\nz"
    assert re.match(content(text, werkzeug.Rule), path)
    assert not re.match(content(text), path)


@pytest.mark.parametrize(
    ("text", "hostile"),
    [
        ("/<path:a>/x/<path:b>/y", "/x" * 32_000),
        ("/<path:a>/x/<path:b>/y/<path:c>/z", "/x/y" * 16_000),
        ("/<path:a>/<b>/<path:c>/<d>/<path:e>/z", "/x" * 32_000),
        ("/<a>-<b>-x", "-" * 64_000),
        ("/<a>-<b>-x", "-" * LONGEST_OF_TWO),
        ("/<a>-<b>-<c>-x", "-" * LONGEST_OF_MORE),
        ("/<path:a>-<b>-<path:c>-x", "-" * 64_000),
    ],
)
def test_hostile_paths_cost_little(text: str, hostile: str) -> None:
    """64 KB that almost match are refused in less than a second, whatever the rule."""
    adapter = Map([Rule(text, endpoint="e")]).bind("x")
    start = time.process_time()
    with pytest.raises(NotFound):
        adapter.match("/a" + hostile)
    assert time.process_time() - start < 1
