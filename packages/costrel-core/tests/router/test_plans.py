"""Plans: what is known of a path before there are values."""

import pytest

from costrel_core.router import Map, Rule
from costrel_core.router.plans import Plan


def _plan(text: str, **options: object) -> Plan | None:
    """The plan of a rule that a map has."""
    rule = Rule(text, endpoint="e", **options)  # type: ignore[arg-type]  # any
    Map([rule])
    return Plan.of(rule)


def test_a_plan_has_the_texts_around_the_variables() -> None:
    """Quoted as they go out, with what types of values need no conversion."""
    plan = _plan("/ä b/<x>/-<int:n>.html")
    assert plan is not None
    assert (plan.head, plan.domain) == ("/%C3%A4%20b/", "")
    assert [(name, kind, literal) for name, _, kind, literal in plan.pieces] == [
        ("x", str, "/-"),
        ("n", int, ".html"),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("/<int(fixed_digits=3):n>", None), ("/<float:n>", None), ("/<path:n>", str)],
)
def test_other_values_are_converted(text: str, kind: type | None) -> None:
    """Numbers that are padded or have a point are for the converter."""
    plan = _plan(text)
    assert plan is not None
    assert plan.pieces[0][2] is kind


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("/<x>", {"defaults": {"y": 1}}),
        ("/", {"websocket": True}),
        ("/", {"subdomain": "<x>"}),
    ],
)
def test_some_rules_have_no_plan(text: str, options: dict[str, object]) -> None:
    """Their URLs depend on more than the values of the path."""
    assert _plan(text, **options) is None


def test_a_literal_subdomain_is_part_of_the_plan() -> None:
    """It decides whether a path is enough."""
    plan = _plan("/a", subdomain="www")
    assert plan is not None
    assert (plan.domain, plan.head, plan.pieces) == ("www", "/a", ())
