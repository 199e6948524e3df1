"""Answers: what a rule is certain to answer."""

from typing import Any
from uuid import UUID

import pytest
from werkzeug import routing as werkzeug

from costrel_core.router import Map, Rule
from costrel_core.router.answers import Answer


class Upper(werkzeug.BaseConverter):
    """A converter with a conversion of its own."""

    def to_python(self, value: str) -> str:
        return value.upper()


class Named(werkzeug.UnicodeConverter):
    """A converter without one."""


def answer(text: str, *others: Rule, **options: Any) -> Answer:
    """The answer of a rule in a map with others, which come first."""
    rule = Rule(text, endpoint="e", **options)
    url_map = Map([*others, rule], converters={"upper": Upper, "named": Named})
    return Answer(rule, url_map)


@pytest.mark.parametrize(
    ("variable", "text", "value"),
    [
        ("<v>", "a", "a"),
        ("<path:v>", "a/b", "a/b"),
        ("<any(a, b):v>", "a", "a"),
        ("<named:v>", "a", "a"),
        ("<int:v>", "07", 7),
        ("<int(signed=True):v>", "-7", -7),
        ("<float:v>", "1.5", 1.5),
        ("<uuid:v>", f"{UUID(int=5)}", UUID(int=5)),
    ],
)
def test_common_conversions_are_quick(variable: str, text: str, value: object) -> None:
    """What can't fail is converted without asking the converter."""
    found = answer(f"/{variable}")
    ((name, convert),) = found.variables
    assert (name, convert(text), found.quick) == ("v", value, True)


@pytest.mark.parametrize(
    "variable",
    [
        "<upper:v>",
        "<int(min=0):v>",
        "<int(max=0):v>",
        "<int(fixed_digits=2):v>",
        "<float(max=1):v>",
    ],
)
def test_other_conversions_are_the_converters(variable: str) -> None:
    """Custom converters and those with limits are asked, and may refuse."""
    found = answer(f"/{variable}")
    assert found.certain
    assert not found.quick


@pytest.mark.parametrize(
    "options", [{"alias": True}, {"websocket": True}, {"redirect_to": "x"}, {"redirect_to": ""}]
)
def test_rules_that_may_answer_otherwise_are_uncertain(options: dict[str, Any]) -> None:
    """Aliases, WebSocket rules and redirects are left to Werkzeug."""
    found = answer("/x", **options)
    assert (found.certain, found.quick) == (False, False)


def test_a_rule_that_another_has_defaults_for_is_uncertain() -> None:
    """It may redirect to the shorter URL; the rule with the defaults itself is certain."""
    short = Rule("/", endpoint="e", defaults={"n": 1})
    assert not answer("/<int:n>", short).certain
    assert answer("/<int:n>", Rule("/", endpoint="other", defaults={"n": 1})).certain
    assert answer("/x", Rule("/<int:n>", endpoint="e"), defaults={"n": 1}).certain


def test_a_rule_comes_before_those_added_later() -> None:
    """Of two rules with the same defaults the first one is certain, the second one is not."""
    first, second = (Rule(text, endpoint="e", defaults={"n": 1}) for text in ("/x", "/y"))
    url_map = Map([first, second])
    assert Answer(first, url_map).certain
    assert not Answer(second, url_map).certain


def test_defaults_are_a_copy() -> None:
    """Nothing that a request does to its arguments reaches the rule."""
    defaults = {"n": 1}
    found = answer("/", defaults=defaults)
    assert found.defaults == defaults
    assert found.defaults is not defaults


def test_a_rule_whose_endpoint_was_changed_still_answers() -> None:
    """The endpoint may have no list of rules in the map then."""
    rule = Rule("/", endpoint="e")
    url_map = Map([rule])
    rule.endpoint = "changed"
    assert Answer(rule, url_map).certain
