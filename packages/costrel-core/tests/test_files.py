"""Files are sent as Werkzeug sends them, also by the shorter way, and never from elsewhere."""

import io
import mimetypes
import operator
import os
import posixpath
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import flask
import pytest
import werkzeug.utils
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.test import Client, EnvironBuilder, run_wsgi_app

from costrel_core import App, Blueprint, Response, small_files
from costrel_core.files import send_file, send_from_directory
from costrel_spec import current

pytestmark = pytest.mark.filterwarnings("error::ResourceWarning")

FILES = {
    "style.css": b"body {}",
    "empty.txt": b"",
    "data.json.gz": b"\x1f\x8b",
    "archive.tgz": b"\x1f\x8b",
    "page.HTML": b"<p>",
    "no_suffix": b"?",
    "odd.unheard-of": b"?",
    "with space.txt": b"space",
    'quo"te.txt': b"quote",
    "äöü.txt": b"umlaut",
    "colon:name.css": b"colon",
    "http:name.css;x.html": b"no URL",
    ".hidden": b"hidden",
    "sub/folder/script.js": b"1",
    "large.bin": bytes(small_files.LIMIT + 1),
    "limit.bin": bytes(small_files.LIMIT),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A static folder with a file outside of it."""
    for name, content in FILES.items():
        path = tmp_path / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (tmp_path / "static" / "fifo").touch()
    return tmp_path


@pytest.fixture
def app(folder):
    """What sending files needs of an application."""
    small_files._known.clear()
    ages = []

    def get_send_file_max_age(filename):
        ages.append(filename)
        return app.age

    app = SimpleNamespace(
        root_path=str(folder),
        response_class=Response,
        config={"USE_X_SENDFILE": False},
        get_send_file_max_age=get_send_file_max_age,
        age=None,
        ages=ages,
    )
    return app


@contextmanager
def requested(app, method="GET", **headers):
    """A request for the application that is current."""
    builder = EnvironBuilder(method=method, headers=headers)
    environ = builder.get_environ()
    builder.close()
    request = SimpleNamespace(environ=environ)
    token = current.set((SimpleNamespace(app=app), SimpleNamespace(app=app, request=request)))
    try:
        yield environ
    finally:
        current.reset(token)


def seen(environ, send):
    """Status, headers and body as a client sees them; the date is only known to be there."""
    try:
        response = send()
    except HTTPException as error:
        response = error.get_response(environ)
    chunks, status, headers = run_wsgi_app(response, environ, buffered=True)
    body = b"".join(chunks)
    shown = [(name, "" if name in {"Date", "Expires"} else value) for name, value in headers]
    return status, shown, body


def both(app, directory, path, request=None, **kwargs):
    """What we send and what Werkzeug sends for the same request."""
    with requested(app, **(request or {})) as environ:
        options = {
            "max_age": app.get_send_file_max_age,
            "environ": environ,
            "use_x_sendfile": app.config["USE_X_SENDFILE"],
            "response_class": app.response_class,
            "_root_path": app.root_path,
            **{key: value for key, value in kwargs.items() if value is not None},
        }
        ours = seen(environ, lambda: send_from_directory(directory, path, **kwargs))
        oracle = seen(
            environ, lambda: werkzeug.utils.send_from_directory(directory, path, **options)
        )
    return ours, oracle


ETAG = object()
REQUESTS = [
    {},
    {"method": "HEAD"},
    {"method": "POST"},
    {"if_none_match": ETAG},
    {"if_none_match": ETAG, "method": "HEAD"},
    {"if_none_match": ETAG, "if_modified_since": "Sat, 01 Jan 2000 00:00:00 GMT"},
    {"if_none_match": '"other"'},
    {"if_none_match": "*"},
    {"if_modified_since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    {"if_modified_since": "Sat, 01 Jan 2000 00:00:00 GMT"},
    {"if_match": '"other"'},
    {"range": "bytes=1-2"},
    {"range": "bytes=-1"},
    {"range": "bytes=100-"},
    {"range": "bytes=0-0,2-2"},
    {"range": "nonsense"},
    {"range": "bytes=0-1", "if_range": ETAG},
    {"range": "bytes=0-1", "if_range": '"other"'},
]


@pytest.mark.parametrize("age", [None, 0, 60, -5])
@pytest.mark.parametrize("path", FILES)
def test_a_file_is_sent_as_by_werkzeug_however_often_it_was_sent(app, path, age):
    """Status, headers, their order and the body, for plain, conditional and range requests."""
    app.age = age
    (_, headers, _), _ = both(app, "static", path)
    etag = dict(headers)["ETag"]
    for request in REQUESTS:
        given = {key: etag if value is ETAG else value for key, value in request.items()}
        for _ in range(2):
            ours, oracle = both(app, "static", path, given)
            assert ours == oracle


@pytest.mark.parametrize(
    "kwargs",
    [
        {"as_attachment": True},
        {"download_name": "other.txt"},
        {"mimetype": "text/x-own"},
        {"etag": False},
        {"etag": "own"},
        {"conditional": False},
        {"last_modified": 0},
        {"max_age": 5},
        {"max_age": len},
        {"max_age": None},
    ],
    ids=repr,
)
def test_options_are_werkzeugs(app, kwargs):
    """Whatever was sent before."""
    for request in ({}, {"range": "bytes=1-2"}):
        for _ in range(2):
            ours, oracle = both(app, "static", "style.css", request, **kwargs)
            assert ours == oracle
    ours, oracle = both(app, "static", "style.css")
    assert ours == oracle


def changes(folder):
    """Ways in which a file that was sent changes."""
    path = folder / "static" / "style.css"
    other = folder / "other.css"
    other.write_bytes(b"other {}")

    def swap_for_folder():
        path.unlink()
        path.mkdir()

    return {
        "content": lambda: path.write_bytes(b"a {}"),
        "content of the same size": lambda: (path.write_bytes(b"BODY {}"), os.utime(path, (5, 5))),
        "time": lambda: os.utime(path, (5, 5)),
        "link": lambda: (path.unlink(), path.symlink_to(other)),
        "deleted": path.unlink,
        "folder": swap_for_folder,
        "grown": lambda: path.write_bytes(bytes(small_files.LIMIT + 1)),
        "emptied": lambda: path.write_bytes(b""),
    }


@pytest.mark.parametrize(
    "change",
    [
        "content",
        "content of the same size",
        "time",
        "link",
        "deleted",
        "folder",
        "grown",
        "emptied",
    ],
)
def test_a_change_of_the_file_is_seen_at_once(app, folder, change):
    """Nothing of the old file is sent."""
    both(app, "static", "style.css")
    changes(folder)[change]()
    for _ in range(2):
        ours, oracle = both(app, "static", "style.css")
        assert ours == oracle


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="makes a pipe with a name")
def test_a_pipe_in_the_place_of_a_file_blocks_nobody(app, folder):
    """It is no regular file: 404."""
    both(app, "static", "style.css")
    (folder / "static" / "style.css").unlink()
    os.mkfifo(folder / "static" / "style.css")
    assert both(app, "static", "style.css")[0][0] == "404 NOT FOUND"


def test_new_types_of_files_take_effect(app, monkeypatch):
    """The registry of types may change at any time."""
    mimetypes.init()
    registry = mimetypes._db
    for name, table in (
        ("types_map", registry.types_map[True]),
        ("encodings_map", registry.encodings_map),
        ("suffix_map", registry.suffix_map),
    ):
        copy = dict(table)
        monkeypatch.setattr(mimetypes, name, copy)
        monkeypatch.setattr(registry, name, [{}, copy] if name == "types_map" else copy)
    for change in (
        list,
        lambda: mimetypes.add_type("text/x-changed", ".css"),
        lambda: mimetypes.add_type("text/x-changed", ".json"),
        lambda: mimetypes.add_type("text/x-changed", ".html"),
        lambda: mimetypes.encodings_map.__setitem__(".css", "br"),
        lambda: mimetypes.encodings_map.pop(".css"),
        lambda: mimetypes.suffix_map.__setitem__(".css", ".html.gz"),
    ):
        change()
        for _ in range(2):
            for name in ("style.css", "data.json.gz", "http:name.css;x.html"):
                ours, oracle = both(app, "static", name)
                assert ours == oracle


def test_settings_may_change(app):
    """The maximal age, the response class and X-Sendfile."""

    class Own(Response):
        pass

    for name, value in (("age", 5), ("age", None), ("response_class", Own)):
        both(app, "static", "style.css")
        setattr(app, name, value)
        ours, oracle = both(app, "static", "style.css")
        assert ours == oracle
    with requested(app):
        response = send_from_directory("static", "style.css")
        response.close()
    assert type(response) is Own
    app.response_class = Response
    both(app, "static", "style.css")
    app.config["USE_X_SENDFILE"] = True
    ours, oracle = both(app, "static", "style.css")
    assert ours == oracle
    assert "X-Sendfile" in dict(ours[1])


def test_the_age_is_asked_for_with_the_path_each_time(app, folder):
    """get_send_file_max_age gets the whole path, as from Werkzeug."""
    for _ in range(3):
        with requested(app):
            send_from_directory("static", "style.css").close()
    assert app.ages == [str(folder / "static" / "style.css")] * 3


def test_a_file_that_was_sent_takes_the_shorter_way(app, monkeypatch):
    """From the second request on Werkzeug is not asked, for the file as a whole or unchanged."""
    (_, headers, _), _ = both(app, "static", "style.css")
    monkeypatch.setattr(werkzeug.utils, "send_from_directory", None)
    for method in ("GET", "HEAD"):
        with requested(app, method) as environ:
            assert seen(environ, lambda: send_from_directory("static", "style.css"))[0] == "200 OK"
    with requested(app, if_none_match=dict(headers)["ETag"]) as environ:
        sent = seen(environ, lambda: send_from_directory("static", "style.css"))
    assert sent[0] == "304 NOT MODIFIED"


def test_the_dates_are_those_of_the_answer(app, monkeypatch):
    """Date is now, Expires is now and the maximal age."""
    app.age = 60
    both(app, "static", "style.css")
    monkeypatch.setattr(small_files, "time", lambda: 1_000_000_000.9)
    with requested(app):
        headers = send_from_directory("static", "style.css").headers
    assert headers["Date"] == "Sun, 09 Sep 2001 01:46:40 GMT"
    assert headers["Expires"] == "Sun, 09 Sep 2001 01:47:40 GMT"


def test_a_response_may_be_changed_without_changing_the_next(app):
    """Each has headers of its own."""
    both(app, "static", "style.css")
    for _ in range(2):
        with requested(app):
            response = send_from_directory("static", "style.css")
        assert "X-Changed" not in response.headers
        assert response.direct_passthrough
        response.headers["X-Changed"] = "yes"
        response.headers["ETag"] = "changed"


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "sub/../../secret.txt",
        "..",
        ".",
        "",
        "/",
        "/etc/passwd",
        "//etc/passwd",
        "style.css/x",
        "style.css\0",
        "style.css\0.png",
        "a" * 300,
        "a/" * 3000,
        "\udcff",
        "..\\secret.txt",
        "sub",
        "sub/folder/",
        "~/x",
        "%2e%2e/secret.txt",
        "STYLE.CSS\u0130",
    ],
)
def test_a_path_that_leads_nowhere_is_not_found(app, folder, path):
    """Traversal, folders, NUL, over-long and malformed names: 404 each time, nothing is kept."""
    for absolute in ("static", str(folder / "static")):
        for _ in range(2):
            ours, oracle = both(app, absolute, path)
            assert ours == oracle
            assert ours[0] == "404 NOT FOUND"
    assert not small_files._known


detours = st.lists(
    st.sampled_from(["./", "/", "sub/", "folder/", "../", "sub/../", "\0"]), max_size=4
)
ends = st.sampled_from(["style.css", "script.js", "sub/folder/script.js", "secret.txt", ".", ""])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.builds(operator.add, detours.map("".join), ends),
    directory=st.sampled_from(["static", "static/sub", "", "static/."]),
)
def test_whatever_the_path_the_answer_is_werkzeugs(app, directory, path):
    """Also when the same words were answered before; only words in their plain form are kept.

    Werkzeug finds a file whose path holds a NUL that a later ``..`` takes away; here it is not found.
    """
    for _ in range(2):
        ours, oracle = both(app, directory, path)
        assert ours[0] == "404 NOT FOUND" if "\0" in path else ours == oracle
    assert all(posixpath.normpath(kept) == kept for _, _, kept in small_files._known)


def test_what_is_known_of_files_is_bounded(app, folder, monkeypatch):
    """More files than the capacity push out the old ones."""
    monkeypatch.setattr(small_files, "CAPACITY", 3)
    for number in range(7):
        (folder / "static" / f"{number}.txt").write_bytes(b"%d" % number)
        for _ in range(2):
            ours, oracle = both(app, "static", f"{number}.txt")
            assert ours == oracle
        assert len(small_files._known) <= 3


def test_applications_with_one_folder_name_do_not_mix(app, folder):
    """The same words below another root are another file."""
    both(app, "static", "style.css")
    (folder / "other" / "static").mkdir(parents=True)
    (folder / "other" / "static" / "style.css").write_bytes(b"other")
    other = SimpleNamespace(**{**vars(app), "root_path": str(folder / "other")})
    ours, oracle = both(other, "static", "style.css")
    assert ours == oracle
    assert ours[2] == b"other"


def test_a_stream_of_a_file_is_not_found_on_windows(app, monkeypatch):
    """NTFS would show the file's content under another name."""
    monkeypatch.setattr("costrel_core.files._ON_WINDOWS", True)
    with requested(app), pytest.raises(NotFound):
        send_from_directory("static", "colon:name.css")


def test_a_file_that_is_deleted_in_between_is_not_found(app, folder, monkeypatch):
    """Between looking and opening."""

    def seen_for_the_last_time(path):
        Path(path).unlink()
        return True

    monkeypatch.setattr(os.path, "isfile", seen_for_the_last_time)
    with requested(app), pytest.raises(NotFound):
        send_from_directory("static", "style.css")


def test_a_file_that_may_not_be_read_is_not_found(make_app, folder, monkeypatch, caplog):
    """As if there were none; who runs the application finds it in the log."""
    app = make_app(root_path=str(folder))

    def guarded(path, *arguments, **options):
        if str(path).endswith("style.css"):
            raise PermissionError(13, "Permission denied", path)
        return open(path, *arguments, **options)  # whoever asks closes it

    monkeypatch.setattr("werkzeug.utils.open", guarded, raising=False)
    answers = [Client(app).get(f"/static/{name}") for name in ("style.css", "missing.css")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].data == answers[1].data
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "style.css" in caplog.text


@pytest.mark.skipif(os.name == "nt", reason="no such names")
@pytest.mark.parametrize("name", ["a\nb.txt", "a\x1bb.txt", "a\x7f.txt"])
def test_a_name_with_control_characters_is_not_found(app, folder, name):
    """No header could tell it."""
    (folder / "static" / name).write_bytes(b"x")
    with requested(app), pytest.raises(NotFound):
        send_from_directory("static", name)


def test_a_large_file_is_left_to_the_server(app):
    """It is not read at once, and nothing is kept of it."""
    for _ in range(2):
        both(app, "static", "large.bin")
        both(app, "static", "limit.bin")
    assert [path for _, _, path in small_files._known] == ["limit.bin"]


def test_a_conditional_request_may_be_the_first(app):
    """The next one gets all of the file."""
    for request in ({"if_none_match": "*"}, {}, {"method": "HEAD"}):
        ours, oracle = both(app, "static", "style.css", request)
        assert ours == oracle


def test_a_file_that_changes_while_it_is_sent_is_not_kept(app, folder):
    """What is known of it would belong to another state."""

    def change(path):
        Path(path).write_bytes(b"changed in between")

    app.get_send_file_max_age = change
    with requested(app):
        send_from_directory("static", "style.css").close()
    assert not small_files._known


def test_a_file_that_is_cut_while_it_is_read_is_left_to_werkzeug(app, monkeypatch):
    """What was read is not what the length says."""
    both(app, "static", "style.css")
    read = os.read
    monkeypatch.setattr(os, "read", lambda file, size: read(file, size)[:-1])
    ours, oracle = both(app, "static", "style.css")
    assert ours == oracle


def test_a_file_that_is_deleted_while_it_is_sent_is_not_kept(app, folder):
    """It is sent this time."""
    app.get_send_file_max_age = os.unlink
    for content in (b"body {}", None):
        with requested(app) as environ:
            sent = seen(environ, lambda: send_from_directory("static", "style.css"))
        assert sent[2] == content or sent[0] == "404 NOT FOUND"
    assert not small_files._known


def test_a_file_may_be_named_by_path_objects(app, folder):
    """Directory and path."""
    for _ in range(2):
        ours, oracle = both(app, folder / "static", Path("sub/folder/script.js"))
        assert ours == oracle
        assert ours[2] == b"1"


@pytest.mark.parametrize("source", ["static/style.css", Path("static/style.css")])
def test_a_path_is_sent_from_the_root_path(app, source):
    """send_file takes what Werkzeug's takes, and asks the application for the rest."""
    app.age = 5
    with requested(app) as environ:
        ours = seen(environ, lambda: send_file(source, as_attachment=True, download_name="a.txt"))
        oracle = seen(
            environ,
            lambda: werkzeug.utils.send_file(
                source,
                environ,
                as_attachment=True,
                download_name="a.txt",
                max_age=5,
                response_class=Response,
                _root_path=app.root_path,
            ),
        )
    assert ours == oracle
    assert ours[0] == "200 OK"


def test_an_open_file_is_sent_and_closed(app, folder):
    """It needs a name or a type, and must be open for bytes."""
    with requested(app) as environ:
        file = io.BytesIO(b"content")
        assert seen(environ, lambda: send_file(file, mimetype="text/plain"))[2] == b"content"
        assert file.closed
        with pytest.raises(ValueError, match="binary mode"):
            send_file(io.StringIO(), mimetype="text/plain")  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="MIME type"):
            send_file(io.BytesIO())
        with pytest.raises(FileNotFoundError):
            send_file("static/missing")


