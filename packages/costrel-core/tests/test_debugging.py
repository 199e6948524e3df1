"""Debug mode names the mistake, in the words that Flask's users look for."""

import gc
import weakref

import flask.debughelpers
import pytest
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import BadRequestKeyError
from werkzeug.routing import RequestRedirect
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from costrel_core.debugging import (
    DebugFilesKeyError,
    FormDataRoutingRedirect,
    UnexpectedUnicodeError,
    attach_enctype_error_multidict,
)


def form_without_files(**data):
    """A form that a browser sent without enctype, prepared for debug mode."""
    environ = EnvironBuilder(method="POST", data=data).get_environ()
    request = Request(environ, populate_request=False)
    attach_enctype_error_multidict(request)
    return request


def test_the_errors_are_what_flasks_are():
    """They have the same names and bases."""
    for ours in (UnexpectedUnicodeError, DebugFilesKeyError, FormDataRoutingRedirect):
        oracle = getattr(flask.debughelpers, ours.__name__)
        assert ours.__bases__ == oracle.__bases__


def test_a_missing_file_whose_name_was_sent_is_explained():
    """The error names the key, the mimetype, the remedy and what was sent instead."""
    request = form_without_files(photo="index.png")
    with pytest.raises(DebugFilesKeyError) as caught:
        request.files["photo"]
    text = str(caught.value)
    assert text.startswith("You tried to access the file 'photo' in ")
    assert "'application/x-www-form-urlencoded'" in text
    assert "no file contents were transmitted" in text
    assert 'enctype="multipart/form-data"' in text
    assert "This was submitted: 'index.png'" in text
    assert isinstance(caught.value, KeyError)


def test_a_form_without_the_key_leaves_out_what_was_sent():
    """There is nothing to show."""
    request = form_without_files()
    assert "submitted" not in str(DebugFilesKeyError(request, "photo"))


def test_a_key_that_was_not_sent_at_all_stays_an_ordinary_error():
    """And the mapping is what it was in all other ways."""
    request = form_without_files(photo="index.png")
    with pytest.raises(BadRequestKeyError):
        request.files["other"]
    assert isinstance(request.files, ImmutableMultiDict)
    assert type(request.files).__name__ == "ImmutableMultiDict"
    assert (request.files.get("photo"), len(request.files)) == (None, 0)


def test_the_explanation_keeps_no_request_alive():
    """The mapping outlives its request as an ordinary one; each request has its own."""
    request, other = form_without_files(photo="a.png"), form_without_files(other="b.png")
    files, weak = request.files, weakref.ref(request)
    assert type(files) is type(other.files)
    gc.disable()
    try:
        del request
        assert weak() is None
    finally:
        gc.enable()
    with pytest.raises(BadRequestKeyError):
        files["photo"]
    with pytest.raises(DebugFilesKeyError):
        other.files["other"]


@pytest.mark.parametrize(("new_url", "slash"), [("/a/?x=1", True), ("/b", False)])
def test_a_form_lost_in_a_redirect_is_explained(new_url, slash):
    """The error names both URLs and, where that is it, the slash."""
    request = Request(EnvironBuilder("/a?x=1", method="PUT").get_environ())
    request.routing_exception = RequestRedirect(f"http://localhost{new_url}")
    error = FormDataRoutingRedirect(request)
    assert str(error).startswith("A PUT request was sent to 'http://localhost/a?x=1'")
    assert f"canonical URL 'http://localhost{new_url}'" in str(error)
    assert ("slash" in str(error)) is slash
    assert isinstance(error, AssertionError)
