"""The application's logger, and where its lines go."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from logging import DEBUG, Formatter, Logger, StreamHandler, getLogger
from typing import Any, TextIO, cast

from werkzeug.local import LocalProxy

import costrel_spec

from .context import get_current


def _errors_stream() -> TextIO:
    part = get_current()[1]
    stream: TextIO = sys.stderr if part is None else part.request.environ["wsgi.errors"]
    return stream


wsgi_errors_stream = cast(TextIO, LocalProxy(_errors_stream))
"""The server's error stream (``wsgi.errors``) during a request, else ``sys.stderr``."""

default_handler: StreamHandler[Any] = StreamHandler(wsgi_errors_stream)
"""The handler that a logger gets where nobody configured one."""
default_handler.setFormatter(Formatter("[%(asctime)s] %(levelname)s in %(module)s: %(message)s"))


def create_logger(app: costrel_spec.Application) -> Logger:
    """The logger named like ``app``; in debug mode it shows everything unless it has a level.

    It gets ``default_handler`` where no handler would take what it lets through.
    """
    logger = getLogger(app.name)
    if app.debug and not logger.level:
        logger.setLevel(DEBUG)
    if not has_level_handler(logger):
        logger.addHandler(default_handler)
    return logger


def has_level_handler(logger: Logger) -> bool:
    """Whether a handler of ``logger``, or of those it propagates to, takes records of its level."""
    level = logger.getEffectiveLevel()
    return any(handler.level <= level for one in _line(logger) for handler in one.handlers)


def _line(logger: Logger | None) -> Iterator[Logger]:
    """The logger and those that its records propagate to."""
    while logger is not None:
        yield logger
        logger = logger.parent if logger.propagate else None


def loggable(text: str) -> str:
    """``text`` from a request on one line: control characters and the like become escapes."""
    if text.isprintable():
        return text
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in text
    )
