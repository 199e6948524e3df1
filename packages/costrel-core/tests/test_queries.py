"""Queries and forms are read as Werkzeug reads them."""

from io import BytesIO
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.test import create_environ
from werkzeug.wrappers import Request as WerkzeugRequest

from costrel_core import Request
from costrel_core.forms import FORM
from costrel_core.queries import fields_of, pairs

pytestmark = pytest.mark.alone

QUERIES = st.text("ab=&+%2FfC3A4;\0ä\ud800 ", max_size=24)


@given(QUERIES)
def test_names_and_values_are_those_of_urllib(text):
    """With blank values, and with what is no UTF-8 left quoted, as Werkzeug asks for them."""
    assert pairs(text) == parse_qsl(text, keep_blank_values=True, errors="werkzeug.url_quote")


@pytest.mark.parametrize("kind", [ImmutableMultiDict, MultiDict])
@given(text=QUERIES)
def test_names_and_values_are_stored_as_they_came(kind, text):
    """In a dictionary of the kind that was asked for, names that come again in one list."""
    made = fields_of(text, kind)
    assert type(made) is kind
    assert made == kind(pairs(text))
    assert list(made.lists()) == list(kind(pairs(text)).lists())


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
        return (
            made.args if query.isascii() else None,
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


@pytest.mark.parametrize("query", ["a=\xff&b=1", "\xff", "a=%ff\xc3\xa4&b=1"])
def test_bytes_that_are_no_utf_8_become_escapes(query):
    """In arguments and in the path with the query: a server hands on whatever a client sent."""
    environ = create_environ("/p")
    environ["QUERY_STRING"] = query
    made = Request(environ)
    expected = query.encode("latin-1").decode(errors="werkzeug.url_quote")
    assert made.args == MultiDict(parse_qsl(expected, True, errors="werkzeug.url_quote"))
    assert made.full_path == f"/p?{expected}"
    assert made.values.to_dict(flat=False) == made.args.to_dict(flat=False)


def test_a_query_that_is_set_by_hand_is_the_one_that_is_read():
    """On the request or by a subclass."""

    class Own(Request):
        query_string = b"a=3"

    made = Request(create_environ("/?a=1"))
    assert made.query_string == b"a=1"
    made.query_string = b"a=2"
    assert made.query_string == b"a=2"
    assert (made.args["a"], Own(create_environ("/?a=1")).args["a"]) == ("2", "3")
    del made.query_string, made.args
    assert (made.query_string, made.args["a"]) == (b"a=1", "1")
