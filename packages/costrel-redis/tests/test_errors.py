"""What goes wrong where sessions are kept elsewhere."""

import pytest

from costrel_redis import SessionsUnavailable
from costrel_spec.errors import CostrelError

pytestmark = pytest.mark.alone


def test_the_error_has_a_code() -> None:
    """By which the docs explain it."""
    error = SessionsUnavailable("No answer.")
    assert isinstance(error, (CostrelError, RuntimeError))
    assert str(error) == "No answer. [costrel:sessions-unavailable]"
