"""What a view may return, and the response that it becomes."""

from collections.abc import Iterator
from typing import Any

from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as WerkzeugResponse

from costrel_spec import current

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


def _forced(app: Any, value: Any) -> Any:
    """A response made of another library's response, of an HTTP exception or a WSGI callable."""
    request = current.get()[1]
    environ = None if request is None else request.request.environ
    if isinstance(value, HTTPException):
        # force_type would run it as a WSGI application; what it answers with is at hand.
        answer, value.__traceback__ = value.get_response(environ), None
        return app.response_class.force_type(answer, environ)
    try:
        response = app.response_class.force_type(value, environ)
    except TypeError as error:
        raise TypeError(
            f"{error}\nThe view function did not return a valid response. {_FORMS},"
            f" but it was a {type(value).__name__}."
        ).with_traceback(error.__traceback__) from None
    return response


def make_response(app: Any, value: Any) -> Any:
    """The response that ``value``, returned by a view, stands for.

    :raises TypeError: if it stands for none.
    """
    if type(value) is str:
        return app.response_class(value)
    status = headers = None
    if isinstance(value, tuple):
        value, status, headers = _unpacked(value)  # pyright: ignore[reportUnknownArgumentType]  # of anything
    if not isinstance(value, app.response_class):
        if isinstance(value, (str, bytes, bytearray, Iterator)):
            # Handed to the constructor, headers keep their place before the content type.
            value = app.response_class(value, status=status, headers=headers)
            status = headers = None
        elif isinstance(value, (dict, list)):
            value = app.json.response(value)
        elif value is None:
            request = current.get()[1]
            endpoint = request and request.request.endpoint
            raise TypeError(
                f"The view function for {endpoint!r} did not return a valid response. The function"
                " either returned None or ended without a return statement."
            )
        elif isinstance(value, WerkzeugResponse) or callable(value):
            value = _forced(app, value)
        else:
            raise TypeError(
                f"The view function did not return a valid response. {_FORMS},"
                f" but it was a {type(value).__name__}."
            )
    if status is not None:
        if isinstance(status, (str, bytes, bytearray)):
            value.status = status
        else:
            value.status_code = status
    if headers:
        value.headers.update(headers)
    return value
