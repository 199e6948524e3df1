"""What the tests of the server share: ports, answers, and reading a server's words."""

import queue
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

PATIENCE = 60.0
"""Seconds; a busy machine with two processors may need many of them."""


@pytest.fixture
def taken() -> Iterator[socket.socket]:
    """A socket that listens on a port of the loopback interface."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


@pytest.fixture
def port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        number: int = listening.getsockname()[1]
    return number


class Server:
    """A running command and what it has printed so far."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process = process
        self.port = port
        self.output = ""
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def wait_for(self, words: str) -> None:
        """Return when the server has printed these words."""
        end = time.monotonic() + PATIENCE
        while words not in self.output:
            try:
                self.output += self._lines.get(timeout=0.2)
            except queue.Empty:
                if time.monotonic() > end:
                    pytest.fail(f"{words!r} did not come:\n{self.output}")

    def get(self, path: str = "/") -> tuple[int, str]:
        """Status and body of an answer; a server that starts or restarts is waited for."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return self._ask(path)
            except (OSError, HTTPException):  # not there yet, or stopped while it answered
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)

    def _ask(self, path: str) -> tuple[int, str]:
        try:
            answer = urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE)
        except HTTPError as error:
            answer = error
        with answer:
            return answer.status, answer.read().decode()

    def get_until(self, accept: Callable[[tuple[int, str]], bool]) -> tuple[int, str]:
        """The first answer that is accepted; a restarting server needs its time."""
        end = time.monotonic() + PATIENCE
        while not accept(answer := self.get()):
            if time.monotonic() > end:
                pytest.fail(f"The server still answers {answer!r}")
            time.sleep(0.2)
        return answer


@pytest.fixture
def serve(project, port: int) -> Iterator[Callable[..., Server]]:
    """Start ``run`` in a process; it is stopped when the test ends."""
    started: list[Server] = []

    def start(*arguments: str, run: tuple[str, ...] = (), **variables: str) -> Server:
        process = project.start(*arguments, "run", "-p", str(port), *run, **variables)
        started.append(Server(process, port))
        return started[-1]

    yield start
    for server in started:
        with server.process as process:
            process.terminate()
            process.wait(PATIENCE)
