"""One request to an ASGI application, as a server would send it, without a server."""

import asyncio
from functools import cache
from typing import Any

from exchange import Head, Message


class AsgiCall:
    """An exchange with an ASGI application, on one event loop that all of them share.

    A server's loop does not start for each request: ``repeat`` makes many exchanges in one run.
    """

    def __init__(self, app: Any, message: Message) -> None:
        self._app = app
        self._scope = _scope(message)
        self._body = message.body

    def __call__(self) -> tuple[Head, bytes]:
        """Make one exchange."""
        return _loop().run_until_complete(self._exchange())

    def repeat(self, times: int) -> None:
        """Make as many exchanges, one after the other."""
        _loop().run_until_complete(self._exchanges(times))

    async def _exchanges(self, times: int) -> None:
        for _ in range(times):
            await self._exchange()

    async def _exchange(self) -> tuple[Head, bytes]:
        client = _Client(self._body)
        # An application may write into the outermost dictionary.
        await self._app(self._scope.copy(), client.receive, client.send)
        start, *chunks = client.sent
        headers = [(name.decode(), value.decode()) for name, value in start["headers"]]
        return (str(start["status"]), headers), b"".join([chunk["body"] for chunk in chunks])


class _Client:
    """What a server does for one request: it gives the body, and leaves after the answer."""

    def __init__(self, body: bytes) -> None:
        self.sent: list[dict[str, Any]] = []
        self._body: bytes | None = body
        self._leaves: asyncio.Future[None] | None = None

    async def receive(self) -> dict[str, Any]:
        """The whole body, and then that the client has gone."""
        body, self._body = self._body, None
        if body is not None:
            return {"type": "http.request", "body": body, "more_body": False}
        if not self._answered():
            self._leaves = asyncio.get_running_loop().create_future()
            await self._leaves
        return {"type": "http.disconnect"}

    async def send(self, event: dict[str, Any]) -> None:
        """Keep what the application sends."""
        self.sent.append(event)
        if self._leaves is not None and not self._leaves.done() and self._answered():
            self._leaves.set_result(None)

    def _answered(self) -> bool:
        last = self.sent[-1] if self.sent else {}
        return last.get("type") == "http.response.body" and not last.get("more_body", False)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    return asyncio.new_event_loop()


def _scope(message: Message) -> dict[str, Any]:
    headers = [
        (name.lower().encode(), value.encode()) for name, value in message.all_headers().items()
    ]
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": message.method,
        "scheme": "http",
        "path": message.path,
        "raw_path": message.path.encode(),
        "query_string": message.query.encode(),
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8000),
        "extensions": {},
    }
