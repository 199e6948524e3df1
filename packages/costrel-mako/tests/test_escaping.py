"""What a template does last with each value."""

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
