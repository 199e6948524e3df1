"""A location is refused if it is a script, and is plain only if no quoting changes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.urls import iri_to_uri

from costrel_core.locations import checked_location, is_plain
from costrel_spec.errors import UnsafeRedirect

HARMLESS = [
    "/",
    "",
    "relative",
    "https://example.com/",
    "//example.com/x",
    "/javascript:alert(1)",
    "?next=javascript:alert(1)",
    "mailto:someone@example.com",
]


@pytest.mark.parametrize(
    "location",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "  javascript:alert(1)",
        "\x00\x1f javascript:alert(1)",
        "java\tscript:alert(1)",
        "j\na\rvascript\t:alert(1)",
        "\tdata:,",
    ],
)
def test_a_script_is_refused(location):
    """However the scheme is spelled, as long as browsers take it for one; the error shows it."""
    with pytest.raises(UnsafeRedirect, match=r"\[costrel:unsafe-redirect\]") as caught:
        checked_location(location)
    assert repr(location) in str(caught.value)
    assert isinstance(caught.value, ValueError)


@given(
    st.sampled_from(["javascript:", "data:", "vbscript:"]),
    st.text("\x00\x01\x1f \t\n\r"),
    st.lists(st.tuples(st.integers(0, 10), st.sampled_from("\t\n\r"))),
    st.booleans(),
)
def test_no_disguise_helps(scheme, before, inside, upper):
    """Spaces and controls before, tabs and line ends inside, upper case."""
    for position, character in inside:
        scheme = scheme[:position] + character + scheme[position:]
    with pytest.raises(UnsafeRedirect):
        checked_location(before + (scheme.upper() if upper else scheme) + "x")


@pytest.mark.parametrize("location", HARMLESS)
def test_other_locations_pass(location):
    """Unchanged."""
    assert checked_location(location) is location


@given(st.text(alphabet="/?#:;&=%+.,~_-'()*!$@<>[]\"'{}abzAZ019é \\\n", max_size=12))
def test_a_plain_location_is_its_own_uri(location):
    """Werkzeug's quoting leaves it as it is, and it stays on the host."""
    if is_plain(location):
        assert iri_to_uri(location) == location
        assert location.startswith("/")
        assert not location.startswith("//")


@pytest.mark.parametrize(
    ("location", "plain"),
    [
        ("/", True),
        ("/path/to_it-1.html?a=b&c=d%20e", True),
        ("/a//b", True),
        ("/@me/x;y=z,w?u=/v?", True),
        ("", False),
        ("path", False),
        ("//host", False),
        ("/?", False),
        ("/a#b", False),
        ("/ä", False),
        ("/a b", False),
        ("/a\n", False),
        ("https://host/", False),
    ],
)
def test_paths_with_a_query_are_plain(location, plain):
    """What most redirects lead to; whatever needs a look is not."""
    assert (is_plain(location) is not None) is plain
