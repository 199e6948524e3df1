"""Templates call what they are given as Jinja does."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import jinja2
import pytest
from jinja2 import pass_context, pass_environment, pass_eval_context

from costrel_templating.context import Context


def plain(*arguments: Any, **names: Any) -> Any:
    """Takes what it is given."""
    return arguments, names


@pass_context
def contextual(context: Any, *arguments: Any) -> Any:
    """Wants the context."""
    return context["a"], arguments


@pass_eval_context
def evaluated(context: Any) -> Any:
    """Wants that one."""
    return context.autoescape


@pass_environment
def surrounded(environment: Any) -> Any:
    """Wants the environment."""
    return environment.autoescape


@wraps(plain)
def wrapped(*arguments: Any) -> Any:
    """Has attributes."""
    return plain(*arguments)


@wraps(contextual)
def wrapped_contextual(*arguments: Any) -> Any:
    """Has those of a function that wants the context."""
    return contextual(*arguments)


def stopping() -> Any:
    """Ends an iteration where none is."""
    raise StopIteration


class Thing:
    """Has methods, and can be called."""

    def method(self, *arguments: Any) -> Any:
        """Takes what it is given."""
        return arguments

    @pass_context
    def contextual(self, context: Any) -> Any:
        """Wants the context."""
        return context["a"]

    @pass_context
    def __call__(self, context: Any, *arguments: Any) -> Any:
        return context["a"], arguments


CALLS: list[Callable[..., Any]] = [
    plain,
    contextual,
    evaluated,
    surrounded,
    wrapped,
    wrapped_contextual,
    stopping,
    Thing().method,
    Thing().contextual,
    Thing(),
    dict,
    len,
]


@pytest.mark.parametrize("function", CALLS)
def test_a_call_gives_what_jinja_gives(function: Callable[..., Any]) -> None:
    """Functions, methods, classes and objects, whatever they want to be passed; in loops too."""
    source = "{{ f() }}{% for x in [1] %}{{ f() }}{% endfor %}{% block b scoped %}{{ f() }}{% endblock %}"
    if function not in (evaluated, surrounded, stopping, len) and function != CALLS[8]:
        source += "{{ f([]) }}"
    if function is len:
        source = "{{ f([1]) }}"
    shown: list[str] = []
    for kind in (jinja2.Environment.context_class, Context):
        environment = jinja2.Environment(autoescape=True)
        environment.context_class = kind
        shown.append(environment.from_string(source).render(f=function, a="<"))
    assert shown[0] == shown[1]


def test_an_error_shows_the_template_and_no_line_of_ours() -> None:
    """The traceback is Jinja's."""

    def fail() -> None:
        raise ZeroDivisionError

    environment = jinja2.Environment()
    environment.context_class = Context
    with pytest.raises(ZeroDivisionError) as caught:
        environment.from_string("{{ fail() }}").render(fail=fail)
    assert not any("costrel_templating" in str(entry.path) for entry in caught.traceback)
    assert [entry.name for entry in caught.traceback][-2:] == ["top-level template code", "fail"]
