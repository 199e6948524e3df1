"""Functions that act on what is current."""

import asyncio
import threading

import pytest
from werkzeug.test import Client

from costrel_core import (
    after_this_request,
    copy_current_request_context,
    g,
    has_request_context,
    make_response,
    request,
    session,
)

pytestmark = pytest.mark.alone


# -- after_this_request ---------------------------------------------------------------------------


def test_functions_run_after_this_request_and_no_other(app):
    """In the order in which they were given, before those of the application."""
    order = []

    @app.after_request
    def last(response):
        order.append("app")
        return response

    @app.get("/<int:number>")
    def view(number):
        @after_this_request
        def first(response):
            order.append(number)
            response.headers["X-Number"] = str(number)
            return response

        @after_this_request
        def second(response):
            order.append("second")
            return make_response("replaced", 201) if number == 2 else response

        return "plain"

    client = Client(app)
    one, two = client.get("/1"), client.get("/2")
    assert (one.text, one.headers["X-Number"]) == ("plain", "1")
    assert (two.text, two.status_code) == ("replaced", 201)
    assert order == [1, "second", "app", 2, "second", "app"]


def test_it_returns_the_function(app):
    """So that it is a decorator."""
    with app.test_request_context():
        assert after_this_request(len) is len


def test_a_function_that_is_async_runs(app):
    """With a loop that the application provides."""

    def run(function):
        return lambda *arguments: asyncio.run(function(*arguments))

    app.async_to_sync = run

    @app.get("/")
    def view():
        @after_this_request
        async def mark(response):
            response.headers["X-Marked"] = "yes"
            return response

        return "x"

    assert Client(app).get("/").headers["X-Marked"] == "yes"


@pytest.mark.parametrize("name", ["after_this_request", "copy_current_request_context"])
@pytest.mark.parametrize("with_app", [True, False])
def test_they_need_a_request(app, name, with_app):
    """The error names the function."""
    import costrel_core

    function = getattr(costrel_core, name)
    with pytest.raises(RuntimeError) as caught:
        if with_app:
            with app.app_context():
                function(len)
        else:
            function(len)
    assert str(caught.value).startswith(
        f"'{name}' can only be used when a request context is active, such as in a view function."
    )


# -- make_response --------------------------------------------------------------------------------


def test_a_response_is_made_as_a_view_would():
    """It needs an application."""
    with pytest.raises(RuntimeError, match=r"^Working outside of application context\."):
        make_response("x")


def test_it_goes_through_the_method(app):
    """Which may be overridden."""
    app.make_response = lambda value: ("own", value)
    with app.app_context():
        assert make_response("x") == ("own", "x")
        assert make_response("x", 201) == ("own", ("x", 201))


# -- copy_current_request_context -----------------------------------------------------------------


def in_thread(function, *arguments):
    """What the function returns on another thread."""
    results = []
    thread = threading.Thread(target=lambda: results.append(function(*arguments)))
    thread.start()
    thread.join()
    return results.pop()


def test_a_copy_is_current_on_another_thread(app, sessions):
    """With the same request and session, after the request has ended too."""
    app.session_interface = sessions
    app.secret_key = "k"
    kept = []

    @app.get("/")
    def view():
        session["user"] = "ada"
        g.mine = "outer"

        @copy_current_request_context
        def work(number):
            """Its docstring."""
            return request.args["q"], session["user"], g.get("mine"), number

        kept.append(work)
        return list(in_thread(work, 1))

    assert Client(app).get("/?q=x").json == ["x", "ada", None, 1]
    assert in_thread(kept[0], 2) == ("x", "ada", None, 2)
    assert kept[0].__doc__ == "Its docstring."
    assert not in_thread(has_request_context)


def test_the_copy_ends_with_the_call(app):
    """Also if the function fails; teardown functions run for the copy."""
    torn = []
    app.teardown_request(lambda error: torn.append(type(error)))
    with app.test_request_context():

        @copy_current_request_context
        def fail():
            raise LookupError("on purpose")

        def call():
            with pytest.raises(LookupError):
                fail()
            return has_request_context()

        assert in_thread(call) is False
        assert torn == [LookupError]
    assert torn == [LookupError, type(None)]


def test_a_copy_can_be_called_where_it_was_made(app):
    """Inside the request itself, which is current afterwards."""
    with app.test_request_context("/x") as ctx:
        g.mine = 1
        function = copy_current_request_context(lambda: (request.path, g.mine))
        assert function() == ("/x", 1)
        from costrel_core import request_ctx

        assert request_ctx._get_current_object() is ctx


def test_an_async_function_runs_in_a_copy(app):
    """It is made synchronous as the application says."""

    async def work():
        await asyncio.sleep(0)
        return request.path

    app.async_to_sync = lambda function: lambda *arguments: asyncio.run(function(*arguments))
    with app.test_request_context("/x"):
        copied = copy_current_request_context(work)
    assert in_thread(copied) == "/x"
