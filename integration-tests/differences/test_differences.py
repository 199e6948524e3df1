"""Each deliberate difference from Flask, seen on both sides: what Flask does, and what we do.

``docs/differences.toml`` names one of these tests for each difference that it lists.
"""

import contextlib
import functools
import gc
import hashlib
import io
import logging
import os
import pty
import string
import subprocess
import sys
from collections.abc import Callable
from contextvars import copy_context
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import flask
import pytest
from jinja2 import DictLoader
from werkzeug.local import LocalProxy
from werkzeug.test import create_environ

import costrel

Scenario = Callable[[Any, ModuleType], Any]
APPLICATIONS = ((flask.Flask, flask), (costrel.Costrel, costrel))


def observe(scenario: Scenario) -> tuple[Any, Any]:
    """What the scenario returns on Flask and on Costrel; of an exception, its type."""
    flasks, ours = (
        copy_context().run(_outcome, scenario, app_class("site"), framework)
        for app_class, framework in APPLICATIONS
    )
    return flasks, ours


def _outcome(scenario: Scenario, app: Any, framework: ModuleType) -> Any:
    try:
        return scenario(app, framework)
    except Exception as error:  # whichever it is, it is the outcome
        return type(error)


def fail(*_arguments: object, **_extra: object) -> None:
    """What fails in the scenarios."""
    raise ZeroDivisionError


def serve(app: Any, path: str = "/") -> list[bytes]:
    """The answer to a request as a server has it, without a test client in between."""
    return list(app(create_environ(path), lambda *_arguments: None))


def signed(content: object, key: str = "key") -> str:
    """A session cookie signed by Flask."""
    app = flask.Flask("signer")
    app.secret_key = key
    return app.session_interface.get_signing_serializer(app).dumps(content)


def read_session(app: Any, framework: ModuleType, cookie: str) -> dict[str, Any]:
    """The session of a request with that cookie."""
    app.secret_key = "key"
    with app.test_request_context(headers={"Cookie": f"session={cookie}"}):
        return dict(framework.session)


# -- failures -----------------------------------------------------------------------------------


def test_a_failing_teardown_function_stops_no_other() -> None:
    """Flask loses the response and calls no further function; here both are kept."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        called: list[str] = []
        app.add_url_rule("/", "index", lambda: "ok")
        app.teardown_request(lambda error: called.append("first"))
        app.teardown_request(fail)
        return app.test_client().get("/").text, called

    assert observe(scenario) == (ZeroDivisionError, ("ok", ["first"]))


@pytest.mark.parametrize("handled", [500, Exception])
def test_a_failing_error_handler_is_answered(handled: int | type[Exception]) -> None:
    """Flask hands its exception to the server; here the client gets a plain page."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        app.add_url_rule("/", "index", fail)
        app.register_error_handler(handled, fail)
        return app.test_client().get("/").status_code

    assert observe(scenario) == (ZeroDivisionError, 500)


@pytest.mark.parametrize(
    ("signal", "flasks"),
    [("request_finished", 500), ("request_tearing_down", ZeroDivisionError)],
)
def test_a_failing_receiver_loses_no_response(signal: str, flasks: Any) -> None:
    """Flask sends another response, or none; here the failure is in the log."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        app.add_url_rule("/", "index", lambda: "ok")
        with getattr(framework, signal).connected_to(fail, app):
            return app.test_client().get("/").status_code

    assert observe(scenario) == (flasks, 200)


def test_a_context_that_a_view_leaves_behind_is_ended() -> None:
    """Flask fails with AssertionError; here the response is sent."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        def view() -> str:
            type(app)("other").app_context().push()
            return "ok"

        app.add_url_rule("/", "index", view)
        return b"".join(serve(app)), framework.has_app_context()

    assert observe(scenario) == (AssertionError, (b"ok", False))


def test_no_context_of_a_middleware_is_left_behind() -> None:
    """What stands on the thread after a request is what stood before, whoever pushed."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        def middleware(environ: Any, start_response: Any) -> list[bytes]:
            app.request_context(environ).push()
            return [b""]

        app.wsgi_app = middleware
        serve(app)
        return framework.has_request_context()

    assert observe(scenario) == (True, False)


def test_a_streamed_request_is_torn_down_once() -> None:
    """Flask calls teardown functions when the response is made, and again when the stream ends."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        events: list[str] = []
        app.teardown_request(lambda error: events.append("teardown"))

        def chunks() -> Any:
            events.append("chunk")
            yield framework.request.path

        app.add_url_rule("/", "index", lambda: framework.stream_with_context(chunks()))
        serve(app)
        return events

    assert observe(scenario) == (["teardown", "chunk", "teardown"], ["chunk", "teardown"])


