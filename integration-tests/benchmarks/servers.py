"""A server on loopback under the load of wrk, with connections that are kept alive."""

import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from figures import Rounds

FOLDER = Path(__file__).parent
CONNECTIONS = 16
THREADS = 4
"""Of Gunicorn: its worker of one thread keeps no connection alive."""

SERVERS = {
    "granian": ("--interface", "wsgi", "--host", "127.0.0.1", "--no-ws", "--no-access-log"),
    "gunicorn": ("--worker-class", "gthread", "--threads", str(THREADS), "--keep-alive", "5"),
}
_RATE = re.compile(r"^Requests/sec:\s*([\d.]+)", re.MULTILINE)
_FAILURES = re.compile(r"^\s*(Non-2xx.*|Socket errors.*)", re.MULTILINE)
_PATIENCE = 20.0


def missing(server: str) -> str | None:
    """Why that server cannot be measured here; None where it can."""
    if shutil.which("wrk") is None:
        return "wrk is not installed (apt-get install wrk)."
    if find_spec(server) is None:
        return f"{server} is not installed."
    return None


def in_turns(
    server: str, workers: int, names: tuple[str, ...], rounds: int, seconds: int
) -> Rounds:
    """Seconds of one request, by round: one divided by the requests a second that were served."""
    times: Rounds = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            times[name].append(1 / _rate(server, workers, name, seconds))
    return times


def _rate(server: str, workers: int, name: str, seconds: int) -> float:
    with _served(server, workers, name) as url:
        _wrk(url, 1)
        return _wrk(url, seconds)


def _wrk(url: str, seconds: int) -> float:
    command = ["wrk", "-t", "1", "-c", str(CONNECTIONS), "-d", f"{seconds}s", url]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    failures = _FAILURES.search(done.stdout)
    rate = _RATE.search(done.stdout)
    if rate is None or failures is not None:
        raise RuntimeError(f"wrk was not answered as it should:\n{done.stdout}{done.stderr}")
    return float(rate[1])


@contextmanager
def _served(server: str, workers: int, name: str) -> Iterator[str]:
    port = _free_port()
    where = ("--port", str(port)) if server == "granian" else ("--bind", f"127.0.0.1:{port}")
    command = [sys.executable, "-m", server, *SERVERS[server], "--workers", str(workers), *where]
    process = subprocess.Popen(
        [*command, f"served:{name}"],
        cwd=FOLDER,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _wait(process, port)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.communicate()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def _wait(process: "subprocess.Popen[str]", port: int) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    process.terminate()
    raise RuntimeError(f"The server did not start:\n{process.communicate()[1]}")
