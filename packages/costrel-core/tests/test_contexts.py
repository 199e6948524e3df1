"""The request part of the current context: what it holds, how it is pushed and popped."""

import threading

import pytest
from werkzeug.test import Client, create_environ

from costrel_core import (
    App,
    AppContext,
    Blueprint,
    RequestContext,
    current_app,
    g,
    has_app_context,
    has_request_context,
    request,
    session,
    stream_with_context,
)
from costrel_spec import NullSession, SessionInterface, SessionMixin, current, listened

pytestmark = pytest.mark.alone


NO_ERROR = [("request", type(None)), ("app", type(None))]


# -- both parts ----------------------------------------------------------------------------------


@pytest.mark.parametrize("make", ["app_context", "test_request_context"])
def test_a_context_that_is_not_pushed_can_not_be_popped(app, make):
    """Nor once too often."""
    ctx = getattr(app, make)()
    with pytest.raises(LookupError, match="not pushed"):
        ctx.pop()
    with ctx:
        pass
    with pytest.raises(LookupError, match="not pushed"):
        ctx.pop(None)


@pytest.mark.parametrize("part", [0, 1], ids=["app", "request"])
def test_a_context_that_a_stream_holds_can_not_be_popped_once_too_often(app, torn, part):
    """It ends with the stream, and not before."""
    with app.test_request_context():
        stream = stream_with_context(iter(["x"]))
        ctx = current.get()[part]
    with pytest.raises(LookupError, match="not pushed"):
        ctx.pop()
    assert torn == []
    assert list(stream) == ["x"]
    assert torn == NO_ERROR


@pytest.mark.parametrize("make", ["app_context", "test_request_context"])
def test_popping_the_wrong_context_is_an_error(app, torn, make):
    """Both are named; the context that was popped is gone, and both have ended once."""
    first, second = getattr(app, make)(), getattr(app, make)()
    first.push()
    second.push()
    with pytest.raises(AssertionError) as caught:
        first.pop()
    assert repr(second) in str(caught.value)
    assert repr(first) in str(caught.value)
    with pytest.raises(AssertionError, match=r"Popped wrong"):
        second.pop()
    kinds = [kind for kind, _ in torn]
    kind = "app" if make == "app_context" else "request"
    assert kinds.count(kind) == 2
    current.set((None, None))


def test_hooks_fire_for_each_push_and_pop(make_app, plugin):
    """Also for a context that is pushed twice."""

    def context_pushed(app):
        events.append("pushed")

    def context_popped(app):
        events.append("popped")

    events = []
    app = make_app(plugins=[plugin(context_pushed, context_popped)])
    app.seal()
    with app.app_context() as ctx:
        with ctx:
            pass
        with app.test_request_context():
            pass
    assert events == ["pushed", "pushed", "popped", "popped"]
    events.clear()
    with app.test_request_context():
        assert events == ["pushed"]
    assert events == ["pushed", "popped"]


def test_hooks_that_nobody_listens_to_are_not_called(make_app, plugin):
    """The listeners are asked at each push and pop."""

    @listened(listeners := [])
    def context_pushed(app):
        events.append("pushed")

    @listened(listeners)
    def context_popped(app):
        events.append("popped")

    events = []
    app = make_app(plugins=[plugin(context_pushed, context_popped)])
    app.seal()
    for count in (0, 1):
        with app.app_context(), app.test_request_context():
            assert events == ["pushed"] * count
        assert events == ["pushed", "popped"] * count
        listeners.append("somebody")


def test_a_plugin_may_hold_the_context_that_it_sees_end(make_app, plugin):
    """As whoever streams from a teardown does; the context ends anew with the stream."""

    def teardown_context(app, error):
        ended.append(type(error))
        if len(ended) == 1:
            holders.append(object())
            current.get()[0].hold(holders[0])
            contexts.append(current.get()[0])

    ended, holders, contexts = [], [], []
    app = make_app(plugins=[plugin(teardown_context)])
    app.add_url_rule("/", "index", lambda: "hello")
    assert Client(app).get("/").text == "hello"
    assert (len(ended), has_app_context()) == (1, False)
    current.set((contexts[0], None))  # as a stream does
    contexts[0].release(holders[0], (None, None), None)
    assert (len(ended), has_app_context()) == (2, False)


