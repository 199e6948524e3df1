"""Whatever line of ours fails during a request, the next request on that thread starts clean."""

import logging
from collections.abc import Iterable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from costrel_spec import current
from werkzeug.test import EnvironBuilder

_spec = spec_from_file_location("scenarios", Path(__file__).with_name("scenarios.py"))
scenarios = module_from_spec(_spec)  # type: ignore[arg-type]  # the file is there
_spec.loader.exec_module(scenarios)  # type: ignore[union-attr]  # the file is there


class Server:
    """A WSGI server's view of one request: what it was told and what it got."""

    def __init__(self) -> None:
        self.started = 0
        self.body: bytes | None = None
        self.failure: BaseException | None = None

    def start_response(self, status: str, headers: Any, exc_info: Any = None) -> Any:
        assert exc_info or not self.started, "start_response was called twice"
        self.started += 1
        self.status = status

    def serve(self, app: Any, environ: dict[str, Any]) -> "Server":
        answer: Iterable[bytes] = ()
        try:
            answer = app(environ, self.start_response)
            self.body = b"".join(answer)
        except BaseException as error:
            self.failure = error.with_traceback(None)
        finally:
            close = getattr(answer, "close", None)
            try:
                if close is not None:
                    close()
            except BaseException as error:
                self.failure = error.with_traceback(None)
        return self


class Injected(Exception):
    """The fault that a server is to survive."""


class Interrupt(BaseException):
    """The fault that is to end the worker, or the greenlet, and leave nothing behind."""


def environ(app: Any, signed_in: bool = False, **arguments: Any) -> dict[str, Any]:
    built: dict[str, Any] = EnvironBuilder(**arguments).get_environ()
    if signed_in:
        with app.test_request_context():
            signer = app.session_interface.get_signing_serializer(app)
            built["HTTP_COOKIE"] = f"session={signer.dumps({'name': 'Ada', '_permanent': True})}"
    return built


def counting(app: Any, tally: Any) -> None:
    """Have the application count the contexts that were pushed to the end."""
    make = app.request_context

    def request_context(environ: Any) -> Any:
        context = make(environ)
        push = context.push

        def counted() -> None:
            push()
            tally.pushed += 1

        context.push = counted
        return context

    app.request_context = request_context


# A fault inside of a finaliser has nowhere to go; the interpreter reports it, and that is all.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("kind", [Injected, Interrupt])
@pytest.mark.parametrize("name", scenarios.SCENARIOS)
def test_a_fault_at_any_line_leaves_nothing_behind(name: str, kind: Any, lines: Any) -> None:
    """Contexts are gone, teardown ran once per push, and an Exception was answered."""
    tally = scenarios.Tally()
    app = scenarios.make_app(tally)
    app.logger.addHandler(logging.NullHandler())
    app.logger.propagate = False
    arguments = scenarios.SCENARIOS[name]
    # The first requests fill caches and compile; faults are for the lines of every request.
    for _ in range(3):
        expected = Server().serve(app, environ(app, **arguments))
    with lines() as counted:
        Server().serve(app, environ(app, **arguments))
    assert counted.count > 50, "the requests were not traced"
    counting(app, tally)
    problems = []
    for fatal in range(1, counted.count + 1):
        tally.__init__()
        request = environ(app, **arguments)
        tally.__init__()
        with lines(fatal, kind) as injected:
            server = Server().serve(app, request)
        where = f"{injected.where} ({name}, line {fatal})"
        if current.get() != (None, None):
            problems.append(f"context left behind: {where}")
            current.set((None, None))
        if tally.pushed == 1 and tally.request_teardowns != 1:
            problems.append(f"{tally.request_teardowns} request teardowns: {where}")
        if tally.pushed == 1 and tally.context_teardowns != 1:
            problems.append(f"{tally.context_teardowns} context teardowns: {where}")
        if tally.request_teardowns > 1 or tally.context_teardowns > 1:
            problems.append(f"repeated teardown: {where}")
        if kind is Injected and server.started and server.body is None:
            # A stream that fails midway can only be cut off: its head is sent.
            if "stream" not in name or server.failure is None:
                problems.append(f"not answered: {where}")
        for _ in range(2):
            tally.__init__()
            after = Server().serve(app, environ(app, **arguments))
            if (after.status, after.body) != (expected.status, expected.body):
                problems.append(f"next request differs ({after.status}): {where}")
            if tally.leftovers:
                problems.append(f"g was not clean: {where}")
    assert not problems, "\n".join(problems[:20])
