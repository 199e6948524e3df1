"""What fresh processes measure, in turns: a start can be measured once in a process."""

import os
import subprocess
import sys
from pathlib import Path

STATM = Path("/proc/self/statm")
"""Where Linux tells what a process holds."""

_TIMED = """
import time
start = time.process_time()
{}
print(time.process_time() - start)
"""
_RESIDENT = """
{}
import os
with open("/proc/self/statm") as file:
    print(int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE"))
"""

REQUEST = """
import io, sys
def request(app, path, expected):
    environ = {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": "",
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
    }
    if b"".join(app(environ, lambda status, headers, exc_info=None: None)) != expected:
        raise SystemExit("The request was not answered.")
"""
"""Defines a function that makes a request and looks at its answer."""


def timed(program: str) -> str:
    """The program, printing the seconds of processor time that it took."""
    return _TIMED.format(program.strip())


def resident(program: str) -> str:
    """The program, printing the bytes that its process then holds; on Linux."""
    return _RESIDENT.format(program.strip())


def in_turns(programs: dict[str, str], rounds: int) -> dict[str, list[float]]:
    """The last number that each program printed, by round."""
    for program in programs.values():  # compiles what is imported, and brings files to memory
        _number(program)
    printed: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(rounds):
        for name, program in programs.items():
            printed[name].append(_number(program))
    return printed


def _number(program: str) -> float:
    # Without compiled files each start would compile everything that it imports.
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, env=kept
    )
    if done.returncode:
        raise RuntimeError(f"A measured program failed:\n{program}\n{done.stderr}")
    return float(done.stdout.split()[-1])
