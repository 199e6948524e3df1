"""Errors with a code."""

import re

import pytest

from costrel_spec import errors
from costrel_spec.errors import BootError, CostrelError, MissingPart

pytestmark = pytest.mark.alone

CLASSES = [
    each
    for each in vars(errors).values()
    if isinstance(each, type) and each.__module__ == errors.__name__
]
RAISED = [each for each in CLASSES if each not in (CostrelError, BootError)]


def test_every_error_has_a_code_of_its_own() -> None:
    """A code leads to one page of the docs, so no two errors share one."""
    codes = [vars(each).get("code") for each in RAISED]
    assert all(codes)
    assert len(set(codes)) == len(codes) > 15


@pytest.mark.parametrize("error", RAISED)
def test_an_error_ends_with_its_code(error: type[CostrelError]) -> None:
    """The code is made of small words, and the class says when it is raised."""
    assert str(error("It happened.")) == f"It happened. [costrel:{error.code}]"
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", error.code)
    assert error.__doc__


@pytest.mark.parametrize("error", RAISED)
def test_an_error_can_be_caught_without_knowing_this_framework(error: type[CostrelError]) -> None:
    """It is one of Python's own kinds as well."""
    known = (AttributeError, DeprecationWarning, RuntimeError, TypeError, ValueError)
    assert issubclass(error, known)
    assert issubclass(error, CostrelError)


def test_a_missing_part_is_told_with_its_remedy() -> None:
    """What was used, which slot is empty, and the command that helps."""
    assert str(MissingPart.for_slot("render_template()", "templates", "costrel-templating")) == (
        "render_template() needs a part that fills the slot 'templates', and none is installed and"
        " selected. Install one: pip install costrel-templating [costrel:missing-part]"
    )
