"""Queries and forms are read as Werkzeug reads them."""

from io import BytesIO
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.formparser import FormDataParser
from werkzeug.test import Client, create_environ
from werkzeug.wrappers import Request as WerkzeugRequest

from costrel_core import Request, request
from costrel_core.queries import FORM, FormParser, pairs, stored

pytestmark = pytest.mark.alone

QUERIES = st.text("ab=&+%2FfC3A4;\0ä\ud800 ", max_size=24)


@given(QUERIES)
def test_names_and_values_are_those_of_urllib(text):
    """With blank values, and with what is no UTF-8 left quoted, as Werkzeug asks for them."""
    assert pairs(text) == parse_qsl(text, keep_blank_values=True, errors="werkzeug.url_quote")


@pytest.mark.parametrize("kind", [ImmutableMultiDict, MultiDict])
@given(items=st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"))))
def test_items_are_stored_as_they_came(kind, items):
    """In a dictionary of the kind that was asked for."""
    made = stored(kind, items)
    assert type(made) is kind
    assert made == kind(items)
    assert list(made.lists()) == list(kind(items).lists())


@given(
    query=st.binary(max_size=12).map(lambda query: query.decode("latin-1")),
    body=st.binary(max_size=24) | QUERIES.map(lambda text: text.encode(errors="replace")),
    content_type=st.sampled_from([FORM, f"{FORM}; charset=utf-8", "text/plain", "", FORM.upper()]),
    method=st.sampled_from(["GET", "POST"]),
)
def test_a_request_reads_what_werkzeugs_reads(query, body, content_type, method):
    """Arguments, form, files, what is left of the body, and the type."""

    def read(kind):
        environ = create_environ(method=method)
        environ["QUERY_STRING"] = query
        environ["wsgi.input"] = BytesIO(body)
        environ["CONTENT_LENGTH"] = str(len(body))
        if content_type:
            environ["CONTENT_TYPE"] = content_type
        made = kind(environ)
        try:
            args = made.args
        except UnicodeDecodeError:
            args = None
        return (
            args,
            made.form,
            made.files,
            made.get_data(),
            made.mimetype,
            made.mimetype_params,
            type(made.form),
        )

    assert read(Request) == read(WerkzeugRequest)


def test_arguments_can_be_set_and_made_again():
    """Middlewares and tests do so; a subclass chooses how they are stored."""

    class Mutable(Request):
        parameter_storage_class = MultiDict

    made = Mutable(create_environ("/?a=1"))
    assert type(made.args) is MultiDict
    made.args["a"] = "2"
    assert made.args["a"] == "2"
    made.args = MultiDict({"b": "3"})
    assert made.args == MultiDict({"b": "3"})
    del made.args
    assert made.args == MultiDict({"a": "1"})


def test_replaced_headers_say_what_the_body_is():
    """Not the environment then."""
    for kind in (Request, WerkzeugRequest):
        made = kind(create_environ(method="POST", data="{}", content_type="application/json"))
        made.headers = {"Content-Type": "text/plain"}
        assert (made.mimetype, made.is_json) == ("text/plain", False)


@pytest.mark.parametrize("silent", [True, False])
@pytest.mark.parametrize("mimetype", [FORM, "multipart/form-data", "text/plain"])
def test_a_parser_by_hand_answers_as_werkzeugs(mimetype, silent):
    """For what it can't decode it is silent, or not."""

    def parse(kind):
        parser = kind(silent=silent)
        try:
            _, form, files = parser.parse(BytesIO(b"a=1&b=\xff"), mimetype, 8)
        except ValueError as error:
            return type(error)
        return form, files, type(form)

    assert parse(FormParser) == parse(FormDataParser)


def test_too_large_a_form_is_refused(app):
    """Before it is read."""
    app.config["MAX_CONTENT_LENGTH"] = 3
    app.add_url_rule("/", "x", lambda: request.form["a"], methods=["POST"])
    assert Client(app).post("/", data={"a": "1"}).text == "1"
    assert Client(app).post("/", data={"a": "12"}).status_code == 413


@pytest.mark.parametrize("patched", ["instance", "class"])
def test_a_parser_that_is_made_otherwise_is_asked(monkeypatch, patched):
    """By a method that is patched, too."""

    def make(*request):
        return Loud()

    class Loud(FormDataParser):
        def parse(self, stream, mimetype, content_length, options=None):
            return stream, MultiDict({"a": "LOUD"}), MultiDict()

    made = Request(create_environ(method="POST", data={"a": "1"}))
    if patched == "instance":
        made.make_form_data_parser = make
    else:
        monkeypatch.setattr(WerkzeugRequest, "make_form_data_parser", make)
    assert made.form["a"] == "LOUD"


@pytest.mark.parametrize("length", ["3", "0", "", "-1", "+3", "3.0", "٣", "9" * 30, "100", None])
@pytest.mark.parametrize("limit", [None, 2, 3, 50])
@pytest.mark.parametrize(
    "more", [{}, {"HTTP_TRANSFER_ENCODING": "chunked"}, {"wsgi.input_terminated": True}]
)
def test_however_a_length_is_announced_the_body_is_werkzeugs(length, limit, more):
    """What is read, or the error."""

    def read(kind):
        environ = {**create_environ(method="POST"), **more, "wsgi.input": BytesIO(b"abcdef")}
        environ.pop("CONTENT_LENGTH", None)
        if length is not None:
            environ["CONTENT_LENGTH"] = length
        made = kind(environ)
        made.max_content_length = limit
        try:
            return made.get_data()
        except Exception as error:
            return type(error)

    assert read(Request) == read(WerkzeugRequest)
