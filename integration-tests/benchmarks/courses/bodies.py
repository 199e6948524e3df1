"""Bodies up to 100 MB, which are streamed: the most memory that one needs on its way."""

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

from costrel import Costrel, request
from exchange import Message

from . import Line

TITLE = "Streamed bodies, up to 100 MB: the highest use of memory above that before the request"
MEGABYTE = 2**20
SIZES = (1, 10, 100)
CHUNK = 64 * 1024
_BOUNDARY = "a-line-that-parts"
_HEAD = (
    f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="large"\r\n'
    "Content-Type: application/octet-stream\r\n\r\n"
).encode()
_TAIL = f"\r\n--{_BOUNDARY}--\r\n".encode()


class Upload:
    """A file of zeros, as a server's ``wsgi.input``, that is nowhere in memory."""

    def __init__(self, size: int, head: bytes = b"", tail: bytes = b"") -> None:
        self.size = len(head) + size + len(tail)
        self._head, self._zeros, self._tail = head, size, tail

    def read(self, size: int = -1) -> bytes:
        """As much as is asked for, and there."""
        parts = []
        wanted = self.size if size < 0 else size
        first, self._head = self._head[:wanted], self._head[wanted:]
        zeros = min(wanted - len(first), self._zeros)
        self._zeros -= zeros
        rest = wanted - len(first) - zeros
        parts = [first, bytes(zeros), self._tail[:rest]]
        self._tail = self._tail[rest:]
        return b"".join(parts)


def app() -> Costrel:
    """It reads and sends without keeping."""
    app = Costrel("shop", root_path=".")

    @app.post("/read")
    def read() -> str:
        count = 0
        while chunk := request.stream.read(CHUNK):
            count += len(chunk)
        return str(count)

    @app.post("/file")
    def file() -> str:
        stream = request.files["file"].stream
        count = 0
        while chunk := stream.read(CHUNK):
            count += len(chunk)
        return str(count)

    @app.get("/send/<int:size>")
    def send(size: int) -> Iterator[bytes]:
        return (bytes(CHUNK) for _ in range(size // CHUNK))

    return app


def measure(rounds: int, requests: int) -> list[Line]:
    """A body that is read, a file of a form, and a body that is sent."""
    site = app()
    lines: list[Line] = []
    for number in (SIZES[0], *SIZES):  # the first one warms up
        size = number * MEGABYTE
        lines.append(
            {
                "MB": number,
                "request KB": _peak(lambda size=size: _upload(site, "/read", Upload(size), size)),
                "file of a form KB": _peak(
                    lambda size=size: _upload(site, "/file", Upload(size, _HEAD, _TAIL), size)
                ),
                "response KB": _peak(lambda size=size: _download(site, size)),
            }
        )
    return lines[1:]


def _peak(work: Callable[[], None]) -> float:
    gc.collect()
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / 1024
    finally:
        tracemalloc.stop()


def _upload(site: Costrel, path: str, upload: Upload, size: int) -> None:
    environ = Message(path, "POST").environ()
    environ["CONTENT_TYPE"] = f"multipart/form-data; boundary={_BOUNDARY}"
    environ["CONTENT_LENGTH"] = str(upload.size)
    environ["wsgi.input"] = upload
    received = b"".join(_answer(site, environ))
    if received != str(size).encode():
        raise ValueError(f"Of {size} bytes, {received!r} came.")


def _download(site: Costrel, size: int) -> None:
    sent = sum(len(chunk) for chunk in _answer(site, Message(f"/send/{size}").environ()))
    if sent != size:
        raise ValueError(f"Of {size} bytes, {sent} came.")


def _answer(site: Costrel, environ: dict[str, Any]) -> Iterator[bytes]:
    answer = site(environ, lambda status, headers, exc_info=None: None)
    try:
        yield from answer
    finally:
        close = getattr(answer, "close", None)
        if close is not None:
            close()
