"""What equal work means."""

from typing import Any

import pytest

from asgi import AsgiCall
from comparison import difference
from exchange import Call, Message, wsgi_call
from rows import ADDRESS, STATUS, WHOLE


def call(body: bytes, status: str = "200 OK", **headers: str) -> Call:
    """An answer."""
    items = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return lambda: ((status, items), body)


def test_answers_of_the_same_api_are_equal_to_the_byte() -> None:
    """Headers in any order, methods in any order."""
    one = call(b"a", Allow="GET, HEAD", X_A="1")
    assert difference(one, call(b"a", X_A="1", Allow="HEAD, GET")) is None
    assert difference(one, call(b"b", Allow="GET, HEAD", X_A="1")) == "body: b'a' and b'b'"
    assert "headers" in str(difference(one, call(b"a", Allow="GET, HEAD")))
    assert "status" in str(difference(one, call(b"a", "201 CREATED", Allow="GET, HEAD", X_A="1")))


@pytest.mark.parametrize(
    ("other", "same", "part"),
    [
        (call(b'{"b":2, "a":1}', "200", content_type="Application/JSON"), WHOLE, None),
        (call(b'{"a":2}', content_type="application/json"), WHOLE, "body"),
        (call(b'{"a":1,"b":2}', content_type="text/html"), WHOLE, "type"),
        (call(b"", "404 Not Found"), STATUS, "status"),
        (call(b"", "200 Fine"), STATUS, None),
        (call(b"", Location="http://localhost:8000/items/7"), ADDRESS, None),
        (call(b"", Location="/items/8"), ADDRESS, "location"),
    ],
)
def test_answers_of_other_frameworks_mean_the_same(
    other: Call, same: tuple[str, ...], part: str | None
) -> None:
    """As far as the row asks."""
    flasks = call(b'{"a":1,"b":2}', Content_Type="application/json", Location="/items/7")
    found = difference(flasks, other, same)
    assert found is None if part is None else str(found).startswith(part + ": ")


def test_an_asgi_application_is_given_the_same_request_as_a_wsgi_application() -> None:
    """Method, path, query, headers and body; and it learns when the client has gone."""
    seen: dict[str, Any] = {}

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.update(scope)
        seen["body"] = (await receive())["body"]
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x-a", b"1")]})
        await send({"type": "http.response.body", "body": b"an", "more_body": True})
        await send({"type": "http.response.body", "body": b"swer"})
        seen["last"] = (await receive())["type"]

    message = Message("/a", "POST", "b=c", b"{}", "application/json", {"X-Token": "abc"})
    exchange = AsgiCall(app, message)

    assert exchange() == (("200", [("x-a", "1")]), b"answer")
    exchange.repeat(2)
    environ = message.environ()
    assert (seen["method"], seen["path"], seen["query_string"]) == ("POST", "/a", b"b=c")
    assert (seen["body"], seen["last"]) == (b"{}", "http.disconnect")
    headers = dict(seen["headers"])
    assert headers[b"x-token"].decode() == environ["HTTP_X_TOKEN"] == "abc"
    assert headers[b"content-type"].decode() == environ["CONTENT_TYPE"]
    assert headers[b"content-length"].decode() == environ["CONTENT_LENGTH"] == "2"


def test_a_wsgi_answer_is_closed() -> None:
    """Also where it has no method for that."""
    closed: list[bool] = []

    class Answer(list[bytes]):
        def close(self) -> None:
            closed.append(True)

    def app(environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [])
        return Answer([environ["wsgi.input"].read()])

    assert wsgi_call(app, Message(method="POST", body=b"body"))() == (("200 OK", []), b"body")
    assert closed == [True]
