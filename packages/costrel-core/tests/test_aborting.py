"""A request can be ended from anywhere, with the application's own exceptions."""

from types import SimpleNamespace

import pytest
from werkzeug.exceptions import Aborter, Forbidden, HTTPException, NotFound
from werkzeug.wrappers import Response

from costrel_core import abort
from costrel_spec import current


class Teapot(HTTPException):
    """An exception of the application."""

    code = 499


@pytest.fixture
def app():
    """An application that is current and knows an exception more."""
    app = SimpleNamespace(aborter=Aborter(extra={499: Teapot}))
    token = current.set((SimpleNamespace(app=app), None))
    yield app
    current.reset(token)


@pytest.mark.usefixtures("app")
def test_the_application_raises_the_exception():
    """Its aborter gets the arguments."""
    with pytest.raises(Teapot):
        abort(499)
    with pytest.raises(NotFound, match="no such post"):
        abort(404, description="no such post")


def test_an_aborter_that_raises_nothing_does_not_let_the_request_go_on(app):
    """The exception of the code is raised all the same."""
    app.aborter = lambda code: None
    with pytest.raises(Forbidden):
        abort(403)


def test_outside_of_applications_the_usual_exceptions_are_raised():
    """A response ends the request with itself; an unknown code is a LookupError."""
    with pytest.raises(Forbidden, match="mine"):
        abort(403, "mine")
    response = Response("done")
    with pytest.raises(HTTPException) as caught:
        abort(response)
    assert caught.value.get_response() is response
    with pytest.raises(LookupError):
        abort(499)