# -- request contexts -----------------------------------------------------------------------------


def test_a_request_context_brings_its_application(app, torn):
    """Which ends after it."""
    with app.test_request_context("/x?y=z") as ctx:
        assert isinstance(ctx, RequestContext)
        assert current_app == app
        assert (request.path, request.args["y"]) == ("/x", "z")
        assert ctx.g is g._get_current_object()
        assert torn == []
    assert torn == NO_ERROR
    assert not has_app_context()
    with pytest.raises(RuntimeError, match="none is pushed"):
        ctx.g  # noqa: B018  # reading is what fails


def test_a_request_context_uses_the_application_that_is_current(app, torn):
    """Of the same application; with its ``g``, and without ending it."""
    with app.app_context():
        g.x = 1
        with app.test_request_context():
            assert g.x == 1
        assert torn == NO_ERROR[:1]
        assert has_app_context()
    assert torn == NO_ERROR


def test_a_request_context_that_is_pushed_twice_ends_once(app, torn):
    """It is matched at each push."""
    ctx = app.test_request_context()
    with ctx:
        with ctx:
            assert request == ctx.request
        assert has_request_context()
        assert torn == []
    assert torn == NO_ERROR


def test_a_request_context_can_be_used_again(app, torn):
    """With new application contexts."""
    ctx = app.test_request_context("/again")
    spaces = []
    for _ in range(2):
        with ctx:
            spaces.append(g._get_current_object())
            assert request.path == "/again"
    assert spaces[0] is not spaces[1]
    assert torn == NO_ERROR * 2


def test_requests_nest(app, make_app):
    """The inner one is current, of this application or another; then the outer one again."""
    other = make_app(name="other")
    with app.test_request_context("/1"):
        g.x = 1
        with app.test_request_context("/2"):
            assert (request.path, g.x) == ("/2", 1)
            with other.test_request_context("/3"):
                assert (request.path, current_app.name, "x" in g) == ("/3", "other", False)
            assert (request.path, current_app.name) == ("/2", "bare")
        assert (request.path, g.x) == ("/1", 1)


def test_an_application_inside_a_request_keeps_the_request(app, make_app):
    """``current_app`` and ``g`` are its own."""
    other = make_app(name="other")
    with app.test_request_context("/1"):
        g.x = 1
        for inner in (other, app):
            with inner.app_context():
                assert current_app == inner
                assert "x" not in g
                assert request.path == "/1"
        assert g.x == 1


def test_a_request_is_shown_with_method_url_and_application(app):
    """As far as that is known."""
    ctx = app.test_request_context("/x?y", method="POST")
    assert repr(ctx) == "<RequestContext 'http://localhost/x?y' [POST] of bare>"


def test_a_request_may_be_made_beforehand(app):
    """With a session, too."""
    made = app.request_class(create_environ("/made"))
    kept = dict_session()
    with RequestContext(app, made.environ, made, kept) as ctx:
        assert ctx.request is made
        assert request.path == "/made"
        assert ctx._session is kept


def test_what_belongs_to_the_endpoint_is_known_once_it_is_matched(app):
    """Blueprints and rule; nothing where no rule matched."""
    outer, inner = Blueprint("outer", __name__), Blueprint("inner", __name__)
    inner.add_url_rule("/x", "view")
    outer.register_blueprint(inner)
    app.register_blueprint(outer)
    ctx = app.test_request_context("/x")
    assert ctx.blueprints == ()
    with ctx:
        assert ctx.blueprints == ("outer.inner", "outer")
        assert request.endpoint == "outer.inner.view"
    with app.test_request_context("/nowhere") as ctx:
        assert ctx.blueprints == ()
        assert request.url_rule is None
        assert request.routing_exception.code == 404


