"""Templates that are given as source."""

from typing import Any

import pytest

from costrel_mako import Lookup
from costrel_mako.strings import CAPACITY, LONGEST, CompiledStrings


@pytest.fixture
def strings(app: Any) -> CompiledStrings:
    """Strings of an application."""
    return CompiledStrings(Lookup(app))


def test_a_source_is_compiled_once(strings: CompiledStrings) -> None:
    """The second use of it gives the same template, which has no name and escapes."""
    template = strings.template("${x}")
    assert strings.template("${x}") is template
    assert template.name is None
    assert template.escapes


def test_the_application_is_asked_each_time_whether_it_escapes(
    app: Any, strings: CompiledStrings
) -> None:
    """What it says counts at once."""
    escaping = strings.template("${x}")
    app.select_jinja_autoescape = lambda name: name is not None
    assert not strings.template("${x}").escapes
    assert strings.template("${x}") is not escaping


def test_the_oldest_make_room(strings: CompiledStrings) -> None:
    """No more than CAPACITY are kept."""
    first = strings.template("0")
    for number in range(1, CAPACITY):
        strings.template(str(number))
    assert strings.template("0") is first
    strings.template("one more")
    assert strings.template("0") is not first


def test_a_long_source_is_not_kept(strings: CompiledStrings) -> None:
    """It is rendered all the same."""
    source = "x" * (LONGEST + 1)
    assert strings.template(source) is not strings.template(source)
    assert strings.template(source).text({}, {}) == source
