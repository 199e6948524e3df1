"""A compiled template."""

from collections.abc import Callable
from typing import Any

import pytest
from mako.exceptions import NameConflictError
from markupsafe import Markup

from costrel_mako import Lookup, Template


@pytest.fixture
def template(app: Any) -> Callable[..., Template]:
    """Compiles a source."""

    def template(source: str, name: str | None = None, escapes: bool = True) -> Template:
        return Template(Lookup(app), name, escapes=escapes, text=source)

    return template


def test_the_context_is_stronger_than_the_names(template: Callable[..., Template]) -> None:
    """What the view passes hides what every template sees."""
    text = template("${a} ${b}").text({"a": "global", "b": "global"}, {"a": "view"})
    assert text == "view global"


def test_arguments_of_the_page_are_the_context(template: Callable[..., Template]) -> None:
    """``<%page args>`` takes them; the others are in ``pageargs``."""
    page = template("<%page args='a, b=2'/>${a}${b}${sorted(pageargs)}")
    assert page.text({"c": 3}, {"a": 1, "d": 4}) == "12[&#39;d&#39;]"


@pytest.mark.parametrize("name", ["self", "buffer", "context", "loop", "UNDEFINED"])
def test_names_of_makos_are_refused(template: Callable[..., Template], name: str) -> None:
    """The error names template and variable, wherever the variable comes from."""
    for names, context in (({name: 1}, {}), ({}, {name: 1})):
        with pytest.raises(
            NameConflictError, match=f"template 'page.html' has a variable {name!r}"
        ):
            template("text", "page.html").text(names, context)
    with pytest.raises(NameConflictError, match="template that is a string has a variable"):
        template("text").text({}, {name: 1})


def test_each_template_has_a_module_of_its_own(template: Callable[..., Template]) -> None:
    """Mako finds the source of a template by the module's name."""
    first, second = template("1", "page.html"), template("2", "page.html")
    assert first.module_id != second.module_id
    assert (first.source, second.source) == ("1", "2")


def test_a_definition_is_a_function(template: Callable[..., Template]) -> None:
    """Its text is markup where the template escapes; it sees the names of every template."""
    source = "<%def name='hello(name, sign=\"!\")'>Hello ${name}${sign}${colour}</%def>"
    hello = template(source).definition("hello", {"colour": "red"})
    assert hello("<b>") == "Hello &lt;b&gt;!red"
    assert isinstance(hello("x"), Markup)
    assert hello(name="x", sign="?") == "Hello x?red"
    text = template(source, escapes=False).definition("hello", {"colour": "red"})("<b>")
    assert (text, type(text)) == ("Hello <b>!red", str)
    with pytest.raises(TypeError, match="name"):
        hello()
