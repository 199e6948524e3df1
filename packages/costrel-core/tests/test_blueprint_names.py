"""The blueprints of an endpoint."""

import pytest

from costrel_core.blueprint_names import blueprint_names

pytestmark = pytest.mark.alone


@pytest.mark.parametrize(
    ("endpoint", "names"),
    [
        (None, ()),
        ("", ()),
        ("view", ()),
        ("a.view", ("a",)),
        ("a.b.c.view", ("a.b.c", "a.b", "a")),
        (".view", ("",)),
        ("a.", ("a",)),
    ],
)
def test_they_are_named_innermost_first(endpoint, names):
    """Each with the names of those around it."""
    assert blueprint_names(endpoint) == names
