"""The response: Werkzeug's, with a direct path for the common answer."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from werkzeug.datastructures import Headers
from werkzeug.utils import get_content_type
from werkzeug.wrappers import Response as WerkzeugResponse

from costrel_spec import current

from . import json

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

# What get_wsgi_headers would rewrite; any other header goes out as it is.
_REWRITTEN = frozenset({"location", "content-location", "content-length"})
_UNTOUCHED = frozenset({"Content-Type", "Content-Length", "Vary", "Set-Cookie", "Cache-Control"})

# Statuses whose answer has its body and its length changed on the way out (RFC 9110, 6.4.1).
_BODILESS = frozenset({*range(100, 200), 204, 304})


# The headers that nearly every answer has, made once.
_KNOWN_LENGTHS = 1024
_LENGTHS = [("Content-Length", str(size)) for size in range(_KNOWN_LENGTHS)]
_CONTENT_TYPES: dict[str, tuple[str, str]] = {}


_new_headers = Headers.__new__


def _content_type(mimetype: str) -> tuple[str, str]:
    # A Headers object refuses what would break out of the header.
    header = Headers({"Content-Type": get_content_type(mimetype, "utf-8")}).to_wsgi_list()[0]
    if len(_CONTENT_TYPES) < 256:
        _CONTENT_TYPES[mimetype] = header
    return header


class Response(WerkzeugResponse):
    """One HTTP response. What Werkzeug documents of its response holds for this one too."""

    default_mimetype: str | None = "text/html"
    json_module: Any = json
    autocorrect_location_header = False

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
        kind = type(response)
        if (
            (kind is str or kind is bytes)
            and status is None
            and headers is None
            and content_type is None
            and self._direct
            and self.default_status == 200
            and self.automatically_set_content_length
            and (mimetype := mimetype or self.default_mimetype) is not None
        ):
            body: bytes = response.encode() if kind is str else response  # type: ignore[union-attr, assignment]  # told apart by kind
            size = len(body)
            # The empty list that the constructor would make is replaced at once.
            self.headers = view = _new_headers(Headers)
            view._list = [  # pyright: ignore[reportPrivateUsage]  # as its constructor would
                _CONTENT_TYPES.get(mimetype) or _content_type(mimetype),
                _LENGTHS[size] if size < _KNOWN_LENGTHS else ("Content-Length", str(size)),
            ]
            self._status = "200 OK"
            self._status_code = 200
            self.direct_passthrough = direct_passthrough
            self._on_close = []
            self.response = [body]
        else:
            super().__init__(response, status, headers, mimetype, content_type, direct_passthrough)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Send the response: call ``start_response``, return the body (PEP 3333)."""
        body = self.response
        if (
            type(body) is list
            and len(body) == 1  # pyright: ignore[reportUnknownArgumentType]  # a list of anything
            and type(body[0]) is bytes  # pyright: ignore[reportUnknownArgumentType]  # told here
            and self._direct
            and not self._on_close
            and self._status_code not in _BODILESS
            and environ["REQUEST_METHOD"] != "HEAD"
        ):
            measured = False
            headers = self.headers._list  # pyright: ignore[reportPrivateUsage]  # it is handed on whole
            for name, _ in headers:
                if name == "Content-Length":
                    measured = True
                elif name not in _UNTOUCHED and name.lower() in _REWRITTEN:
                    measured = False
                    break
            if measured:
                start_response(self._status, headers.copy())
                return body  # pyright: ignore[reportUnknownVariableType]  # one item, of bytes
        return super().__call__(environ, start_response)

    @property
    def max_cookie_size(self) -> int:  # type: ignore[override]  # Werkzeug has a constant
        """MAX_COOKIE_SIZE of the current application; a longer cookie draws a warning."""
        context = current.get()[0]
        if context is None:
            return WerkzeugResponse.max_cookie_size
        size: int = context.app.config["MAX_COOKIE_SIZE"]
        return size
