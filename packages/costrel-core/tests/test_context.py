"""What both parts of the current context do alike, and how a failure unwinds them."""

import pytest

from costrel_core import App, has_app_context
from costrel_core.app_context import AppContext
from costrel_core.context import Context, unwind
from costrel_spec import SessionInterface, current

pytestmark = pytest.mark.alone


NO_ERROR = [("request", type(None)), ("app", type(None))]


def test_a_context_needs_its_ways_in_and_out():
    """The common part alone has none."""
    half = Context(None)
    for use in (half.push, half.pop, lambda: half._pop_again(None, None)):
        with pytest.raises(TypeError, match="must define"):
            use()


def test_a_context_that_can_not_be_entered_is_not_left_behind(make_app):
    """Its session can't be opened, say; what was pushed of it ends with that error."""

    class Sessions(SessionInterface):
        def open_session(self, app, request):
            raise LookupError("no session")

    errors = []
    app = make_app()
    app.session_interface = Sessions()
    app.teardown_request(lambda error: errors.append(("request", type(error))))
    app.teardown_appcontext(lambda error: errors.append(("app", type(error))))
    with pytest.raises(LookupError, match="no session"), app.test_request_context():
        pytest.fail("never entered")
    assert not has_app_context()
    assert errors == [("request", LookupError), ("app", LookupError)]


# -- unwinding --------------------------------------------------------------------------------------


def test_unwinding_ends_all_that_stands_above(app, torn, make_app):
    """Contexts of any application, innermost first; what fails is left all the same."""
    other = make_app(name="other")
    other.teardown_appcontext(lambda error: torn.append("other"))
    with app.app_context():
        before = current.get()
        app.test_request_context().push()
        other.app_context().push()
        unwind(app, before, LookupError())
        assert current.get() == before
    assert ("request", LookupError) in torn
    assert "other" in torn
    assert torn[-1] == ("app", type(None))


def test_unwinding_leaves_what_it_can_not_end(app, make_app, caplog):
    """It is logged."""

    class Site(App):
        def do_teardown_request(self, exc=None):
            raise LookupError("on purpose")

    site = make_app(Site)
    site.test_request_context().push()
    unwind(app, (None, None), None)
    assert current.get() == (None, None)
    assert "A context failed to end" in caplog.text


def test_unwinding_leaves_what_would_never_end(app, caplog):
    """A context whose end fails without a change is tried once, and left all the same."""

    class Stuck(AppContext):
        def pop(self, exc=None):
            raise LookupError("it stays")

    before = current.get()
    Stuck(app).push()
    unwind(app, before, None)
    assert current.get() == before
    assert caplog.text.count("A context failed to end") == 1


def test_unwinding_stops_at_what_was_never_pushed(app):
    """A pair that somebody set by hand."""
    for strange in ((app.app_context(), None), (None, None), (None, app.test_request_context())):
        before = current.get()
        current.set(strange)
        unwind(app, before, None)
        assert current.get() is before


# -- held contexts ----------------------------------------------------------------------------------


def test_a_context_that_is_held_outlives_its_pops(app, torn):
    """It ends with the release; a second release does nothing."""
    ctx = app.app_context()
    with ctx:
        ctx.hold("stream")
    assert not has_app_context()
    assert torn == []
    current.set((ctx, None))
    ctx.release("stream", (None, None), LookupError())
    assert torn == [("app", LookupError)]
    ctx.release("stream", (None, None), None)
    assert len(torn) == 1
    assert not has_app_context()


def test_a_context_that_is_pushed_again_survives_the_release(app, torn):
    """It ends with its last pop."""
    ctx = app.app_context()
    with ctx:
        ctx.hold("stream")
        ctx.release("stream", (None, None), None)
        assert torn == []
        assert has_app_context()
    assert torn == NO_ERROR[1:]


def test_two_holders_release_a_context_one_by_one(app, torn):
    """It ends with the last of them; releasing twice counts once."""
    ctx = app.app_context()
    with ctx:
        ctx.hold("first")
        ctx.hold("second")
    current.set((ctx, None))
    ctx.release("first", (None, None), None)
    ctx.release("first", (None, None), None)
    assert torn == []
    ctx.release("second", (None, None), None)
    assert torn == NO_ERROR[1:]


def test_a_release_that_fails_is_tried_once_more(make_app):
    """Nothing may keep the context; the failure goes on."""

    class Site(App):
        def do_teardown_appcontext(self, exc=None):
            tries.append(type(exc))
            raise LookupError("on purpose")

    tries = []
    ctx = make_app(Site).app_context()
    ctx.hold("stream")
    current.set((ctx, None))
    with pytest.raises(LookupError, match="on purpose"):
        ctx.release("stream", (None, None), OSError())
    assert tries == [OSError, OSError]
    assert not has_app_context()
    with pytest.raises(LookupError, match="not pushed"):
        ctx.pop()


@pytest.mark.parametrize("make", ["app_context", "test_request_context"])
def test_a_pop_that_was_finished_is_not_repeated(app, torn, make):
    """Whatever interrupted it afterwards; of two pushes, one is taken back."""
    ctx = getattr(app, make)()
    ctx.push()
    record = ctx._pushes[-1]
    ctx.push()
    again = ctx._pushes[-1]
    ctx._pop_again(again, None)
    ctx._pop_again(again, None)
    assert ctx._pushes == (record,)
    assert torn == []
    ctx.pop()
    ended = list(torn)
    ctx._pop_again(record, None)
    assert torn == ended == NO_ERROR[-len(ended) :]
    assert not has_app_context()
