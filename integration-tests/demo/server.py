"""The demo as its user starts it: a process of its own, with its own empty instance folder."""

import re
import subprocess
import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from visitor import Failed

SECONDS_TO_START = 60
SECONDS_TO_STOP = 20
ADDRESS = re.compile(r"The blog is at (http://\S+)")


class Server:
    """A running demo, from ``with`` to its end; everything it says is kept in ``log``."""

    def __enter__(self) -> Self:
        self.log: list[str] = []
        self.address = ""
        self._instance = TemporaryDirectory(prefix="blog ", ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            [
                sys.executable,
                Path(__file__).with_name("serve.py"),
                "--instance",
                self._instance.name,
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self._answered = threading.Event()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self._answered.wait(SECONDS_TO_START)
        if not self.address:
            self.__exit__()
            raise Failed(f"The server did not start.\n{''.join(self.log)}")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise Failed(f"The server did not stop in {SECONDS_TO_STOP} seconds.") from None
        finally:
            self._listener.join(SECONDS_TO_STOP)
            self._instance.cleanup()

    def must_be_well(self) -> None:
        """Fail where the server has ended, or has logged a traceback."""
        if self._process.poll() is not None:
            raise Failed(f"The server ended by itself.\n{''.join(self.log)}")
        if any("Traceback" in line for line in self.log):
            raise Failed(f"The server logged a traceback.\n{''.join(self.log)}")

    def _listen(self) -> None:
        if self._process.stdout is None:  # it was asked for above; this tells the type checkers
            return
        with self._process.stdout as lines:
            for line in lines:
                self.log.append(line)
                if found := ADDRESS.search(line):
                    self.address = found[1]
                    self._answered.set()
        self._answered.set()
