"""The answer that is left when a request failed after its response was made."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

_BODY = b"Internal Server Error"


def last_resort(start_response: StartResponse) -> list[bytes]:
    """A bare 500; it replaces headers that the server has not sent yet (PEP 3333, ``exc_info``)."""
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(_BODY)))]
    start_response("500 INTERNAL SERVER ERROR", headers, sys.exc_info())
    return [_BODY]