def test_a_forgotten_response_is_answered() -> None:
    """A function after the view returns None."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        app.add_url_rule("/", "index", lambda: "ok")
        app.after_request(lambda response: None)
        return app.test_client().get("/").status_code

    assert observe(scenario) == (TypeError, 500)


def test_a_response_that_fails_is_answered() -> None:
    """The server is told to start anew."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        class Failing(framework.Response):
            __call__ = fail

        app.add_url_rule("/", "index", Failing)
        return serve(app)

    assert observe(scenario) == (ZeroDivisionError, [b"Internal Server Error"])


def test_a_failing_log_loses_no_response() -> None:
    """A handler that does not keep its own failures."""

    class Handler(logging.Handler):
        emit = fail

    def scenario(app: Any, framework: ModuleType) -> Any:
        app.add_url_rule("/", "index", fail)
        app.logger.addHandler(handler)
        try:
            return app.test_client().get("/").status_code
        finally:
            app.logger.removeHandler(handler)

    handler = Handler()
    assert observe(scenario) == (ZeroDivisionError, 500)


def test_a_context_in_a_stream_is_the_streams_own() -> None:
    """Between its chunks, the reader has the contexts that he had before."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        def chunks() -> Any:
            with app.app_context():
                framework.g.inner = True
                yield "x"

        with app.test_request_context():
            for _ in framework.stream_with_context(chunks()):
                seen = "inner" in framework.g
            return seen

    assert observe(scenario) == (True, False)


def test_a_context_popped_out_of_order_sees_itself() -> None:
    """Its teardown functions see its ``g``."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        seen: list[str] = []
        app.teardown_appcontext(lambda error: seen.append(framework.g.name))
        contexts = {name: app.app_context() for name in ("first", "second")}
        for name, context in contexts.items():
            context.push()
            framework.g.name = name
        with pytest.raises(AssertionError):
            contexts["first"].pop()
        return seen

    assert observe(scenario) == (["second"], ["first"])


# -- input --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "path"), [("/<int:number>", "/٣"), ("/<float:number>", "/٣.٣")], ids=["int", "float"]
)
def test_numbers_in_paths_have_ascii_digits(rule: str, path: str) -> None:
    """Digits of other scripts are 404."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        app.add_url_rule(rule, "index", lambda number: "ok")
        return app.test_client().get(path).status_code

    assert observe(scenario) == (200, 404)


def test_numbers_in_paths_have_300_digits_at_most() -> None:
    """Longer ones are 404."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        app.add_url_rule("/<int:number>", "index", lambda number: "ok")
        client = app.test_client()
        return [client.get("/" + "1" * length).status_code for length in (300, 301)]

    assert observe(scenario) == ([200, 200], [200, 404])


def test_a_wildcard_does_not_cross_a_line_break() -> None:
    """Only between two ``path`` variables, and only after an earlier place where both would do."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        app.add_url_rule("/<path:a>/x/<path:b>", "index", lambda a, b: "ok")
        return app.test_client().get("/p/x/q/x/%0Az").status_code

    assert observe(scenario) == (200, 404)


def test_a_trusted_host_may_be_written_in_capitals() -> None:
    """Flask refuses it."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        app.config["TRUSTED_HOSTS"] = ["shop.example"]
        app.add_url_rule("/", "index", lambda: "ok")
        return app.test_client().get("/", headers={"Host": "SHOP.example"}).status_code

    assert observe(scenario) == (400, 200)


def test_urls_are_built_where_the_host_is_refused() -> None:
    """A page for bad requests may have links."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        app.config["TRUSTED_HOSTS"] = ["shop.example"]
        app.add_url_rule("/about", "about")
        app.register_error_handler(400, lambda error: (framework.url_for("about"), 400))
        answer = app.test_client().get("/about", headers={"Host": "evil.example"})
        return answer.status_code, answer.text[:6]

    assert observe(scenario) == ((500, "<!doct"), (400, "/about"))


@pytest.mark.parametrize("location", ["javascript:alert(1)", " data:text/html,x", "VBScript:x"])
def test_no_redirect_leads_to_a_script(location: str) -> None:
    """An error, since following it would run a script in the page."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        with app.app_context():
            try:
                return framework.redirect(location).status_code
            except ValueError as error:
                return str(error).endswith("[costrel:unsafe-redirect]")

    assert observe(scenario) == (302, True)


