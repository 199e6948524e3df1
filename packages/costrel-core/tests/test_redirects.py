"""Redirects are Werkzeug's, except that none leads to a script."""

from types import SimpleNamespace

import pytest
import werkzeug.utils
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from werkzeug.test import EnvironBuilder, run_wsgi_app
from werkzeug.wrappers import Response as WerkzeugResponse

from costrel_core import Response
from costrel_core.redirects import redirect, redirect_response
from costrel_spec import current
from costrel_spec.errors import UnsafeRedirect


def sent(response):
    """Status, headers and body as a client sees them; the text of a malformed URL's error."""
    try:
        chunks, status, headers = run_wsgi_app(response, EnvironBuilder().get_environ())
    except ValueError as error:
        return str(error)
    return status, list(headers), b"".join(chunks)


LOCATIONS = [
    "/",
    "/path?query=1&x=2#fragment",
    "relative",
    "",
    "https://example.com/",
    "//example.com/x",
    "HTTP://EXAMPLE.com/Ä ö?ü#{ß}",
    '/"><script>alert(1)</script>',
    "/{braces}{0}%s",
    "/costrel-location",
    "/javascript:alert(1)",
    "?next=javascript:alert(1)",
    "mailto:someone@example.com",
    Markup("/?a=1&amp;b=2"),
]


@pytest.mark.parametrize("code", [301, 302, 303, 305, 307, 308])
@pytest.mark.parametrize("response_class", [WerkzeugResponse, Response])
@pytest.mark.parametrize("location", LOCATIONS)
def test_a_redirect_is_werkzeugs(location, code, response_class):
    """Status, headers, their order and the page."""
    ours = redirect_response(location, code, response_class)
    oracle = werkzeug.utils.redirect(location, code, response_class)
    assert type(ours) is type(oracle)
    assert (ours.status, ours.status_code) == (oracle.status, oracle.status_code)
    assert list(ours.headers) == list(oracle.headers)
    assert sent(ours) == sent(oracle)


@given(st.text(alphabet="/?#:&=%+.<>\"'{}abz019é \\", max_size=12).map("/".__add__))
def test_any_path_is_sent_as_by_werkzeug(location):
    """Whatever needs quoting in the header or the page is quoted."""
    for response_class in (WerkzeugResponse, Response):
        ours = redirect_response(location, 302, response_class)
        assert sent(ours) == sent(werkzeug.utils.redirect(location, 302, response_class))


@pytest.mark.parametrize("location", ["/a\r\nX-Injected: 1", "/a\nb"])
def test_a_location_cannot_add_a_header(location):
    """A line end is refused."""
    for response_class in (WerkzeugResponse, Response):
        with pytest.raises(ValueError, match="newline"):
            redirect_response(location, 302, response_class)


@pytest.mark.parametrize("response_class", [WerkzeugResponse, Response])
def test_no_redirect_leads_to_a_script(response_class):
    """Whatever the class of the response."""
    with pytest.raises(UnsafeRedirect, match=r"'javascript:alert\(1\)' was refused"):
        redirect("javascript:alert(1)", Response=response_class)


def test_the_current_application_makes_the_redirect():
    """Its method is called; the class counts only outside of one."""
    app = SimpleNamespace(redirect=lambda location, code: (location, code))
    token = current.set((SimpleNamespace(app=app), None))
    assert redirect("/a", 303, Response) == ("/a", 303)
    current.reset(token)
    assert type(redirect("/a")) is WerkzeugResponse
    assert type(redirect("/a", Response=Response)) is Response
    assert redirect("/a", 307).status_code == 307
