"""Forms with files are read as Werkzeug reads them; together they stay within a bound."""

import os
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser, default_stream_factory
from werkzeug.test import Client

from costrel_core import request
from costrel_core.forms import FormParser
from costrel_core.multipart import AS_MANY, plain_name

pytestmark = pytest.mark.alone

TYPE = "multipart/form-data"


def field(name, value, *headers):
    """One part of a form."""
    head = [f'Content-Disposition: form-data; name="{name}"', *headers]
    return "\r\n".join(["--b", *head, "", ""]).encode("latin-1") + value + b"\r\n"


def upload(name, value, filename, *headers):
    """One part that is a file."""
    return field(f'{name}"; filename="{filename}', value, *headers)


END = b"--b--\r\n"
PARTS = st.one_of(
    st.builds(field, st.sampled_from("ab"), st.binary(max_size=8)),
    st.builds(
        field, st.just("c"), st.just(b"\xe4"), st.just("Content-Type: a; charset=iso-8859-1")
    ),
    st.builds(
        upload, st.sampled_from("fg"), st.binary(max_size=8), st.sampled_from(["n", "a b.txt"])
    ),
    st.sampled_from([b"--b\r\n\r\nx\r\n", b"--b\r\nX", b"junk", b"--b\r\n\xff\r\n\r\nx\r\n", END]),
)


def outcome(kind, data, **options):
    """Fields and files, or the error."""
    parser = kind(lambda **_: BytesIO(), silent=False, **options)
    try:
        _, form, files = parser.parse(BytesIO(data), TYPE, len(data), {"boundary": "b"})
    except Exception as error:
        return type(error)
    found = [
        (name, file.filename, file.read(), list(file.headers)) for name, file in files.items(True)
    ]
    return list(form.items(True)), found


@given(st.lists(PARTS, max_size=5), st.sampled_from([b"", END]), st.sampled_from([None, 5, 100]))
def test_a_form_is_what_werkzeug_makes_of_it(parts, end, size):
    """Or the same error: malformed, cut off, too many parts, too large a field."""
    data = b"".join(parts) + end
    options = {"max_form_memory_size": size, "max_form_parts": 3}
    assert outcome(FormParser, data, **options) == outcome(FormDataParser, data, **options)


def test_all_fields_together_are_bounded():
    """Each may be as large as MAX_FORM_MEMORY_SIZE, all of them only ten times that."""
    limits = {"max_form_memory_size": 200_000}
    full = field("a", b"x" * 199_000) * AS_MANY
    assert len(outcome(FormParser, full + END, **limits)[0]) == AS_MANY
    more = field("a", b"x" * 10_000)
    assert outcome(FormParser, full + more + END, **limits) is RequestEntityTooLarge
    assert len(outcome(FormParser, full * 2 + END)[0]) == 2 * AS_MANY


def test_one_field_is_bounded_however_it_arrives():
    """Also where a few bytes come at a time; its headers do not count."""

    class Drip(BytesIO):
        def read(self, size=-1):
            return super().read(7)

    parser = FormParser(max_form_memory_size=300)
    _, form, _ = parser.parse(Drip(field("a", b"x" * 300) + END), TYPE, None, {"boundary": "b"})
    assert form["a"] == "x" * 300
    with pytest.raises(RequestEntityTooLarge):
        parser.parse(Drip(field("a", b"x" * 301) + END), TYPE, None, {"boundary": "b"})


def test_the_headers_of_parts_count():
    """They are kept with each file: many large ones would fill the memory."""
    limits = {"max_form_memory_size": 200_000}
    part = upload("f", b"x", "n", "X-A: " + "x" * 100_000)
    assert len(outcome(FormParser, part * 19 + END, **limits)[1]) == 19
    assert outcome(FormParser, part * 20 + END, **limits) is RequestEntityTooLarge


def test_files_count_for_no_field():
    """They are spooled to the disk; MAX_CONTENT_LENGTH bounds them."""
    data = upload("f", b"x" * 100_000, "n") + END
    _, [(_, _, content, _)] = outcome(FormParser, data, max_form_memory_size=70_000)
    assert len(content) == 100_000


@pytest.mark.parametrize("end", [b"", b"--b\r\n\xff\r\n\r\nx", field("a", b"x" * 600_000) + END])
def test_files_are_closed_where_the_rest_of_the_form_fails(end):
    """At once: cut off, malformed or too large."""
    opened = []

    def keep(**options):
        opened.append(default_stream_factory(**options))
        return opened[-1]

    data = upload("f", b"x" * 600_000, "n") * 3 + end
    parser = FormParser(keep, max_form_memory_size=500_000, silent=False)
    with pytest.raises((ValueError, RequestEntityTooLarge)):
        parser.parse(BytesIO(data), TYPE, len(data), {"boundary": "b"})
    assert [file.closed for file in opened] == [True] * 3


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="needs a way to count descriptors")
def test_no_descriptor_is_left_after_a_request(app, without_gc):
    """Neither of uploads that were read nor of those that were not."""
    app.add_url_rule("/", "x", lambda: str(len(request.files)), methods=["POST"])
    files = b"".join(upload(f"f{number}", b"x" * 600_000, "n") for number in range(3))

    def post(data):
        before = len(os.listdir("/proc/self/fd"))
        answer = Client(app).post("/", data=data, content_type=f"{TYPE}; boundary=b").text
        assert len(os.listdir("/proc/self/fd")) == before
        return answer

    assert post(files + END) == "3"
    assert post(files) == "0"
    assert "413" in post(files + field("a", b"x" * 600_000) + END)


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("a.txt", "a.txt"),
        ("/etc/passwd", "passwd"),
        ("../../a.txt", "a.txt"),
        ("..\\..\\a.txt", "a.txt"),
        ("C:\\folder\\a.txt", "a.txt"),
        ("C:a.txt", "a.txt"),
        ("a\0b\x7f\x9f.txt", "ab.txt"),
        ("..", ""),
        (".", ""),
        ("a/", ""),
        ("", ""),
        (".hidden", ".hidden"),
        ("12:30 \xe4\u202f.txt", "12:30 \xe4\u202f.txt"),
    ],
)
def test_the_name_of_an_upload_leads_nowhere(sent, name):
    """No folder, no drive, no control characters; nothing is left of what is nothing else."""
    assert plain_name(sent) == name


def test_a_view_gets_the_plain_name(app):
    """The header still tells what was sent."""

    def view():
        file = request.files["f"]
        return f"{file.filename} of {file.headers['Content-Disposition']}"

    app.add_url_rule("/", "x", view, methods=["POST"])
    data = upload("f", b"x", "../../a.txt") + END
    text = Client(app).post("/", data=data, content_type=f"{TYPE}; boundary=b").text
    assert text == 'a.txt of form-data; name="f"; filename="../../a.txt"'