@pytest.mark.parametrize(
    "use",
    [
        lambda response: response.headers.set("X\r\nY", "a"),
        lambda response: response.headers.add("X-A", "a\0b"),
        lambda response: response.headers.set("X-A", "\u20ac"),
        lambda response: setattr(response, "status", "200 OK\r\nX: y"),
        lambda response: response.set_cookie("a;b"),
        lambda response: response.set_cookie("a", domain="b; Secure"),
        lambda response: response.set_cookie("a", expires="now; Secure"),
    ],
)
def test_nothing_breaks_out_of_a_header(use: Callable[[Any], None]) -> None:
    """An error, since it would be another header or attribute, or can't be sent."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        try:
            use(framework.Response("x"))
        except ValueError as error:
            return str(error).endswith("[costrel:unsafe-header]")
        return "set"

    assert observe(scenario) == ("set", True)


def post_form(app: Any, framework: ModuleType, body: bytes, kind: str) -> Any:
    """The status, and the number of fields, of a form that is posted."""
    app.add_url_rule("/", "index", lambda: str(len(framework.request.form)), methods=["POST"])
    response = app.test_client().post("/", data=body, content_type=kind)
    return response.status_code


@pytest.mark.parametrize("body", [b"a=" + b"1" * 500_000, b"a&" * 1001])
def test_every_form_has_limits(body: bytes) -> None:
    """Those for forms with files hold for others as well."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        return post_form(app, framework, body, "application/x-www-form-urlencoded")

    assert observe(scenario) == (200, 413)


def test_all_fields_of_a_form_together_are_bounded() -> None:
    """Each may be large, many large ones may not."""
    field = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n' + b"1" * 400_000 + b"\r\n"

    def scenario(app: Any, framework: ModuleType) -> Any:
        return post_form(app, framework, field * 13 + b"--b--", "multipart/form-data; boundary=b")

    assert observe(scenario) == (200, 413)


def chunked(app: Any, body: io.BytesIO, path: str = "/") -> Any:
    """The answer to a body whose end the server tells."""
    how = {"wsgi.input_terminated": True, "CONTENT_LENGTH": ""}
    return app.test_client().post(path, input_stream=body, environ_overrides=how)


def test_a_chunked_body_is_whole_or_refused() -> None:
    """Read at once it isn't cut off, read in pieces it may have the length that is allowed."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        def read() -> bytes:
            if framework.request.args:
                return b"".join(iter(lambda: framework.request.stream.read(2), b""))
            data: bytes = framework.request.get_data()
            return data

        app.config["MAX_CONTENT_LENGTH"] = 3
        app.add_url_rule("/", "index", read, methods=["POST"])
        longer, exact = io.BytesIO(b"abcd"), io.BytesIO(b"abc")
        return chunked(app, longer).status_code, chunked(app, exact, "/?pieces=1").status_code

    assert observe(scenario) == ((200, 413), (413, 200))


def test_a_client_that_goes_away_is_no_failure() -> None:
    """It is a bad request, also where the server tells the end of the body."""

    class Gone(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise ConnectionResetError

        readinto = read  # type: ignore[assignment]  # which fails alike

    def scenario(app: Any, framework: ModuleType) -> Any:
        app.add_url_rule("/", "index", lambda: framework.request.stream.read(9), methods=["POST"])
        return chunked(app, Gone(b"abc")).status_code

    assert observe(scenario) == (500, 400)


def test_the_name_of_an_upload_has_no_folder() -> None:
    """Wherever it would lead."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        app.add_url_rule("/", "i", lambda: framework.request.files["f"].filename, methods=["POST"])
        return app.test_client().post("/", data={"f": (io.BytesIO(b"x"), "../a/b.txt")}).text

    assert observe(scenario) == ("../a/b.txt", "b.txt")


def test_odd_bytes_are_no_failure() -> None:
    """In the query and in the credentials of a request."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        app.add_url_rule("/args", "args", lambda: framework.request.args["a"])
        app.add_url_rule("/user", "user", lambda: str(framework.request.authorization))
        client = app.test_client()
        odd = [
            ("/args", {"QUERY_STRING": "a=\xff"}),
            ("/user", {"HTTP_AUTHORIZATION": "Basic \xff"}),
        ]
        answers = [client.get(path, environ_overrides=more) for path, more in odd]
        return [answer.text if answer.status_code == 200 else "500" for answer in answers]

    assert observe(scenario) == (["500", "500"], ["%FF", "None"])


def test_numbers_that_json_has_no_word_for_are_not_written() -> None:
    """Unless who writes them says so."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        with app.app_context():
            written = [framework.json.dumps([float("inf")], allow_nan=True)]
            try:
                written.append(framework.jsonify(float("nan")).get_data())
            except ValueError:
                written.append("refused")
        return written

    assert observe(scenario) == (["[Infinity]", b"NaN\n"], ["[Infinity]", "refused"])


