"""What a view may return, and the response that it becomes."""

from __future__ import annotations

from collections.abc import Iterator
from types import GeneratorType
from typing import Any

from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException, default_exceptions
from werkzeug.http import HTTP_STATUS_CODES
from werkzeug.wrappers import Response as WerkzeugResponse

from .context import get_current
from .json.provider import DefaultJSONProvider
from .responses import Response, ready_response

_FORMS = (
    "The return type must be a string, dict, list, tuple with headers or status, Response instance,"
    " or WSGI callable"
)


def _unpacked(value: tuple[Any, ...]) -> tuple[Any, Any, Any]:
    """Body, status and headers of the tuple forms."""
    if len(value) == 3:
        return value
    if len(value) == 2:
        if isinstance(value[1], (Headers, dict, tuple, list)):
            return value[0], None, value[1]  # pyright: ignore[reportUnknownVariableType]  # of anything
        return value[0], value[1], None
    raise TypeError(
        f"The view function did not return a valid response tuple: it has {len(value)} items. The"
        " tuple must have the form (body, status, headers), (body, status), or (body, headers)."
    )


def _forget(error: HTTPException) -> None:
    """Let go of the frames of this request, which hold the exception in turn."""
    error.__traceback__ = error.__context__ = error.__cause__ = None


class Page:
    """The page that an HTTP exception itself makes, with some headers, as it goes out."""

    __slots__ = ("body", "code", "headers", "status")

    def __init__(self, error: HTTPException, headers: list[tuple[str, str]], environ: Any) -> None:
        made = Response(error.get_body(environ), error.code, headers)
        self.body = made.get_data()
        self.status = made.status
        self.code = made.status_code
        self.headers: list[tuple[str, str]] = [*made.headers]


def _page(error: HTTPException, environ: Any) -> Page | None:
    """The error's page; None where the error answers with a response that is its own affair."""
    kind, code, description = type(error), error.code, error.description
    if (
        kind.get_response is not _GET_RESPONSE
        or kind.get_body is not _GET_BODY
        or kind.get_description is not _GET_DESCRIPTION
        or kind.get_headers not in _KNOWN_HEADERS
        or kind.name is not _NAME
        or not _ASKED.isdisjoint(error.__dict__)
        or error.response is not None
        or type(code) is not int
        or not (description is None or type(description) is str)
    ):
        return None
    headers = error.get_headers(environ)
    key = (code, _reason(code), description, *headers)
    page = _PAGES.get(key)
    if page is None:
        page = Page(error, headers, environ)
        if len(page.body) + sum(len(value) for _, value in headers) <= _LONGEST_PAGE:
            if len(_PAGES) >= _MOST_PAGES:
                _PAGES.clear()
            _PAGES[key] = page
    return page


# As they were at the start: what is patched later is asked each time.
_GET_RESPONSE, _GET_BODY = HTTPException.get_response, HTTPException.get_body
_GET_DESCRIPTION, _NAME = HTTPException.get_description, HTTPException.name
_KNOWN_HEADERS = {kind.get_headers for kind in default_exceptions.values()}
_ASKED = frozenset({"get_response", "get_body", "get_description", "get_headers"})
_reason = HTTP_STATUS_CODES.get  # of an imported name the interpreter looks methods up each time
_PAGES: dict[tuple[Any, ...], Page] = {}
"""Pages by what is in them; a description may hold what clients send, so there are not many (ADR 12)."""
_MOST_PAGES = 128
_LONGEST_PAGE = 2048


def _error_response(app: Any, error: HTTPException) -> Any:
    """The response that an HTTP exception answers with."""
    request = get_current()[1]
    environ = None if request is None else request.request.environ
    page = _page(error, environ) if app.response_class is Response else None
    if page is None:
        answer = error.get_response(environ)
        _forget(error)
        return app.response_class.force_type(answer, environ)
    _forget(error)
    return ready_response(page.body, page.status, page.code, page.headers.copy())


def _forced(app: Any, value: Any) -> Any:
    """A response made of another library's response, or of what a WSGI callable answers."""
    request = get_current()[1]
    environ = None if request is None else request.request.environ
    try:
        response = app.response_class.force_type(value, environ)
    except TypeError as error:
        raise TypeError(
            f"{error}\nThe view function did not return a valid response. {_FORMS},"
            f" but it was a {type(value).__name__}."
        ).with_traceback(error.__traceback__) from None
    return response


def _json_response(app: Any, value: Any) -> Any:
    """What ``app.json.response`` makes of a dict or list."""
    provider = app.json
    if (
        app.response_class is Response
        and type(provider).response is _RESPOND  # pyright: ignore[reportUnknownMemberType]  # any provider
        and not provider.has_own_methods
    ):
        return Response(provider.encode(value), None, None, provider.mimetype, None, False)
    return provider.response(value)


_BODIES = frozenset({str, bytes, GeneratorType})
_RESPOND = DefaultJSONProvider.response


def _no_answer(value: Any) -> TypeError:
    if value is None:
        request = get_current()[1]
        endpoint = request and request.request.endpoint
        return TypeError(
            f"The view function for {endpoint!r} did not return a valid response. The function"
            " either returned None or ended without a return statement."
        )
    return TypeError(
        f"The view function did not return a valid response. {_FORMS},"
        f" but it was a {type(value).__name__}."
    )


def make_response(app: Any, rv: Any) -> Any:  # noqa: C901, PLR0912  # a list of cases
    """The response that ``rv``, returned by a view, stands for.

    :raises TypeError: if it stands for none.
    """
    kind: Any = type(rv)  # pyright: ignore[reportUnknownVariableType]  # any
    if kind is str:
        made_by = app.response_class
        # With all arguments given, the interpreter makes the object without a detour.
        return Response(rv, None, None, None, None, False) if made_by is Response else made_by(rv)
    if kind is dict or kind is list:
        return _json_response(app, rv)
    status = headers = None
    if isinstance(rv, tuple):
        rv, status, headers = _unpacked(rv)  # pyright: ignore[reportUnknownArgumentType]  # of anything
        if type(rv) in _BODIES and app.response_class is Response:  # pyright: ignore[reportUnknownArgumentType]  # any
            # Handed to the constructor, headers keep their place before the content type.
            return Response(rv, status, headers, None, None, False)
    if not isinstance(rv, app.response_class):
        if isinstance(rv, HTTPException):
            # force_type would run it as a WSGI application; what it answers with is at hand.
            rv = _error_response(app, rv)
        elif isinstance(rv, (str, bytes, bytearray, Iterator)):
            rv = app.response_class(rv, status=status, headers=headers)
            status = headers = None
        elif isinstance(rv, (dict, list)):
            rv = _json_response(app, rv)
        elif isinstance(rv, WerkzeugResponse) or callable(rv):
            rv = _forced(app, rv)
        else:
            raise _no_answer(rv)
    if status is not None:
        if isinstance(status, (str, bytes, bytearray)):
            rv.status = status
        else:
            rv.status_code = status
    if headers:
        rv.headers.update(headers)
    return rv
