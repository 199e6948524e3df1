"""A server for the sessions that are kept in one."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator

import pytest
from redis import ConnectionError as Unreachable
from redis import Redis

PROGRAMS = ("redis-server", "valkey-server")
REQUIRED = "COSTREL_REQUIRE_SERVERS"
"""If this variable is set, a missing server is a failure and no reason to skip."""


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a real server of these tests answers."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        missing = f"none of {', '.join(PROGRAMS)} is installed: apt-get install redis-server"
        (pytest.fail if os.environ.get(REQUIRED) else pytest.skip)(missing)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("redis")
    options = ("--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--save", "")
    server = subprocess.Popen([str(program), *options], stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int) -> None:
    """Return once the server answers."""
    with Redis(port=port) as client:
        for _ in range(500):
            try:
                client.ping()
            except Unreachable:
                time.sleep(0.02)
            else:
                return
    pytest.fail(f"the server does not answer on port {port}")