@pytest.mark.parametrize("name", ["secret.txt", "a\nb.txt"])
def test_a_file_that_cannot_be_sent_is_not_found(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if there were none."""
    (tmp_path / name).write_text("x")
    if name == "secret.txt":
        # Tests may run as a user who may read everything.
        def refuse(path: Any, *_arguments: Any) -> Any:
            raise PermissionError(13, "Permission denied", path)

        monkeypatch.setattr("werkzeug.utils.open", refuse, raising=False)

    def scenario(app: Any, framework: ModuleType) -> Any:
        view = functools.partial(framework.send_from_directory, tmp_path, name)
        app.add_url_rule("/", "index", view)
        return app.test_client().get("/").status_code

    assert observe(scenario) == (500, 404)


def test_json_nested_too_deeply_is_a_bad_request() -> None:
    """It is the client's mistake."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        app.add_url_rule("/", "index", lambda: str(framework.request.json), methods=["POST"])
        deep = b"[" * 100_000
        response = app.test_client().post("/", data=deep, content_type="application/json")
        return response.status_code

    assert observe(scenario) == (500, 400)


# -- sessions -----------------------------------------------------------------------------------


def test_an_empty_fallback_key_verifies_nothing() -> None:
    """Else anybody could sign a session."""
    from itsdangerous import URLSafeTimedSerializer

    forged = URLSafeTimedSerializer(
        "",
        salt="cookie-session",
        serializer=flask.sessions.session_json_serializer,
        signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha1},
    ).dumps({"user": 1})

    def scenario(app: Any, framework: ModuleType) -> Any:
        app.config["SECRET_KEY_FALLBACKS"] = [""]
        return read_session(app, framework, forged)

    assert observe(scenario) == ({"user": 1}, {})


def test_a_signature_has_one_spelling() -> None:
    """The last letter of a signature has bits that mean nothing; here they have to be zero."""
    letters = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
    cookie = signed({"user": 1})
    sibling = cookie[:-1] + letters[letters.index(cookie[-1]) + 1]
    outcome = observe(lambda app, framework: read_session(app, framework, sibling))
    assert outcome == ({"user": 1}, {})


def test_a_session_of_the_wrong_shape_is_empty() -> None:
    """Though it is signed, it is no error."""
    outcome = observe(lambda app, framework: read_session(app, framework, signed([1, 2])))
    assert outcome == (TypeError, {})


def test_a_session_inflates_up_to_a_limit() -> None:
    """What a small cookie becomes is bounded."""
    cookie = signed({"text": "x" * 5_000_000})
    outcome = observe(lambda app, framework: len(read_session(app, framework, cookie)))
    assert outcome == (1, 0)


def test_a_session_without_a_key_refuses_every_write() -> None:
    """Flask lets ``|=`` pass and loses what was written."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        with app.test_request_context():
            session = framework.session._get_current_object()
            session |= {"user": 1}
            return dict(session)

    assert observe(scenario) == ({"user": 1}, RuntimeError)


def test_a_cookie_too_large_is_an_error_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """Browsers drop it, so that what was written is lost; both also warn."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        app.secret_key = "key"
        caplog.clear()
        with app.test_request_context():
            framework.session["text"] = "".join(map(str, range(5_000)))
            with pytest.warns(UserWarning, match="too large"):
                app.process_response(app.response_class())
        return [record.levelname for record in caplog.records]

    assert observe(scenario) == ([], ["ERROR"])


# -- words --------------------------------------------------------------------------------------


def test_errors_keep_their_first_words_and_have_their_own_remedy() -> None:
    """What suites and extensions compare is the same; what follows is in our words."""

    def outside(framework: ModuleType) -> str:
        with pytest.raises(RuntimeError) as caught:
            framework.current_app.name  # noqa: B018  # looking is what fails
        return str(caught.value)

    flasks, ours = outside(flask), outside(costrel)
    assert flasks.splitlines()[0] == ours.splitlines()[0]
    assert flasks != ours


