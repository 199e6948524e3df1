"""The template that is quick to begin."""

from collections import ChainMap
from typing import Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.runtime import Context

from costrel_templating.template import Template

names = st.dictionaries(st.sampled_from("abcde"), st.integers(), max_size=4)


def templates(own: dict[str, Any], everywhere: dict[str, Any]) -> list[jinja2.Template]:
    """The same template as Jinja's class and as ours."""
    made: list[jinja2.Template] = []
    for kind in (jinja2.Template, Template):
        environment = jinja2.Environment()
        environment.template_class = kind
        environment.globals = dict(everywhere)
        made.append(environment.from_string("{% block b %}{% endblock %}", globals=dict(own)))
    return made


@given(
    own=names,
    everywhere=names,
    given_names=st.none() | names,
    shared=st.booleans(),
    local=st.none() | names,
)
def test_a_context_is_the_one_that_jinja_makes(
    own: Any, everywhere: Any, given_names: Any, shared: bool, local: Any
) -> None:
    """Globals, arguments and local names reach the context as in Jinja's class, in that order."""
    expected, made = (
        template.new_context(None if given_names is None else dict(given_names), shared, local)
        for template in templates(own, everywhere)
    )
    assert list(made.parent.items()) == list(expected.parent.items())
    assert made.globals_keys == expected.globals_keys
    assert made.blocks.keys() == expected.blocks.keys()
    assert made.name == expected.name


def test_names_of_a_rendering_stay_out_of_the_globals() -> None:
    """What one rendering is given or sets is gone in the next."""
    _, template = templates({"a": 1}, {"b": 2})
    template.new_context({"a": 9, "c": 3})
    assert dict(template.globals) == {"a": 1, "b": 2}


def test_a_name_that_is_no_text_is_refused_as_jinja_does() -> None:
    """A context processor that returns a number for a name gets Jinja's TypeError."""
    for template in templates({}, {}):
        with pytest.raises(TypeError, match="keywords must be strings"):
            template.new_context({1: 2})  # type: ignore[dict-item]  # the mistake


def test_later_globals_are_seen() -> None:
    """A global that is added or replaced after the template was loaded counts."""
    _, template = templates({}, {"a": 1})
    template.environment.globals.update(a=2, b=3)
    assert template.new_context().parent == {"a": 2, "b": 3}


class Watched(Context):
    """A context class that keeps what it is given."""

    def __init__(self, *args: Any, globals: Any = None) -> None:  # noqa: A002  # Jinja's name
        super().__init__(*args, globals=globals)
        self.given = globals


def test_another_context_class_gets_what_jinja_gives_it() -> None:
    """A context class of somebody else is handed the chain of globals."""
    _, template = templates({"a": 1}, {"b": 2})
    template.environment.context_class = Watched
    context = template.new_context()
    assert isinstance(context, Watched)
    assert context.given is template.globals


@pytest.mark.parametrize("chain", [{"a": 1}, ChainMap({"a": 1}, {"b": 2}, {"c": 3})])
def test_globals_of_another_shape_are_jinjas_business(chain: Any) -> None:
    """Globals that some other ``make_globals`` made are passed on as they are."""
    _, template = templates({}, {})
    template.globals = chain
    assert template.new_context().parent == dict(chain)


def test_it_shows_itself_as_jinjas_class_does() -> None:
    """The repr is Jinja's, and so is the base class."""
    jinjas, ours = templates({}, {})
    assert repr(ours).split(" ")[0] == repr(jinjas).split(" ")[0] == "<Template"
    assert isinstance(ours, jinja2.Template)
