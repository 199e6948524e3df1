"""The functions use the current application's provider, or the default outside of one."""

import io
import json as stock
import uuid
from types import SimpleNamespace

import flask
import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Response

from costrel_core import App, json, request
from costrel_core.json.provider import DefaultJSONProvider
from costrel_spec import current


class Owner(SimpleNamespace):
    """An application for the provider; it can be referenced weakly."""


class Marked(DefaultJSONProvider):
    """A provider whose work shows."""

    def dumps(self, obj, **kwargs):
        return "marked:" + super().dumps(obj, **kwargs)

    def loads(self, s, **kwargs):
        return ["marked", super().loads(s, **kwargs)]


@pytest.fixture
def app():
    """An application that is current and has such a provider."""
    owner = Owner(response_class=Response, debug=False)
    owner.json = Marked(owner)
    token = current.set((SimpleNamespace(app=owner), None))
    yield owner
    current.reset(token)


@pytest.mark.usefixtures("app")
def test_the_current_application_reads_and_writes():
    """dumps, dump, loads, load and jsonify reach the provider with their arguments."""
    file = io.StringIO()
    json.dump([1], file, indent=0)
    assert file.getvalue() == json.dumps([1], indent=0) == "marked:[\n1\n]"
    assert json.load(io.BytesIO(b"1.5"), parse_float=str) == ["marked", "1.5"]
    assert json.loads("1.5") == ["marked", 1.5]
    assert json.jsonify(a=1).get_data() == b'marked:{"a":1}\n'


def test_outside_of_applications_the_default_reads_and_writes():
    """As in Flask: the standard library's options, and Flask's additional types."""
    value = {"b": uuid.UUID(int=1), "a": "é"}
    file, oracle = io.StringIO(), io.StringIO()
    json.dump(value, file)
    flask.json.dump(value, oracle)
    assert file.getvalue() == oracle.getvalue() == json.dumps(value) == flask.json.dumps(value)
    assert json.dumps(value, default=lambda _: 1) == '{"b": 1, "a": "\\u00e9"}'
    assert json.loads(b"[1]") == json.load(io.StringIO("[1]")) == [1]
    with pytest.raises(stock.JSONDecodeError):
        json.loads("{")


def test_a_response_needs_an_application():
    """jsonify says so outside of one."""
    with pytest.raises(RuntimeError, match="outside of application context"):
        json.jsonify(1)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"a": [1, 2.5, null]}', 200),
        (b" [] ", 200),
        ("\ufeff[]".encode(), 200),
        ("[]".encode("utf-16"), 200),
        (b"[" * 100_000, 400),
        (b'{"a":' * 100_000, 400),
        (b"9" * 5_000, 400),
        (b"[9" + b"9" * 100_000 + b"]", 400),
        (b"\xff\xfe\xfd", 400),
        (b'"\xff"', 400),
        (b"", 400),
        (b"{", 400),
        (b"[1]x", 400),
    ],
)
@pytest.mark.parametrize("debug", [True, False])
def test_no_body_of_a_request_is_a_server_error(body, status, debug):
    """What can't be read is the client's mistake."""
    app = App("json_app", root_path="/")
    app.debug = debug

    @app.post("/")
    def read():
        return {"type": type(request.get_json()).__name__}

    response = Client(app).post("/", data=body, content_type="application/json")
    assert response.status_code == status


def test_numbers_that_json_has_no_word_for_are_never_written():
    """With and without an application, in text, files and responses; unless who writes says so."""
    app = App("json_app", root_path="/")
    nan = {"a": float("nan")}

    def refused():
        for write in (
            lambda: json.dumps(nan),
            lambda: json.dumps(nan, indent=2),
            lambda: json.dump(nan, io.StringIO()),
        ):
            with pytest.raises(ValueError, match="not JSON compliant"):
                write()
        assert json.dumps(nan, allow_nan=True) == '{"a": NaN}'

    refused()
    with app.app_context():
        refused()
        for debug in (True, False):
            app.debug = debug
            with pytest.raises(ValueError, match="not JSON compliant"):
                json.jsonify(nan)


@pytest.mark.parametrize("body", [b"NaN", b"[1e999]", b'{"a": 1, "a": 2}'])
def test_a_strict_application_refuses_what_is_read_in_two_ways(body):
    """With a 400; by default it is read as Python reads it."""
    app = App("json_app", root_path="/")
    app.add_url_rule("/", "read", lambda: str(request.get_json()), methods=["POST"])

    def post():
        return Client(app).post("/", data=body, content_type="application/json").status_code

    assert post() == 200
    app.json.strict = True
    assert post() == 400