def test_the_product_is_called_by_its_own_name() -> None:
    """Environment variables and the text of ``g`` do not say Flask."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        with app.app_context():
            return repr(framework.g)

    assert observe(scenario) == ("<flask.g of 'site'>", "<g of 'site'>")
    assert costrel.Costrel.env_prefix == "COSTREL"


def test_functions_at_the_close_of_a_response_all_run() -> None:
    """Flask stops at the first that fails; here the others run, and the failure is raised then."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        closed: list[str] = []

        def view() -> Any:
            response = app.response_class(iter(["ok"]))
            response.call_on_close(fail)
            response.call_on_close(lambda: closed.append("last"))
            return response

        app.add_url_rule("/", "index", view)
        answer = app(create_environ("/"), lambda *_arguments: None)
        try:
            answer.close()
        except ZeroDivisionError:
            closed.append("raised")
        return closed

    assert observe(scenario) == (["raised"], ["last", "raised"])


def test_a_view_class_without_a_dispatch_says_what_it_lacks() -> None:
    """Flask raises NotImplementedError without a word; here the error names the class."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        views = "flask.views" if framework is flask else "costrel_core.views"
        view = __import__(views, fromlist=["View"]).View
        return view().dispatch_request()

    assert observe(scenario) == (NotImplementedError, TypeError)


def test_a_session_interface_says_which_method_it_lacks() -> None:
    """Flask raises NotImplementedError; here the message tells what to write."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        app.session_interface = framework.sessions.SessionInterface()
        return app.test_request_context().push()

    assert observe(scenario) == (NotImplementedError, TypeError)


# -- templates ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["page.html.j2", "page.HTML", "page.svg.jinja2", "page.jinja"])
def test_the_suffix_of_an_engine_hides_no_html(name: str) -> None:
    """Flask inserts the visitor's text as it is; here it is escaped."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        app.jinja_env.loader = DictLoader({name: "{{ text }}", "mail.txt.j2": "{{ text }}"})
        with app.app_context():
            return [framework.render_template(one, text="<b>") for one in (name, "mail.txt.j2")]

    assert observe(scenario) == (["<b>", "<b>"], ["&lt;b&gt;", "<b>"])


def test_template_functions_need_no_parentheses() -> None:
    """Flask replaces the function by a decorator; here it is a filter, and stays what it is."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        blueprint = framework.Blueprint("shop", "shop")

        @app.template_filter
        def shout(text: str) -> str:
            return text.upper()

        @blueprint.app_template_filter
        def whisper(text: str) -> str:
            return text.lower()

        app.register_blueprint(blueprint)
        return shout("a"), app.jinja_env.filters.keys() >= {"shout", "whisper"}

    assert observe(scenario) == (("a", False), ("A", True))


# -- commands -----------------------------------------------------------------------------------


def test_a_plain_command_is_tested_as_it_is_run() -> None:
    """Flask's runner fails where its command line does not; here both give a context."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        name = lambda: click.echo(framework.current_app.name)  # noqa: E731
        app.cli.add_command(click.Command("name", callback=name))
        result = app.test_cli_runner().invoke(args=["name"])
        return result.output or type(result.exception)

    assert observe(scenario) == (RuntimeError, "site\n")


# -- stations -----------------------------------------------------------------------------------


def test_an_adapter_is_made_when_a_url_is_built() -> None:
    """Whoever overrides the station is asked less often."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        class Site(type(app)):
            def create_url_adapter(self, request: Any) -> Any:
                asked.append(request)
                return super().create_url_adapter(request)

        asked: list[Any] = []
        site = Site("site")
        site.config["SERVER_NAME"] = "site.example"
        with site.app_context():
            before = len(asked)
            return before, framework.url_for("static", filename="x"), len(asked)

    url = "http://site.example/static/x"
    assert observe(scenario) == ((1, url, 1), (0, url, 1))


def test_teardown_functions_are_made_ready_together() -> None:
    """Whoever overrides ``ensure_sync`` sees them before any has run."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        class Site(type(app)):
            def ensure_sync(self, func: Any) -> Any:
                events.append("ready")
                return func

        events: list[str] = []
        site = Site("site")
        for _ in range(2):
            site.teardown_appcontext(lambda error: events.append("torn down"))
        with site.app_context():
            events.clear()
        return events

    ready, torn = "ready", "torn down"
    assert observe(scenario) == ([ready, torn, ready, torn], [ready, ready, torn, torn])


def test_a_source_is_compiled_once() -> None:
    """The station that chooses autoescaping is asked by the compiler, by us, and by the rendering."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        class Site(type(app)):
            def select_jinja_autoescape(self, filename: Any) -> Any:
                asked.append(filename)
                return super().select_jinja_autoescape(filename)

        asked: list[Any] = []
        with Site("site").app_context():
            counts = []
            for _ in range(2):
                framework.render_template_string("{{ 1 + 1 }}")
                counts.append(len(asked))
        return counts

    assert observe(scenario) == ([2, 4], [3, 5])


