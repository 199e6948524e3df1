"""The response: Werkzeug's, with a direct path for the common answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from types import GeneratorType
from typing import TYPE_CHECKING, Any

import werkzeug.datastructures
from werkzeug.http import HTTP_STATUS_CODES
from werkzeug.wrappers import Response as WerkzeugResponse

from . import json
from .context import get_current
from .headers import Headers, checked_cookie, checked_name, checked_text
from .heads import CONTENT_TYPES, LENGTHS, REWRITTEN, UNTOUCHED, plain_headers
from .locations import is_plain

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

# Statuses whose answer has its body and its length changed on the way out (RFC 9110, 6.4.1).
_BODILESS = frozenset({*range(100, 200), 204, 304})


# As functions of their own: of an imported name the interpreter looks methods up each time.
_new_headers = Headers.__new__
_header_of = CONTENT_TYPES.get
_reason = HTTP_STATUS_CODES.get


class Stream:
    """The body of a response that is made while it is sent; closing it closes the response."""

    __slots__ = ("_chunks", "_close")

    def __init__(self, response: Response) -> None:
        self._chunks = response.iter_encoded()
        self._close = response.close

    def __iter__(self) -> Iterator[bytes]:
        return self._chunks

    def __next__(self) -> bytes:
        return next(self._chunks)

    def close(self) -> None:
        """End the chunks, then the response."""
        self._chunks.close()  # type: ignore[attr-defined]  # a generator
        self._close()


class Response(WerkzeugResponse):
    """One HTTP response. What Werkzeug documents of its response holds for this one too."""

    default_mimetype: str | None = "text/html"
    json_module: Any = json
    autocorrect_location_header = False

    _view: Any
    """What ``headers`` is; None as long as nobody asked, and then ``_head`` goes out as it is."""
    _head: list[tuple[str, str]]
    _on_close: Any = ()

    _direct = True
    """Whether no subclass changed what the direct paths below would leave out."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls._direct = all(
            getattr(cls, name) is getattr(Response, name)
            for name in (
                "calculate_content_length",
                "close",
                "get_app_iter",
                "get_wsgi_headers",
                "get_wsgi_response",
                "iter_encoded",
                "set_data",
                "status",
                "status_code",
            )
        )

    def __init__(
        self,
        response: Iterable[bytes] | bytes | Iterable[str] | str | None = None,
        status: Any = None,
        headers: Any = None,
        mimetype: str | None = None,
        content_type: str | None = None,
        direct_passthrough: bool = False,
    ) -> None:
        kind: Any = type(response)
        if (
            (kind is str or kind is bytes)
            and headers is None
            and content_type is None
            and self._direct
            and self.automatically_set_content_length
        ):
            given: Any = response
            line = (
                _OK
                if status is None and self.default_status == 200
                else _status_line(self.default_status if status is None else status)
            )
            kept: Any = self.default_mimetype if mimetype is None else mimetype
            typed = _header_of(kept)
            if line is not None and typed is not None:
                body: bytes = given.encode() if kind is str else given
                size = len(body)
                self.response = [body]
                self._head = [typed, LENGTHS[size] if size < _KNOWN else _length(size)]
                self._view = None
                self._status, self._status_code = line
                self.direct_passthrough = direct_passthrough
                return
        if content_type is None and self._make_plainly(response, status, headers, mimetype):
            self.direct_passthrough = direct_passthrough
            return
        if not isinstance(headers, werkzeug.datastructures.Headers):
            headers = Headers(headers or None)
        elif type(headers) is not Headers:
            _check(headers)
        super().__init__(response, status, headers, mimetype, content_type, direct_passthrough)

    def _make_plainly(self, response: Any, status: Any, headers: Any, mimetype: Any) -> bool:
        """Whether the response is made: nothing about its head was in doubt."""
        kind: Any = type(response)  # pyright: ignore[reportUnknownVariableType]  # any
        if (
            not (kind is str or kind is bytes or kind is GeneratorType)
            or not self._direct
            or not self.automatically_set_content_length
        ):
            return False
        line = _status_line(self.default_status if status is None else status)
        head = plain_headers(() if headers is None else headers, mimetype, self.default_mimetype)
        if line is None or head is None:
            return False
        if kind is GeneratorType:
            self.response = response
        else:
            body: bytes = response.encode() if kind is str else response
            head.append(_length(len(body)))
            self.response = [body]
        self._head = head
        self._view = None
        self._status, self._status_code = line
        return True

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Send the response: call ``start_response``, return the body (PEP 3333)."""
        cls = type(self)
        if (
            self._direct
            # What is patched on the class after it was made counts as well.
            and cls.get_wsgi_headers is _GET_WSGI_HEADERS
            and cls.get_wsgi_response is _GET_WSGI_RESPONSE
            and cls.get_app_iter is _GET_APP_ITER
            and (self._status_code == 200 or self._status_code not in _BODILESS)
            and environ["REQUEST_METHOD"] != "HEAD"
        ):
            body: Any = self.response
            kind: Any = type(body)  # pyright: ignore[reportUnknownVariableType]  # any
            if kind is list:
                if len(body) == 1 and type(body[0]) is bytes and not self._on_close:
                    head = self._head if self._view is None else self._plain_head(measured=False)
                    if head is not None:
                        start_response(self._status, head.copy())
                        return body  # type: ignore[no-any-return]  # a list of bytes
            elif kind is GeneratorType and not self.direct_passthrough:
                head = self._head if self._view is None else self._plain_head(measured=True)
                if head is not None:
                    start_response(self._status, head.copy())
                    return Stream(self)
        if type(self.headers) is not Headers or not self._direct:
            start_response = _checking(start_response)
        return super().__call__(environ, start_response)

    def _plain_head(self, measured: bool) -> list[tuple[str, str]] | None:
        """The headers, if they go out as they are; None where Werkzeug would rewrite them.

        :param measured: whether the answer needs no Content-Length.
        """
        # Headers of another class were not checked when they were set.
        if type(self._view) is not Headers:
            return None
        located = False
        headers = self._view._list  # pyright: ignore[reportPrivateUsage]  # it is handed on whole
        for name, value in headers:
            if name == "Content-Length":
                measured = True
            elif name in UNTOUCHED:
                pass
            elif name == "Location":
                # One that needs no quoting goes out as it is; of several only the last one.
                if located or self.autocorrect_location_header or not is_plain(value):
                    return None
                located = True
            elif name.lower() in REWRITTEN:
                return None
        return headers if measured else None

    @property
    def headers(self) -> werkzeug.datastructures.Headers:
        """The headers; what is changed in them is sent."""
        view: werkzeug.datastructures.Headers | None = self._view
        if view is None:
            # All that its constructor does with none.
            self._view = view = _new_headers(Headers)
            view._list = self._head  # pyright: ignore[reportPrivateUsage]
        return view

    @headers.setter
    def headers(self, headers: Any) -> None:  # pyright: ignore[reportIncompatibleVariableOverride]  # Werkzeug has no property
        self._view = headers

    @classmethod
    def force_type(cls, response: Any, environ: WSGIEnvironment | None = None) -> Any:
        """A response of this class, made of another library's or of a WSGI application's answer.

        :raises TypeError: an application is to be called, and there is no ``environ``.
        """
        made: Any = super().force_type(response, environ)
        # One of Werkzeug's class changed its class, and still has the headers where that keeps them.
        if "_view" not in made.__dict__:
            made._view = made.__dict__.pop("headers")
        return made

    def call_on_close(self, func: Callable[[], Any]) -> Callable[[], Any]:
        """Have ``func()`` called when the response is closed; a decorator, too."""
        # Few responses have any, so that the list is made for the first one.
        self._on_close = [*self._on_close, func]
        return func

    @property
    def status(self) -> str:
        """The code of the status and its reason.

        :raises UnsafeHeader: set to what would break out of the status line, or can't be sent.
        """
        return self._status

    @status.setter
    def status(self, value: Any) -> None:
        if isinstance(value, str):
            checked_text("The status", value)
        # What it makes of a status is Werkzeug's to say.
        WerkzeugResponse.status.fset(self, value)  # type: ignore[attr-defined]  # a property

    def set_cookie(
        self,
        key: str,
        value: str = "",
        max_age: timedelta | int | None = None,
        expires: str | datetime | int | float | None = None,
        path: str | None = "/",
        domain: str | None = None,
        secure: bool = False,
        httponly: bool = False,
        samesite: str | None = None,
        partitioned: bool = False,
    ) -> None:
        """Set a cookie; all but its name and value are attributes that browsers know.

        :param max_age: seconds until the browser drops it; None: when it is closed.
        :param partitioned: whether each site that embeds this one has a cookie of its own.
        :raises UnsafeHeader: what is given would add an attribute, or can't be sent.
        """
        checked_cookie(key, domain, expires, max_age)
        super().set_cookie(
            key, value, max_age, expires, path, domain, secure, httponly, samesite, partitioned
        )

    plain_set_cookie = set_cookie
    """Where ``set_cookie`` is this, a cookie may be written without it, if it comes out the same."""

    def close(self) -> None:
        """Close the body, then call what ``call_on_close`` was given: each, whichever others fail.

        :raises Exception: the first failure, when all have been called.
        """
        body: Any = self.response
        if not self._on_close:
            if hasattr(body, "close"):
                body.close()
            return
        functions = [*self._on_close]
        if hasattr(body, "close"):
            functions.insert(0, body.close)
        failure: Exception | None = None
        for function in functions:
            try:
                function()
            except Exception as error:  # noqa: BLE001  # raised when all have been called
                failure = failure or error
        if failure is not None:
            raise failure

    @property
    def max_cookie_size(self) -> int:  # type: ignore[override]  # Werkzeug has a constant
        """MAX_COOKIE_SIZE of the current application; a longer cookie draws a warning."""
        context = get_current()[0]
        if context is None:
            return WerkzeugResponse.max_cookie_size
        size: int = context.app.config["MAX_COOKIE_SIZE"]
        return size


def ready_response(body: bytes, status: str, code: int, headers: list[tuple[str, str]]) -> Response:
    """A response all of which was made and checked before, its length included.

    :param headers: none of those that are rewritten where they are relative URLs.
    """
    # It does what the constructor does, in that order: then the instances share their keys.
    response = _new_response(Response)
    response.response = [body]
    response._head = headers  # pyright: ignore[reportPrivateUsage]
    response._view = None  # pyright: ignore[reportPrivateUsage]
    response._status, response._status_code = status, code  # pyright: ignore[reportPrivateUsage]
    response.direct_passthrough = False
    return response


_new_response = Response.__new__


def _check(headers: Iterable[tuple[str, str]]) -> None:
    for name, value in headers:
        checked_name(name)
        checked_text("Header values", value)


def _checking(start_response: Any) -> Any:
    """``start_response`` that refuses headers which can't be sent."""

    def start(status: str, headers: list[tuple[str, str]], *exc_info: Any) -> Any:
        _check(headers)
        return start_response(status, headers, *exc_info)

    return start


def _status_line(status: Any) -> tuple[str, int] | None:
    """Line and code of a status that is given by a code with a name; None for any other."""
    reason = _reason(status) if type(status) is int else None
    if reason is None:
        return None
    known = _LINES.get(status)
    if known is not None and known[0] is reason:
        return known[1]
    return f"{status} {reason.upper()}", status


def _length(size: int) -> tuple[str, str]:
    return LENGTHS[size] if size < _KNOWN else ("Content-Length", str(size))


_LINES = {
    code: (reason, (f"{code} {reason.upper()}", code)) for code, reason in HTTP_STATUS_CODES.items()
}
"""Lines and codes, as long as the reasons are what they were."""
_OK = ("200 OK", 200)
_GET_APP_ITER = WerkzeugResponse.get_app_iter
_GET_WSGI_HEADERS = WerkzeugResponse.get_wsgi_headers
_GET_WSGI_RESPONSE = WerkzeugResponse.get_wsgi_response
_KNOWN = len(LENGTHS)
