"""Where in its templates an error arose."""

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mako.exceptions import CompileException, SyntaxException

from costrel_mako.places import note_places

Write = Callable[..., Path]


def test_an_error_shows_the_lines_of_its_templates(app: Any, write: Write) -> None:
    """All that were entered, the outermost first, once, with their files."""
    layout = write("layout.html", "<html>\n${next.body()}")
    page = write("page.html", "<%inherit file='layout.html'/>\n\n<p>${1 // 0}</p>")
    with app.app_context(), pytest.raises(ZeroDivisionError) as raised:
        app.template_engine.render("page.html", {})
    note = (
        "In these templates:\n"
        f"  {layout}, line 2: ${{next.body()}}\n"
        f"  {page}, line 3: <p>${{1 // 0}}</p>"
    )
    assert raised.value.__notes__ == [note]
    note_places(raised.value)
    assert raised.value.__notes__ == [note]
    assert note in "".join(traceback.format_exception(raised.value))


def test_templates_of_one_name_are_told_apart(app: Any, write: Write, tmp_path: Path) -> None:
    """A template of another application, compiled later, has another place."""
    from costrel_core import App

    other = App("other", root_path=str(tmp_path / "other"), plugins=["mako"])
    page = write("page.html", "\n${1 // 0 + x}")
    write("page.html", "\n\n\n\n\n${x}", "other/templates")
    for site, context in ((app, {"x": 0}), (other, {"x": 0})):
        with site.app_context():
            if site is app:
                with pytest.raises(ZeroDivisionError):
                    site.template_engine.render("page.html", context)
            else:
                site.template_engine.render("page.html", context)
    with app.app_context(), pytest.raises(ZeroDivisionError) as raised:
        app.template_engine.render("page.html", {"x": 0})
    assert f"{page}, line 2: ${{1 // 0 + x}}" in raised.value.__notes__[0]


def test_a_template_that_was_a_string_says_so(app: Any) -> None:
    """It has no file; the line is that of the string."""
    with app.app_context(), pytest.raises(NameError) as raised:
        app.template_engine.render_string("\n ${missing}", {})
    assert raised.value.__notes__ == ["In these templates:\n  a string, line 2: ${missing}"]


@pytest.mark.alone
def test_an_error_of_something_else_stays_as_it_is() -> None:
    """Without a template in its traceback there is nothing to say."""
    error = ValueError("plain")
    note_places(error)
    assert not hasattr(error, "__notes__")


@pytest.mark.parametrize(
    ("source", "line"),
    [("\n% if x:\ntext", 2), ("\n\n${ x = = 1 }", 3), ("<%nope/>", 1)],
)
def test_an_error_of_syntax_names_file_and_line(
    app: Any, write: Write, source: str, line: int
) -> None:
    """Mako's error says what is wrong there."""
    page = write("page.html", source)
    with (
        app.app_context(),
        pytest.raises((CompileException, SyntaxException)) as raised,
    ):
        app.template_engine.render("page.html", {})
    assert f"in file '{page}' at line: {line} " in str(raised.value)
