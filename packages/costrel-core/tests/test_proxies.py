"""The proxies of this package are those of the contract, with more precise types."""

import pytest
from werkzeug.local import LocalProxy

import costrel_spec
from costrel_core import AppContext, RequestContext, proxies

pytestmark = pytest.mark.alone

NAMES = ("app_ctx", "current_app", "g", "request", "request_ctx", "session")


@pytest.mark.parametrize("name", NAMES)
def test_a_proxy_is_the_one_of_the_contract(name):
    """Extensions test ``isinstance(x, LocalProxy)``."""
    assert getattr(proxies, name) is getattr(costrel_spec, name)
    assert isinstance(getattr(proxies, name), LocalProxy)


def test_they_stand_for_what_is_current(app):
    """``_get_current_object`` gives the object itself."""
    with app.test_request_context("/here") as ctx:
        assert proxies.current_app._get_current_object() is app
        assert proxies.request._get_current_object() is ctx.request
        assert proxies.request_ctx._get_current_object() is ctx
        assert isinstance(proxies.app_ctx._get_current_object(), AppContext)
        assert isinstance(proxies.request_ctx._get_current_object(), RequestContext)
        assert proxies.g._get_current_object() is proxies.app_ctx.g
        assert proxies.session._get_current_object() is ctx.session


@pytest.mark.parametrize(
    ("name", "attribute", "words"),
    [
        ("current_app", "name", "Working outside of application context."),
        ("g", "x", "Working outside of application context."),
        ("app_ctx", "app", "Working outside of application context."),
        ("request", "path", "Working outside of request context."),
        ("session", "new", "Working outside of request context."),
        ("request_ctx", "app", "Working outside of request context."),
    ],
)
def test_outside_they_say_what_is_missing(name, attribute, words):
    """In the words that extensions compare."""
    with pytest.raises(RuntimeError) as caught:
        getattr(getattr(proxies, name), attribute)
    assert str(caught.value).startswith(words)


def test_a_request_outside_is_told_from_an_application():
    """An application context is no request."""
    assert not proxies.request
    assert not proxies.current_app
