"""Forms are read as Werkzeug reads them, and no further than the limits allow."""

from io import BytesIO

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.test import Client, create_environ
from werkzeug.wrappers import Request as WerkzeugRequest

from costrel_core import Request, request
from costrel_core.forms import FORM, FormParser, read_form

pytestmark = pytest.mark.alone

FILES = "multipart/form-data"


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


@pytest.mark.parametrize("terminated", [False, True])
def test_the_size_of_a_form_is_bounded(app, terminated):
    """By MAX_FORM_MEMORY_SIZE, whoever tells where the body ends; 500,000 bytes unless configured."""
    app.add_url_rule("/", "x", lambda: str(len(request.form["a"])), methods=["POST"])
    client = Client(app)
    how = {"wsgi.input_terminated": True} if terminated else {}

    def post(size):
        data = b"a=" + b"1" * (size - 2)
        return client.post("/", data=data, content_type=FORM, environ_overrides=how)

    assert post(500_000).text == "499998"
    assert post(500_001).status_code == 413
    app.config["MAX_FORM_MEMORY_SIZE"] = 3
    assert (post(3).text, post(4).status_code) == ("1", 413)
    app.config["MAX_FORM_MEMORY_SIZE"] = None
    assert post(500_001).status_code == 200


def test_the_fields_of_a_form_are_counted(app):
    """MAX_FORM_PARTS holds for them; what is empty between two ampersands is none."""
    app.add_url_rule("/", "x", lambda: str(len(request.form)), methods=["POST"])
    client = Client(app)

    def post(count, more=b""):
        return client.post("/", data=b"&".join([b"a=1"] * count) + more, content_type=FORM)

    assert post(1000).text == "1"
    assert post(1000, b"&&&").text == "1"
    assert post(1001).status_code == 413
    app.config["MAX_FORM_PARTS"] = 2
    assert (post(2).status_code, post(3).status_code) == (200, 413)
    app.config["MAX_FORM_PARTS"] = None
    assert post(1001).status_code == 200


def test_one_request_may_have_limits_of_its_own(app):
    """Set before the form is read, they hold instead of the application's."""
    app.add_url_rule("/", "x", lambda: str(len(request.form)), methods=["POST"])

    @app.before_request
    def allow():
        request.max_form_parts = 3
        request.max_form_memory_size = 11

    app.config.update(MAX_FORM_PARTS=1, MAX_FORM_MEMORY_SIZE=1)
    client = Client(app)
    assert client.post("/", data=b"a=1&b=2&c=3", content_type=FORM).text == "3"
    assert client.post("/", data=b"a=1&b=2&c=34", content_type=FORM).status_code == 413
    assert client.post("/", data=b"a&b&c&d", content_type=FORM).status_code == 413


def test_a_form_that_was_read_as_data_is_still_a_form(app):
    """Within the same limits."""
    app.config["MAX_FORM_MEMORY_SIZE"] = 5
    app.add_url_rule(
        "/", "x", lambda: request.get_data() + request.form["a"].encode(), methods=["POST"]
    )
    client = Client(app)
    assert client.post("/", data=b"a=1", content_type=FORM).data == b"a=11"
    assert client.post("/", data=b"a=1234", content_type=FORM).status_code == 413


def test_a_subclass_may_want_no_form(app):
    """As with Werkzeug."""

    class Plain(Request):
        want_form_data_parsed = False

    app.request_class = Plain
    app.add_url_rule("/", "x", lambda: f"{request.form} {request.get_data()}", methods=["POST"])
    text = Client(app).post("/", data=b"a=1", content_type=FORM).text
    assert text == "ImmutableMultiDict([]) b'a=1'"


@pytest.mark.parametrize("size", [None, 3])
def test_a_form_that_comes_in_pieces_is_read_whole(size):
    """Whatever the stream gives at once."""

    class Drip(BytesIO):
        def read(self, size=-1):
            return super().read(min(size, 1) if size and size > 0 else size)

    assert read_form(Drip(b"a=1"), MultiDict, size, None) == MultiDict({"a": "1"})
    with pytest.raises(RequestEntityTooLarge):
        read_form(Drip(b"a=12"), MultiDict, 3, None)


@pytest.mark.parametrize("silent", [True, False])
@pytest.mark.parametrize("options", [None, {}, {"boundary": ""}, {"boundary": "\xe4"}])
def test_a_form_with_files_needs_a_boundary(silent, options):
    """Without one it is empty, or an error if that is wanted."""
    parser = FormParser(silent=silent)
    if not silent:
        with pytest.raises(ValueError, match=r"boundary|ascii"):
            parser.parse(BytesIO(b"x"), FILES, 1, options)
    else:
        assert parser.parse(BytesIO(b"x"), FILES, 1, options)[1:] == (MultiDict(), MultiDict())
