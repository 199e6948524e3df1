"""JSON as the current application writes and reads it, or as the default does outside of one."""

from __future__ import annotations

import json
from typing import IO, Any

from werkzeug.wrappers import Response

from costrel_spec import app_context

from ..context import get_current
from .provider import substitute

__all__ = ["dump", "dumps", "jsonify", "load", "loads"]


def dumps(obj: Any, **kwargs: Any) -> str:
    """``obj`` as JSON text; keyword arguments go to the provider, or else to ``json.dumps``."""
    if (part := get_current()[0]) is not None:
        text: str = part.app.json.dumps(obj, **kwargs)
        return text
    kwargs.setdefault("default", substitute)
    kwargs.setdefault("allow_nan", False)
    return json.dumps(obj, **kwargs)


def dump(obj: Any, fp: IO[str], **kwargs: Any) -> None:
    """Write ``obj`` as JSON into a text file."""
    if (part := get_current()[0]) is not None:
        part.app.json.dump(obj, fp, **kwargs)
    else:
        kwargs.setdefault("default", substitute)
        kwargs.setdefault("allow_nan", False)
        json.dump(obj, fp, **kwargs)


def loads(s: str | bytes, **kwargs: Any) -> Any:
    """The object that JSON text describes; ValueError where it is malformed."""
    if (part := get_current()[0]) is not None:
        return part.app.json.loads(s, **kwargs)
    return json.loads(s, **kwargs)


def load(fp: IO[Any], **kwargs: Any) -> Any:
    """Read an object from a file of JSON text or bytes."""
    if (part := get_current()[0]) is not None:
        return part.app.json.load(fp, **kwargs)
    return json.load(fp, **kwargs)


def jsonify(*args: Any, **kwargs: Any) -> Response:
    """A response with the JSON of its arguments.

    One is written as it is, several are an array, keyword arguments an object, none is null.
    """
    response: Response = app_context().app.json.response(*args, **kwargs)
    return response
