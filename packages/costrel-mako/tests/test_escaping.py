"""What a template does last with each value."""

import html
from typing import Any

import markupsafe
import pytest
from hypothesis import given
from hypothesis import strategies as st

from costrel_mako import escaping

pytestmark = pytest.mark.alone


class Page:
    """An object that knows its own HTML."""

    def __html__(self) -> str:
        return "<page>"


@given(st.text() | st.text().map(markupsafe.Markup) | st.integers() | st.none())
def test_a_value_is_escaped_as_markupsafe_does(value: Any) -> None:
    """The text is the same for every kind of value."""
    assert str(escaping.escape(value)) == str(markupsafe.escape(value))


def test_what_knows_its_html_is_asked() -> None:
    """It says what stands on the page; a subclass of str is no plain string."""
    assert escaping.escape(Page()) == "<page>"
    assert escaping.escape("<b>") == "&lt;b&gt;"


@given(st.text())
def test_entities_break_out_of_no_attribute(value: str) -> None:
    """Letters have their names, and whatever HTML gives a meaning to is escaped once."""
    text = str(escaping.entities(value))
    assert html.unescape(text) == html.unescape(str(markupsafe.escape(value)))
    assert not set("<>\"'") & set(text)


def test_entities_are_names() -> None:
    """As HTML has them; any value is a string first."""
    assert escaping.entities("ä < 'b'") == "&auml; &lt; &#39;b&#39;"
    assert escaping.entities(5) == "5"
