"""Rules for the tests of routers, and what matching a request comes to."""

from typing import Any

from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import BaseConverter, RequestRedirect, ValidationError


class Even(BaseConverter):
    """Even numbers; it takes any, and refuses some when it converts."""

    regex = "[0-9]+"

    def to_python(self, value: str) -> int:
        """The number."""
        if int(value) % 2:
            raise ValidationError(value)
        return int(value)


def answer(app: Any, path: str, method: str = "GET", base_url: str = "http://localhost") -> str:
    """What matching a request comes to, as text that can be compared and read."""
    environ = app.environ_builder(path, method=method, base_url=base_url).get_environ()
    context = app.request_context(environ)
    request = context.request
    try:
        rule, arguments = app.router.match(request.method, request.path, context, environ)
    except RequestRedirect as error:
        return f"a redirect to {error.new_url}"
    except MethodNotAllowed as error:
        return f"405, allowed: {', '.join(sorted(error.valid_methods or ()))}"
    except HTTPException as error:
        return f"{error.code} {type(error).__name__}"
    values = ", ".join(f"{name}={value!r}" for name, value in sorted(arguments.items()))
    return f"{rule.endpoint}({values})"


def add(app: Any, *rules: str, endpoint: str = "", suffix: str = "", **options: Any) -> None:
    """Add rules whose endpoints are called like them, unless the endpoint is given.

    The view answers with the arguments.
    """
    for rule in rules:
        app.add_url_rule(rule, endpoint or f"{rule}{suffix}", dict, **options)
