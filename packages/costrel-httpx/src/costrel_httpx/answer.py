"""What an application answers, as a server would send it (PEP 3333)."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

NEVER_A_BODY = frozenset({*range(100, 200), 204, 304})


class Answer(httpx.SyncByteStream):
    """The answer to one request: its head is there, its body is made while it is read.

    The head is final with the first bytes of the body; until then an application may replace it.
    """

    def __init__(self, app: "WSGIApplication", environ: "WSGIEnvironment") -> None:
        self._head: tuple[str, list[tuple[str, str]]] | None = None
        self._is_sent = False
        self._has_body = environ["REQUEST_METHOD"] != "HEAD"
        self._written: list[bytes] = []
        self._result = app(environ, self._start)
        try:
            self._chunks = iter(self._result)
            self._first = self._begin()
        except BaseException:
            self.close()
            raise

    def response(self) -> httpx.Response:
        """The response that reads from here.

        :raises RuntimeError: the application has not said what it answers.
        """
        if self._head is None:
            self.close()
            raise RuntimeError(
                "The application made a body without calling start_response(status, headers). It"
                " must, at the latest before the first chunk (PEP 3333)."
            )
        status, headers = self._head
        code, _, reason = status.partition(" ")
        self._has_body = self._has_body and int(code) not in NEVER_A_BODY
        return httpx.Response(
            int(code),
            headers=[(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers],
            stream=self,
            extensions={"http_version": b"HTTP/1.1", "reason_phrase": reason.encode("latin-1")},
        )

    def __iter__(self) -> Iterator[bytes]:
        """The chunks of the body; none where the protocol allows no body, whatever was made."""
        if self._has_body:
            yield from self._first
            for chunk in self._chunks:
                yield from self._made(chunk)
            yield from self._made()

    def close(self) -> None:
        """Tell the application that nobody reads on, as a server does after each answer."""
        close = getattr(self._result, "close", None)
        if close is not None:
            close()

    def _begin(self) -> list[bytes]:
        """The first bytes of the body, if there are any."""
        for chunk in self._chunks:
            if made := self._made(chunk):
                return made
        return self._made()

    def _made(self, chunk: bytes = b"") -> list[bytes]:
        """What the application wrote by itself, and then the chunk; nothing that is empty."""
        made = [each for each in (*self._written, chunk) if each]
        self._written.clear()
        self._is_sent = self._is_sent or bool(made)
        return made

    def _start(
        self,
        status: str,
        headers: list[tuple[str, str]],
        exc_info: "OptExcInfo | None" = None,
    ) -> Callable[[bytes], Any]:
        """``start_response``; with ``exc_info`` it is called once more, to replace the head."""
        try:
            if exc_info and exc_info[1] and self._is_sent:
                raise exc_info[1]
        finally:
            del exc_info  # its traceback holds this frame
        self._head = status, headers
        return self._written.append
