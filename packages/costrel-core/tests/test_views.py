"""Views as classes behave as Flask's; each promise is held against Flask itself."""

from types import SimpleNamespace

import flask.views
import pytest
from werkzeug.test import Client

from costrel_core import App, views
from costrel_spec import current

WAYS = pytest.mark.parametrize("module", [views, flask.views], ids=["costrel", "flask"])


class Calls(list):
    """The functions that ensure_sync was given."""

    def __call__(self, function):
        self.append(function.__name__)
        return function


@pytest.fixture
def call(request):
    """A function that calls a view during a request of a given method."""
    app = flask.Flask("views_test")
    app.ensure_sync = Calls()

    def call(view, method="GET", **values):
        with app.test_request_context(method=method) as ctx:
            ours = SimpleNamespace(app=app), SimpleNamespace(app=app, request=ctx.request)
            token = current.set(ours)
            try:
                return view(**values)
            finally:
                current.reset(token)

    call.synced = app.ensure_sync
    return call


def test_the_names_of_the_methods_are_flasks():
    """http_method_funcs is equal."""
    assert views.http_method_funcs == flask.views.http_method_funcs


@WAYS
def test_a_view_answers_with_the_values_of_the_url(call, module):
    """Through ensure_sync; the arguments of as_view make the object."""

    class Index(module.View):
        """What it is."""

        methods = ("GET", "POST")

        def __init__(self, greeting, mark=""):
            self.text = greeting, mark

        def dispatch_request(self, name):
            return (*self.text, name)

    view = Index.as_view("index", "Hello", mark="!")
    assert call(view, name="you") == ("Hello", "!", "you")
    assert call.synced == ["dispatch_request"]
    assert (view.__name__, view.__module__, view.__doc__) == ("index", __name__, "What it is.")
    assert (view.methods, view.provide_automatic_options) == (("GET", "POST"), None)
    assert view.view_class is Index


@WAYS
@pytest.mark.parametrize("each", [True, False])
def test_each_request_gets_an_object_of_its_own_unless_the_class_says_otherwise(call, module, each):
    """init_every_request; an object that counts as false is one all the same."""

    class Counter(module.View):
        init_every_request = each
        made = 0

        def __init__(self):
            type(self).made += 1

        def __len__(self):
            return 0

        def dispatch_request(self):
            return self.made

    view = Counter.as_view("counter")
    assert [call(view), call(view)] == ([1, 2] if each else [1, 1])


@WAYS
def test_the_class_may_be_replaced(call, module):
    """view_class is read with each request, from the outermost function."""

    class First(module.View):
        decorators = (lambda view: lambda **values: ["decorated", view(**values)],)

        def dispatch_request(self):
            return "first"

    class Second(First):
        def dispatch_request(self):
            return "second"

    view = First.as_view("view")
    view.view_class = Second
    assert call(view) == ["decorated", "second"]


@WAYS
def test_decorators_enclose_each_other_in_order(call, module):
    """The last one is outermost; the first one sees name and module; the result is labelled."""
    seen = []

    def mark(name):
        def decorator(view):
            seen.append((view.__name__, view.__module__))

            def decorated(**values):
                return [name, view(**values)]

            return decorated

        return decorator

    class Index(module.View):
        """What it is."""

        provide_automatic_options = False
        decorators = [mark("a"), mark("b")]

        def dispatch_request(self):
            return "view"

    view = Index.as_view("index")
    assert call(view) == ["b", ["a", "view"]]
    assert seen[0] == ("index", __name__)
    assert (view.__name__, view.__doc__, view.view_class) == ("index", "What it is.", Index)
    assert view.provide_automatic_options is False


def test_a_view_without_an_answer_says_so(call):
    """The error names the class."""

    class Empty(views.View):
        pass

    with pytest.raises(TypeError, match="Empty must define dispatch_request"):
        call(Empty.as_view("empty"))