def test_a_download_name_is_only_a_name(app):
    """It can't add a header or a parameter."""
    name = 'a"; filename="b.exe'
    with requested(app):
        response = send_file("static/style.css", download_name=name, as_attachment=True)
        response.close()
        assert response.headers.getlist("Content-Disposition") == [
            'attachment; filename="a\\"; filename=\\"b.exe"'
        ]
        for name in ("a\r\nX-Injected: 1", "a\0b", "a\x1b[2J"):
            with pytest.raises(ValueError, match="newline"):
                send_file("static/style.css", download_name=name)


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="counts this process's descriptors")
def test_descriptors_are_released(app):
    """After whole, conditional, range, refused and missing files."""
    before = len(os.listdir("/proc/self/fd"))
    for path in ("style.css", "large.bin", "missing"):
        for request in REQUESTS:
            given = {key: '"x"' if value is ETAG else value for key, value in request.items()}
            both(app, "static", path, given)
    assert len(os.listdir("/proc/self/fd")) == before


@pytest.mark.parametrize("age", [None, 60])
def test_applications_and_blueprints_send_their_static_files_as_flask(folder, age):
    """The same statuses, headers and bodies, however often, and for a changed file."""

    def client(app_class, blueprint_class):
        app = app_class("files_app", root_path=str(folder))
        app.config["SEND_FILE_MAX_AGE_DEFAULT"] = age
        part = blueprint_class(
            "part",
            "files_part",
            root_path=str(folder),
            static_folder="static/sub",
            static_url_path="/static",
            url_prefix="/part",
        )
        app.register_blueprint(part)
        return Client(app)

    clients = client(App, Blueprint), client(flask.Flask, flask.Blueprint)
    for content in (b"body {}", b"changed {}"):
        (folder / "static" / "style.css").write_bytes(content)
        for url in (
            "/static/style.css",
            "/part/static/folder/script.js",
            "/static/missing",
            "/static/../secret.txt",
            "/part/static/../style.css",
        ):
            for method in ("GET", "HEAD", "GET", "OPTIONS", "POST"):
                ours, oracle = (one.open(url, method=method, buffered=True) for one in clients)
                assert (ours.status, ours.get_data()) == (oracle.status, oracle.get_data())
                assert set(ours.allow) == set(oracle.allow)
                for header in {name for name, _ in (*ours.headers, *oracle.headers)}:
                    if header not in {"Allow", "Date", "Expires"}:
                        assert ours.headers.get(header) == oracle.headers.get(header)