def test_matching_may_be_overridden(make_app):
    """``match_request`` of a context class of the application's own."""

    class Everything(RequestContext):
        def match_request(self):
            super().match_request()
            if self.request.routing_exception is not None:
                self.request.routing_exception = None
                self.request.url_rule = next(self.app.url_map.iter_rules("view"))
                self.request.view_args = {}

    class Site(App):
        def request_context(self, environ):
            return Everything(self, environ)

    app = make_app(Site)
    app.add_url_rule("/", "view", lambda: request.path)
    assert Client(app).get("/anything").text == "/anything"


def test_a_path_is_matched_as_utf_8(app):
    """PEP 3333 passes its bytes as latin-1."""
    app.add_url_rule("/straße/<wo>", "view", lambda wo: wo)
    assert Client(app).get("/straße/köln").text == "köln"


def test_application_contexts_may_be_of_another_class(make_app):
    """``app_context`` is asked for each request."""
    pushed = []

    class Noted(AppContext):
        def push(self):
            pushed.append(self)
            super().push()

    class Site(App):
        def app_context(self):
            return Noted(self)

    with make_app(Site).test_request_context():
        assert len(pushed) == 1
        assert current.get()[0] is pushed[0]


# -- sessions -------------------------------------------------------------------------------------


class dict_session(dict, SessionMixin):  # noqa: N801  # what it is
    """A session without any storage."""

    accessed = False


class Deferred(SessionInterface):
    """Sessions that can be opened late, and tell when that happens."""

    def __init__(self, settle=False, opens=True):
        self.settle, self.opens = settle, opens
        self.events = []

    def defer_session(self, app, environ):
        self.events.append("deferred")
        return self.open, self.settle

    def open(self):
        self.events.append("opened")
        return dict_session() if self.opens else None

    def open_session(self, app, request):
        raise AssertionError("it is deferred")

    def save_session(self, app, session, response):
        self.events.append("saved")


@pytest.mark.parametrize(
    ("settle", "touched", "events"),
    [
        (False, False, ["deferred"]),
        (False, True, ["deferred", "opened", "saved"]),
        (True, False, ["deferred", "opened", "saved"]),
        (True, True, ["deferred", "opened", "saved"]),
    ],
)
def test_a_session_that_is_deferred_is_opened_and_saved_if_need_be(app, settle, touched, events):
    """Where it was used, or must be settled at the end in any case."""
    app.session_interface = interface = Deferred(settle)
    app.add_url_rule("/", "view", lambda: str(session.get("x")) if touched else "x")
    Client(app).get("/")
    assert interface.events == events


def test_a_deferred_session_that_can_not_be_opened_is_a_null_session(app):
    """It is not saved."""
    app.session_interface = interface = Deferred(opens=False)
    app.add_url_rule("/", "view", lambda: str(session.get("x")))
    assert Client(app).get("/").text == "None"
    assert interface.events == ["deferred", "opened"]


def test_a_session_that_is_assigned_is_the_one_of_the_context(app):
    """By either name; extensions put one of their own into a context that they push."""
    app.session_interface = Deferred()
    with app.test_request_context() as ctx:
        for name in ("session", "_session"):
            mine = dict_session()
            setattr(ctx, name, mine)
            assert ctx.session is ctx._session is session._get_current_object() is mine


def test_a_session_is_opened_once_for_a_context(app):
    """However often that is pushed and asked."""
    app.session_interface = interface = Deferred()
    ctx = app.test_request_context()
    with ctx, ctx:
        assert ctx.session is ctx.session is ctx._session
    with ctx:
        assert ctx._session is not None
    assert interface.events == ["deferred", "opened"]


def test_touching_the_session_marks_it(app):
    """By whatever is done with the proxy; not by looking at the context's own attribute."""
    app.session_interface = Deferred()
    with app.test_request_context() as ctx:
        assert ctx._session.accessed is False
        assert not session
        assert ctx._session.accessed is True


