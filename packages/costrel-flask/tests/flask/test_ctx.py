"""Contexts, as extensions push and change them."""

import flask
import pytest
from flask.ctx import AppContext, RequestContext
from flask.globals import app_ctx, request_ctx
from flask.sessions import SecureCookieSession


def test_g_is_shown_as_in_flask() -> None:
    """With the name of its application, where there is one."""
    with flask.Flask("alias_pages").app_context():
        assert repr(flask.g) == "<flask.g of 'alias_pages'>"
        mine = flask.g._get_current_object()
    assert repr(mine).startswith("<flask.ctx._AppCtxGlobals object")


def test_g_is_a_namespace_with_the_ways_of_a_dict() -> None:
    """All that extensions use."""
    with flask.Flask("alias_pages").app_context():
        flask.g.one = 1
        assert flask.g.setdefault("two", 2) == 2
        assert sorted(flask.g) == ["one", "two"]
        assert "one" in flask.g
        assert hasattr(flask.g, "two")
        assert flask.g.pop("one") == 1
        assert flask.g.get("one", "none") == "none"


def test_contexts_nest_and_know_their_application() -> None:
    """``id(app_ctx._get_current_object())`` tells one scope from another."""
    one, two = flask.Flask("one"), flask.Flask("two")
    with one.app_context():
        outer = app_ctx._get_current_object()
        assert isinstance(outer, AppContext)
        with two.test_request_context("/in"):
            assert flask.current_app.name == "two"
            assert app_ctx._get_current_object() is not outer
            assert isinstance(request_ctx._get_current_object(), RequestContext)
            assert request_ctx.g is app_ctx.g
        assert app_ctx._get_current_object() is outer
        assert flask.current_app.name == "one"


def test_a_session_can_be_put_into_a_context() -> None:
    """Extensions assign it, to sign somebody in, say."""
    app = flask.Flask("alias_pages")
    with app.test_request_context() as ctx:
        mine = SecureCookieSession({"mine": 1})
        ctx.session = mine
        assert flask.session["mine"] == 1
        ctx._session = None
        ctx._session = mine
        assert request_ctx._session is mine


@pytest.mark.parametrize("function", [flask.after_this_request, flask.copy_current_request_context])
def test_what_needs_a_request_says_so(function) -> None:
    """With Flask's words."""
    with pytest.raises(RuntimeError, match="can only be used when a request context is active"):
        function(lambda: None)
