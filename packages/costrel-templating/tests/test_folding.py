"""What a compilation depends on besides source and settings."""

import jinja2
import pytest

from costrel_templating.folding import is_settled, used_filters, used_tests

pytestmark = pytest.mark.alone


@pytest.fixture
def environment() -> jinja2.Environment:
    """An environment with a filter and a test of an application."""
    environment = jinja2.Environment()
    environment.filters["shout"] = str.upper
    environment.tests["small"] = lambda value: value < 3
    return environment


def settled(environment: jinja2.Environment, source: str) -> bool:
    """Whether a source is settled in an environment."""
    tree = environment.parse(source)
    return is_settled(tree, used_filters(tree, environment), used_tests(tree, environment))


def test_the_filters_and_tests_of_a_source_are_found(environment: jinja2.Environment) -> None:
    """All that are named are found with their function, an unknown one with None."""
    tree = environment.parse(
        "{% if x is small %}{{ x|shout|upper }}{% endif %}{% filter nope %}{% endfilter %}"
    )
    assert dict(used_filters(tree, environment)) == {
        "shout": str.upper,
        "upper": environment.filters["upper"],
        "nope": None,
    }
    assert dict(used_tests(tree, environment)) == {"small": environment.tests["small"]}


@pytest.mark.parametrize(
    "source",
    [
        "text",
        "{{ 'a'|upper }}",
        "{{ 1 is odd }}",
        "{{ 'a'|nope }}",
        "{{ user|shout }}",
        "{{ user.name[0]|upper|shout }}",
        "{{ user|shout('x') }}",
        "{{ call()|shout }}",
        "{{ user is small }}",
        "{{ user|tojson }}",
        "{% filter shout %}text{% endfilter %}",
    ],
)
def test_what_happens_in_each_rendering_is_settled(
    environment: jinja2.Environment, source: str
) -> None:
    """Jinja's own filters on constants, and any on a variable, come out the same each time."""
    assert settled(environment, source)


@pytest.mark.parametrize(
    "source",
    [
        "{{ 'a'|shout }}",
        "{{ 'a'|upper|shout }}",
        "{{ 'a'|shout|upper }}",
        "{{ ('a' or user)|shout }}",
        "{{ ['a'][0].x|shout }}",
        "{{ 1 is small }}",
        "{{ {}|tojson }}",
        "{{ 'https://a.b'|urlize }}",
        "{{ 'a b c'|truncate(2) }}",
        "{{ 'upper' is filter }}",
        "{{ 'odd' is test }}",
    ],
)
def test_what_a_compilation_may_evaluate_is_open(
    environment: jinja2.Environment, source: str
) -> None:
    """A filter or test on a constant is open where another compilation may see another answer."""
    assert not settled(environment, source)


def test_a_replaced_filter_of_jinjas_is_the_applications(environment: jinja2.Environment) -> None:
    """Under a name of Jinja's, another function counts as what it is."""
    environment.filters["upper"] = str.lower
    assert not settled(environment, "{{ 'a'|upper }}")
