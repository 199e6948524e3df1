"""The demo finds a port for itself, and its check notices what is off."""

import contextlib
import os
import socket
import subprocess
import sys
from pathlib import Path

WALK = Path(__file__).with_name("walk.py")
STEPS = (
    "start",
    "read the list",
    "miss a page",
    "register",
    "log in",
    "write",
    "edit",
    "delete",
    "log out",
    "stop",
)


def walk(**settings: str) -> "subprocess.CompletedProcess[str]":
    """The check of the demo, run to its end with these environment variables."""
    return subprocess.run(
        [sys.executable, WALK],
        env={**os.environ, **settings},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_the_walk_prints_each_step_also_where_the_port_is_taken() -> None:
    """Somebody else's server on port 5000 is left alone."""
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):  # taken already: as good
            stack.enter_context(socket.create_server(("127.0.0.1", 5000)))
        done = walk()
    assert done.returncode == 0, done.stderr
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == list(STEPS)
    assert "http://127.0.0.1:5000/" not in done.stdout


def test_a_wrong_answer_fails_the_walk() -> None:
    """A blog that refuses forms is told by the step, the answer and the server's last lines."""
    done = walk(BLOG_MAX_CONTENT_LENGTH="1")
    assert done.returncode == 1
    assert "register: FAILED\n/account/register answered 413, not 422." in done.stderr
    assert "POST /account/register HTTP/1.1" in done.stderr


def test_a_server_that_does_not_start_fails_the_walk() -> None:
    """What the server said before it ended is shown."""
    done = walk(COSTREL_PLUGINS="no-such-plugin")
    assert done.returncode == 1
    assert "FAILED: The server did not start." in done.stderr
    assert "no-such-plugin" in done.stderr