@WAYS
@pytest.mark.parametrize(
    ("method", "answer"), [("GET", "get 1"), ("HEAD", "get 1"), ("PUT", "put 1")]
)
def test_http_methods_are_answered_by_methods_of_their_name(call, module, method, answer):
    """HEAD falls back on get; ensure_sync is given the method that answers."""

    class Item(module.MethodView):
        def get(self, number):
            return f"get {number}"

        def put(self, number):
            return f"put {number}"

    view = Item.as_view("item")
    assert view.methods == {"GET", "PUT"}
    assert call(view, method, number=1) == answer
    assert call.synced == ["dispatch_request", answer[:3]]


@WAYS
def test_an_explicit_head_is_used(call, module):
    """It hides get."""

    class Item(module.MethodView):
        def get(self):
            return "get"

        def head(self):
            return "head"

    assert call(Item.as_view("item"), "HEAD") == "head"


@WAYS
def test_methods_are_inherited_and_added_to(module):
    """From classes and mixins; an explicit set hides them; None of a base adds nothing."""

    class Get(module.MethodView):
        def get(self): ...

    class Put(module.MethodView):
        def put(self): ...

    class Mixin:
        def delete(self): ...

    class All(Mixin, Get, Put):
        pass

    class Explicit(All):
        methods = ("PATCH",)

    class Below(Explicit):
        methods = None

    class Options(module.View):
        methods = ("OPTIONS",)

    class Mixed(Get, Options):
        pass

    class Empty(module.MethodView):
        pass

    assert All.methods == {"GET", "PUT", "DELETE"}
    assert (Explicit.methods, Below.methods, Empty.methods) == (("PATCH",), None, None)
    assert Mixed.methods == {"GET", "OPTIONS"}


@WAYS
@pytest.mark.parametrize("method", ["POST", "HEAD"])
def test_a_method_without_an_answer_says_so(call, module, method):
    """It is an AssertionError with Flask's words at its start."""

    class Item(module.MethodView):
        methods = ("POST", "HEAD")

    with pytest.raises(AssertionError, match=f"Unimplemented method '{method}'"):
        call(Item.as_view("item"), method)


def test_arguments_of_a_subclass_reach_its_other_bases():
    """__init_subclass__ cooperates."""

    class Keeper:
        def __init_subclass__(cls, keep=None, **kwargs):
            super().__init_subclass__(**kwargs)
            cls.kept = keep

    class Item(views.MethodView, Keeper, keep=5):
        pass

    assert Item.kept == 5


@pytest.mark.parametrize(
    ("app_class", "module"), [(App, views), (flask.Flask, flask.views)], ids=["costrel", "flask"]
)
def test_views_are_registered_with_their_methods(app_class, module):
    """An application serves what the class declares, and 405 for the rest."""
    app = app_class("views_app", root_path="/")

    class Item(module.MethodView):
        def get(self, number):
            return f"get {number}"

        def put(self, number):
            return f"put {number}"

    class Quiet(module.View):
        methods = ("POST",)
        provide_automatic_options = False

        def dispatch_request(self):
            return "posted"

    app.add_url_rule("/item/<int:number>", view_func=Item.as_view("item"))
    app.add_url_rule("/quiet", view_func=Quiet.as_view("quiet"))
    client = Client(app)
    answers = {
        (method, url): client.open(url, method=method).status_code
        for method in ("GET", "HEAD", "PUT", "POST", "OPTIONS")
        for url in ("/item/5", "/quiet")
    }
    assert [answers[method, "/item/5"] for method in ("GET", "HEAD", "PUT")] == [200, 200, 200]
    assert [answers["POST", url] for url in ("/item/5", "/quiet")] == [405, 200]
    assert [answers["OPTIONS", url] for url in ("/item/5", "/quiet")] == [200, 405]
    assert set(client.options("/item/5").allow) == {"GET", "HEAD", "PUT", "OPTIONS"}
    assert client.put("/item/5").get_data() == b"put 5"
