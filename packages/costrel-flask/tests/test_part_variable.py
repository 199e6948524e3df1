"""Flask's two context variables, as views on the pair."""

from contextvars import Context

import flask
import pytest
from flask.globals import _cv_app, _cv_request


@pytest.fixture
def app() -> flask.Flask:
    """Any application."""
    return flask.Flask(__name__)


def test_outside_of_contexts_there_is_no_value() -> None:
    """As of a context variable without a default."""
    for variable in (_cv_app, _cv_request):
        assert variable.get(None) is None
        with pytest.raises(LookupError):
            variable.get()
    assert repr(_cv_app) == "<PartVariable name='flask.app_ctx'>"


def test_each_part_is_the_value_of_its_variable(app) -> None:
    """The same object as the proxies stand for."""
    with app.test_request_context() as ctx:
        assert _cv_request.get() is ctx
        assert _cv_app.get() is flask.globals.app_ctx._get_current_object()
    with app.app_context() as ctx:
        assert _cv_app.get() is ctx
        assert _cv_request.get(0) == 0


def test_one_part_is_set_and_reset_without_the_other(app) -> None:
    """A context that is set by hand is current until it is reset."""
    request_part = app.test_request_context("/by-hand")
    with app.app_context() as app_part:
        token = _cv_request.set(request_part)
        assert flask.request.path == "/by-hand"
        assert _cv_app.get() is app_part
        other = _cv_app.set(None)
        assert not flask.current_app
        _cv_app.reset(other)
        _cv_request.reset(token)
        assert _cv_app.get() is app_part
        assert not flask.has_request_context()


def test_the_first_token_of_a_thread_resets_to_nothing(app) -> None:
    """Nothing was set before it."""

    def first() -> None:
        token = _cv_app.set(app.app_context())
        assert flask.current_app
        _cv_app.reset(token)
        assert not flask.current_app

    Context().run(first)