@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
def test_a_command_may_be_async() -> None:
    """Flask makes its coroutine and drops it; here it runs."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        @app.cli.command("greet")
        async def greet() -> None:
            click.echo("hello")

        return app.test_cli_runner().invoke(args=["greet"]).output

    # Flask's coroutine goes where its warning is expected, not in the middle of an import.
    gc.disable()
    try:
        assert observe(scenario) == ("", "hello\n")
        gc.collect()
    finally:
        gc.enable()


def test_a_filter_makes_no_environment() -> None:
    """It waits for the engine."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        class Site(type(app)):
            def create_jinja_environment(self) -> Any:
                made.append("environment")
                return super().create_jinja_environment()

        made: list[str] = []
        site = Site("site")
        site.add_template_filter(str.upper, "loud")
        before = len(made)
        with site.app_context():
            return before, framework.render_template_string("{{ 'x' | loud }}"), len(made)

    assert observe(scenario) == ((1, "X", 1), (0, "X", 1))


def test_lines_of_a_table_end_with_their_words() -> None:
    """Flask fills them up with spaces."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        app.add_url_rule("/", "index", lambda: "ok")
        command = framework.cli.routes_command
        lines = app.test_cli_runner().invoke(command).output.splitlines()
        return [line.split() for line in lines], any(line.endswith(" ") for line in lines)

    flasks, ours = observe(scenario)
    assert flasks[0] == ours[0]
    assert (flasks[1], ours[1]) == (True, False)


def test_help_on_a_terminal_asks_the_application(tmp_path: Path) -> None:
    """What is no terminal gets the help without it, from both."""
    for framework, command in (("flask", "flask"), ("costrel", "costrel_cli")):
        text = f"import {framework}\nprint('loaded')\nraise RuntimeError('oh no')\n"
        tmp_path.joinpath(f"{framework}_site.py").write_text(text)
        line = [sys.executable, "-m", command, "--app", f"{framework}_site", "run", "--help"]
        piped = subprocess.run(line, cwd=tmp_path, capture_output=True, check=True)
        assert b"--port" in piped.stdout
        assert b"loaded" not in piped.stdout
        ours, theirs = pty.openpty()
        with subprocess.Popen(line, cwd=tmp_path, stdout=theirs, stderr=theirs):
            os.close(theirs)
            shown = b""
            with contextlib.suppress(OSError):  # Linux reports the end as one
                while part := os.read(ours, 65536):
                    shown += part
        os.close(ours)
        assert b"--port" in shown
        assert b"oh no" not in shown
        assert (b"loaded" in shown) is (framework == "costrel")


def test_proxies_are_of_a_class_below_werkzeugs() -> None:
    """Who asks with isinstance, as extensions do, sees no difference."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        proxy = framework.request
        return isinstance(proxy, LocalProxy), type(proxy) is LocalProxy, repr(proxy)

    assert observe(scenario) == (
        (True, True, "<LocalProxy unbound>"),
        (True, False, "<LocalProxy unbound>"),
    )


def test_the_session_of_a_context_can_be_assigned() -> None:
    """Flask 3.1.3 made it a property that can only be read."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        ctx = app.test_request_context()
        try:
            ctx.session = app.session_interface.session_class({"name": "Ada"})
        except AttributeError:
            return "refused"
        with ctx:
            return framework.session["name"]

    assert observe(scenario) == ("refused", "Ada")


def test_what_matching_sets_is_an_attribute_of_requests_only() -> None:
    """Flask's class has it too, None until an instance has another."""

    def scenario(app: Any, framework: ModuleType) -> Any:
        names = ("url_rule", "view_args", "routing_exception")
        with app.test_request_context("/nowhere"):
            request = framework.Request(framework.request.environ)
        return [hasattr(framework.Request, name) for name in names], [
            getattr(request, name) for name in names
        ]

    flasks, ours = observe(scenario)
    assert flasks == ([True] * 3, [None] * 3)
    assert ours == ([False] * 3, [None] * 3)
