"""The logger is set up as by Flask, and what a request says stays on its line."""

import io
import logging
import sys
from types import SimpleNamespace

import flask.logging
import pytest
from hypothesis import given
from hypothesis import strategies as st

from costrel_core.logging import (
    create_logger,
    default_handler,
    has_level_handler,
    loggable,
    wsgi_errors_stream,
)
from costrel_spec import current


@pytest.fixture
def top():
    """A logger that has no handlers; a test may cut it from pytest's, with propagate."""
    logger = logging.getLogger("costrel_test_logging")
    yield logger
    for one in (logger, logging.getLogger("costrel_test_logging.app")):
        one.handlers, one.level, one.propagate = [], logging.NOTSET, True


@pytest.fixture
def app(top):
    """An application whose logger is below it."""
    return SimpleNamespace(name=f"{top.name}.app", debug=False)


def test_a_logger_that_nobody_configured_gets_the_default_handler(app, top):
    """Once, and its level stays unset outside debug mode."""
    top.propagate = False
    logger = create_logger(app)
    assert create_logger(app) is logger
    assert (logger.name, logger.level, logger.handlers) == (app.name, 0, [default_handler])


@pytest.mark.parametrize(("before", "after"), [(0, logging.DEBUG), (logging.ERROR, logging.ERROR)])
def test_debug_mode_shows_everything_unless_there_is_a_level(app, before, after):
    """A level that somebody set stays."""
    app.debug = True
    logging.getLogger(app.name).setLevel(before)
    assert create_logger(app).level == after


def test_a_configured_logger_is_left_alone(app, top):
    """A handler anywhere up the line is enough."""
    top.addHandler(logging.NullHandler())
    assert create_logger(app).handlers == []


@pytest.mark.parametrize("level", [logging.DEBUG, logging.WARNING, logging.ERROR])
@pytest.mark.parametrize("handled", [logging.DEBUG, logging.WARNING, logging.ERROR])
@pytest.mark.parametrize("propagate", [True, False])
@pytest.mark.parametrize("where", ["costrel_test_logging", "costrel_test_logging.app"])
def test_handlers_are_found_as_by_flask(app, level, handled, propagate, where):
    """By level, along the line that records travel."""
    logger = logging.getLogger(app.name)
    logger.setLevel(level)
    logger.propagate = propagate
    handler = logging.NullHandler(handled)
    logging.getLogger(where).addHandler(handler)
    assert has_level_handler(logger) == flask.logging.has_level_handler(logger)


def test_lines_have_flasks_format():
    """Time, level, module and message."""
    record = logging.LogRecord("x", logging.INFO, "/some/module.py", 1, "a %s", ("b",), None)
    oracle = flask.logging.default_handler.format(record)
    assert default_handler.format(record) == oracle
    assert oracle.endswith("] INFO in module: a b")


def test_lines_go_to_the_server_during_a_request(app, top, capsys):
    """wsgi.errors of the request, else sys.stderr as it is now."""
    top.propagate = False
    logger = create_logger(app)
    stream = io.StringIO()
    request = SimpleNamespace(environ={"wsgi.errors": stream})
    token = current.set((None, SimpleNamespace(request=request)))
    logger.warning("inside")
    current.reset(token)
    logger.warning("outside")
    assert stream.getvalue().endswith(": inside\n")
    assert capsys.readouterr().err.endswith(": outside\n")
    assert wsgi_errors_stream._get_current_object() is sys.stderr


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/plain/päth 1", "/plain/päth 1"),
        ("/a\nERROR forged", "/a\\nERROR forged"),
        ("\x1b[31m\x00\x7f\x9b", "\\x1b[31m\\x00\\x7f\\x9b"),
        ("\u2028\u202e\ud800", "\\u2028\\u202e\\ud800"),
    ],
)
def test_control_characters_become_escapes(text, shown):
    """What is printable stays as it is."""
    assert loggable(text) == shown


@given(st.text())
def test_whatever_a_request_says_is_one_printable_line(text):
    """For all text."""
    assert loggable(text).isprintable()
    assert loggable(text) == text or not text.isprintable()
