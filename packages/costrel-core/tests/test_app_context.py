"""The application part of the current context: what it holds, how it is pushed and popped."""

import pytest

from costrel_core import AppContext, current_app, has_app_context, has_request_context

pytestmark = pytest.mark.alone

NO_ERROR = [("request", type(None)), ("app", type(None))]


def test_an_application_context_makes_the_application_current(app, torn):
    """And ends with its teardown functions, before it is gone."""
    seen = []
    app.teardown_appcontext(lambda error: seen.append(current_app._get_current_object()))
    with app.app_context() as ctx:
        assert isinstance(ctx, AppContext)
        assert ctx.app is app
        assert has_app_context()
        assert not has_request_context()
    assert not has_app_context()
    assert seen == [app]
    assert torn == NO_ERROR[1:]


def test_a_context_by_hand_ends_with_the_error_that_is_told(app, torn):
    """Or with the one in flight, or with none."""
    ctx = app.app_context()
    ctx.push()
    ctx.pop(LookupError())
    ctx.push()
    ctx.pop(None)
    ctx.push()
    ctx.pop()
    ctx.push()
    try:
        raise ArithmeticError
    except ArithmeticError:
        ctx.pop()
    with pytest.raises(OSError, match="through"), ctx:
        raise OSError("through")
    assert [error for _, error in torn] == [
        LookupError,
        type(None),
        type(None),
        ArithmeticError,
        OSError,
    ]


def test_a_context_that_is_pushed_twice_ends_once(app, torn):
    """With its last pop."""
    ctx = app.app_context()
    ctx.push()
    ctx.push()
    ctx.pop()
    assert has_app_context()
    assert torn == []
    ctx.pop()
    assert torn == NO_ERROR[1:]
