"""What the contract offers at its top."""

import subprocess
import sys

import pytest

import costrel_spec

pytestmark = pytest.mark.alone


def test_every_name_offered_is_there() -> None:
    """Names of ``__all__`` can be imported, and stand in order."""
    assert all(hasattr(costrel_spec, name) for name in costrel_spec.__all__)
    assert sorted(costrel_spec.__all__, key=_constants_first) == list(costrel_spec.__all__)


def _constants_first(name: str) -> tuple[bool, bool, str]:
    return (not name.isupper(), name[0].islower(), name)


def test_the_contract_needs_no_part() -> None:
    """Importing it imports no other piece of the framework."""
    program = (
        "import sys, costrel_spec, costrel_spec.hooks, costrel_spec.errors; print(*sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    imported = {name.partition(".")[0] for name in result.stdout.split()}
    assert {name for name in imported if name.startswith("costrel")} == {"costrel_spec"}