def test_before_a_push_there_is_no_session(app):
    """The error says so."""
    ctx = app.test_request_context()
    assert ctx._session is None
    with pytest.raises(AssertionError, match="session has not yet been opened"):
        ctx.session  # noqa: B018  # reading is what fails


def test_a_session_may_be_put_in_place(app):
    """Before the push, which then opens none; or later."""
    app.session_interface = Deferred()
    ctx = app.test_request_context()
    ctx._session = first = dict_session(x=1)
    with ctx:
        assert session["x"] == 1
        assert ctx.session is first
        ctx._session = dict_session(x=2)
        assert session["x"] == 2
    assert app.session_interface.events == []


def test_a_session_that_is_not_deferred_is_opened_before_matching(app, sessions):
    """None of it is a null session."""
    matched = []
    original = sessions.open_session
    sessions.open_session = lambda app, request: (
        matched.append(request.url_rule),
        original(app, request),
    )[1]
    app.session_interface = sessions
    app.add_url_rule("/", "view")
    with app.test_request_context("/") as ctx:
        assert matched == [None]
        assert isinstance(ctx._session, NullSession)
        assert request.url_rule is not None


def test_a_request_that_has_cookies_of_its_own_opens_its_session_at_once(make_app):
    """What is deferred would read the header, and not what the class makes of it."""

    class Own(App.request_class):
        @property
        def cookies(self):
            return {"user": "ada"}

    class Site(App):
        request_class = Own

    class Eager(Deferred):
        def open_session(self, app, request):
            self.events.append("opened")
            return dict_session(request.cookies)

    app = make_app(Site)
    app.session_interface = interface = Eager()
    app.add_url_rule("/", "view", lambda: session["user"])
    assert Client(app).get("/").text == "ada"
    assert interface.events == ["opened", "saved"]


def test_a_session_interface_needs_no_base_class(app):
    """With Flask, whatever has the methods fits; such a session is opened at once."""

    class Sessions:
        def open_session(self, app, request):
            return dict_session(path=request.path)

        def save_session(self, app, session, response):
            response.headers["X-Saved"] = session["path"]

        def is_null_session(self, session):
            return False

    app.session_interface = Sessions()
    app.add_url_rule("/x", "view", lambda: session["path"])
    answer = Client(app).get("/x")
    assert (answer.text, answer.headers["X-Saved"]) == ("/x", "/x")


def test_a_failure_to_defer_a_session_is_the_requests(app):
    """Also if it looks as though the method were missing."""

    class Sessions(SessionInterface):
        def defer_session(self, app, environ):
            return environ.missing

    app.session_interface = Sessions()
    app.testing = True
    with pytest.raises(AttributeError, match="missing"):
        Client(app).get("/")


# -- copies ---------------------------------------------------------------------------------------


def test_a_copy_has_the_same_request_and_session(app):
    """Its contexts are its own."""
    app.session_interface = Deferred()
    with app.test_request_context("/x") as ctx:
        g.x = 1
        copy = ctx.copy()
        assert copy is not ctx
        assert copy.request is ctx.request
        assert copy._session is ctx._session
    assert app.session_interface.events == ["deferred", "opened"]

    def in_thread():
        with copy:
            seen.append((request.path, "x" in g, copy._session is ctx._session))
        seen.append(has_app_context())

    seen = []
    thread = threading.Thread(target=in_thread)
    thread.start()
    thread.join()
    assert seen == [("/x", False, True), False]


def test_a_copy_is_of_the_same_class(make_app):
    """Whatever the application makes."""

    class Own(RequestContext):
        """A class of the test."""

    class Site(App):
        def request_context(self, environ):
            return Own(self, environ)

    with make_app(Site).test_request_context() as ctx:
        assert type(ctx.copy()) is Own


# -- ends that are disturbed ------------------------------------------------------------------------


