"""Whatever line of ours fails during a request, the next request on that thread starts clean."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import EnvironBuilder

from costrel_spec import current

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
    """A WSGI environment, with a session's cookie if somebody is signed in."""
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


class Trial:
    """One scenario, whose requests are driven on threads of their own.

    A fault that is raised by a trace function may leave the interpreter's own record of handled
    exceptions behind on its thread; it must not show in other tests.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.tally = scenarios.Tally()
        self.app = scenarios.make_app(self.tally)
        # A record that is kept, as pytest keeps them, keeps the frames of the failure, and with them a
        # stream whose end would be the end of its request.
        self.app.logger.disabled = True
        self.arguments = scenarios.SCENARIOS[name]
        self.problems: list[str] = []

    def serve(self) -> Server:
        """Drive the scenario's request without a fault."""
        self.tally.__init__()
        return Server().serve(self.app, environ(self.app, **self.arguments))

    def measure(self, lines: Any) -> int:
        """How many lines of ours a request runs, once caches are filled and all is compiled."""
        for _ in range(3):
            self.expected = self.serve()
        with lines() as counted:
            self.serve()
        counting(self.app, self.tally)
        count: int = counted.count
        return count

    def fail_at(self, fatal: int, kind: type[BaseException], lines: Any) -> None:
        """Raise ``kind`` at the line of that number, and look at what is left."""
        request = environ(self.app, **self.arguments)
        self.tally.__init__()
        with lines(fatal, kind) as injected:
            server = Server().serve(self.app, request)
        self.found: list[str] = []
        self.look_at_contexts()
        # A stream that fails midway can only be cut off: its head is sent.
        cut_off = "stream" in self.name and server.failure is not None
        if kind is Injected and server.started and server.body is None and not cut_off:
            self.found.append("not answered")
        for _ in range(2):
            after = self.serve()
            if (after.status, after.body) != (self.expected.status, self.expected.body):
                self.found.append(f"the next request differs ({after.status})")
            if self.tally.leftovers:
                self.found.append("g was not clean")
        self.problems += [f"{what}: line {fatal}, {injected.where}" for what in self.found]

    def look_at_contexts(self) -> None:
        """Note what is still current, and teardowns that are missing or repeated."""
        tally = self.tally
        if current.get() != (None, None):
            self.found.append("context left behind")
            current.set((None, None))
        for what, times in (
            ("request", tally.request_teardowns),
            ("context", tally.context_teardowns),
        ):
            if times > 1 or (tally.pushed == 1 and times != 1):
                self.found.append(f"{times} {what} teardowns")


def on_a_thread(function: Callable[..., Any], *arguments: Any) -> Any:
    """What ``function`` returns when it is called on a thread of its own."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(function, *arguments).result()


# A fault inside of a finaliser has nowhere to go; the interpreter reports it, and that is all.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("kind", [Injected, Interrupt])
@pytest.mark.parametrize("name", scenarios.SCENARIOS)
def test_a_fault_at_any_line_leaves_nothing_behind(name: str, kind: Any, lines: Any) -> None:
    """Contexts are gone, teardown ran once per push, and an Exception was answered."""
    trial = Trial(name)
    count = on_a_thread(trial.measure, lines)
    assert count > 50, "the requests were not traced"
    for fatal in range(1, count + 1):
        on_a_thread(trial.fail_at, fatal, kind, lines)
    assert not trial.problems, "\n".join(trial.problems[:20])
