"""The markers of hooks."""

import subprocess
import sys

import pytest

import costrel_spec
from costrel_spec import PROJECT, hookimpl, hookspec

pytestmark = pytest.mark.alone


def test_the_markers_leave_functions_as_they_are() -> None:
    """A marked function is called as before, and bears the mark of this project."""

    def setup(app: int) -> int:
        return app

    assert hookimpl(setup) is setup
    assert hookspec(setup) is setup
    assert hasattr(setup, f"{PROJECT}_impl")
    assert hasattr(setup, f"{PROJECT}_spec")
    assert setup(3) == 3


def test_they_come_with_the_first_plugin() -> None:
    """Whoever writes none does not import pluggy, and nobody can tell."""
    code = (
        "import sys, costrel_spec; print('pluggy' in sys.modules);"
        " from costrel_spec import *; print('pluggy' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "True"]
    assert {"hookimpl", "hookspec", "Plugin", "__doc__"} <= set(dir(costrel_spec))


def test_what_the_contract_does_not_have_is_missing() -> None:
    """As in any module."""
    with pytest.raises(AttributeError, match="module 'costrel_spec' has no attribute 'hook'"):
        costrel_spec.hook  # type: ignore[attr-defined]  # noqa: B018  # what is tested
