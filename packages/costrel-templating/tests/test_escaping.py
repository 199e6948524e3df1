"""What is inserted is escaped as MarkupSafe does it."""

from typing import Any

import jinja2
import markupsafe
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from werkzeug.local import LocalProxy

from costrel_templating import escaping
from costrel_templating.template import Template


class Word(str):
    """Text of another class."""

    __slots__ = ()


class Page:
    """Says what it is in HTML."""

    def __html__(self) -> str:
        return "<b>"

    def __str__(self) -> str:
        return "<page>"


SOURCES = (
    "{{ value }}",
    "{% set kept %}{{ value }}{% endset %}{{ kept }}",
    "{% macro shown(x) %}<i>{{ x }}</i>{% endmacro %}{{ shown(value) }}",
    "{% filter upper %}{{ value }}{% endfilter %}",
    "{{ value|e }}",
    "{% autoescape false %}{{ value }}{% endautoescape %}",
    "{% autoescape on %}{{ value }}{% endautoescape %}{{ value }}",
    "{% call(x) outer() %}{{ x }}{{ value }}{% endcall %}",
)
VALUES = st.sampled_from(
    [7, None, Markup("<&"), Word("<'"), Page(), LocalProxy(lambda: "<"), LocalProxy(lambda: Page())]
)


def _rendered(kind: type[jinja2.Template], source: str, value: Any) -> str:
    environment = jinja2.Environment(autoescape=True)
    environment.template_class = kind
    macro = "{% macro outer() %}[{{ caller('<') }}]{% endmacro %}"
    return environment.from_string(macro + source).render(value=value, on=True)


@pytest.mark.parametrize("source", SOURCES)
@given(value=st.text("<>&\"'aä\u1234", max_size=6) | VALUES)
def test_a_template_shows_what_jinjas_shows(source: str, value: Any) -> None:
    """Directly, in blocks that are kept, in macros and in filters."""
    assert _rendered(Template, source, value) == _rendered(jinja2.Template, source, value)


def test_only_markupsafes_function_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not somebody else's, nor where MarkupSafe is quick by itself."""
    own: dict[str, Any] = {"escape": str}
    escaping.quicken(own)
    assert own["escape"] is str
    theirs: dict[str, Any] = {"escape": markupsafe.escape}
    monkeypatch.setattr(escaping, "_escaped", None)
    escaping.quicken(theirs)
    assert theirs["escape"] is markupsafe.escape