class Stopped(BaseException):
    """Ends more than a request."""


@pytest.mark.parametrize("which", ["request", "app"])
def test_all_teardown_functions_run_whatever_one_raises(app, torn, which):
    """What is no exception is raised when all have run; the first of them."""

    def stop(number):
        def function(error):
            torn.append(number)
            raise Stopped(number)

        return function

    register = app.teardown_request if which == "request" else app.teardown_appcontext
    register(stop(1))
    register(stop(2))
    with pytest.raises(Stopped, match="2"), app.test_request_context():
        pass
    expected = list(NO_ERROR)
    expected[0 if which == "request" else 1 : 0] = [2, 1]
    assert torn == expected
    assert not has_app_context()


def test_a_teardown_that_is_overridden_and_fails_is_tried_once_more(make_app):
    """Nothing may keep the context: neither the first failure nor the second."""

    class Site(App):
        def do_teardown_request(self, exc=None):
            tries.append("request")
            raise Stopped

        def do_teardown_appcontext(self, exc=None):
            tries.append("app")
            raise Stopped

    tries = []
    app = make_app(Site)
    with pytest.raises(Stopped), app.test_request_context():
        pass
    assert not has_app_context()
    assert tries == ["request", "request", "app", "app"]
    tries.clear()
    with pytest.raises(Stopped), app.app_context():
        pass
    assert not has_app_context()
    assert tries == ["app", "app"]


def test_a_teardown_that_is_overridden_and_fails_once_is_carried_through(make_app):
    """The second try ends the context; the first failure goes on."""

    class Site(App):
        def do_teardown_appcontext(self, exc=None):
            if not tries:
                tries.append(type(exc))
                raise Stopped
            super().do_teardown_appcontext(exc)

    tries, torn = [], []
    app = make_app(Site)
    app.teardown_appcontext(lambda error: torn.append(current_app._get_current_object()))
    with pytest.raises(Stopped), app.app_context():
        pass
    assert torn == [app]
    assert not has_app_context()


def test_a_request_that_can_not_be_closed_still_ends(make_app, torn):
    """A class of the application's own may fail there."""

    class Unclosable(App.request_class):
        def close(self):
            raise LookupError("on purpose")

    class Site(App):
        request_class = Unclosable

    ended = []
    app = make_app(Site)
    app.teardown_request(lambda error: ended.append("request"))
    app.teardown_appcontext(lambda error: ended.append("app"))
    with pytest.raises(LookupError), app.test_request_context():
        pass
    assert ended == ["request", "app"]
    assert not has_app_context()


def test_a_request_can_not_end_inside_another_application_context(app, torn):
    """It ends all the same, and nothing is current."""
    ctx, inner = app.test_request_context("/"), app.app_context()
    ctx.push()
    inner.push()
    with pytest.raises(AssertionError) as caught:
        ctx.pop()
    assert str(caught.value).startswith(f"Popped wrong app context. ({inner!r} instead of <")
    assert torn == NO_ERROR
    assert current.get() == (None, None)


def test_a_context_that_is_popped_out_of_order_is_current_at_its_end(app, make_app):
    """Its teardown functions see their own request and application; on another thread, too."""
    other = make_app(name="other")
    seen = []
    for each in (app, other):
        each.teardown_request(lambda error: seen.append((current_app.name, request.path)))
        each.teardown_appcontext(lambda error: seen.append(current_app.name))
    first, second = app.test_request_context("/1"), other.test_request_context("/2")
    first.push()
    second.push()
    with pytest.raises(AssertionError, match="Popped wrong request context"):
        first.pop()
    assert seen == [("bare", "/1"), "bare"]
    current.set((None, None))
    seen.clear()

    def pop():
        with pytest.raises(AssertionError, match="Popped wrong request context"):
            second.pop()

    thread = threading.Thread(target=pop)
    thread.start()
    thread.join()
    assert seen == [("other", "/2"), "other"]
    assert second._pushes == ()
