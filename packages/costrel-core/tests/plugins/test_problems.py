"""Where errors of the boot go."""

import pytest

from costrel_core.plugins.problems import Problems, is_inspected
from costrel_spec.errors import UnknownSlot

pytestmark = pytest.mark.alone


def test_an_error_stops_the_boot() -> None:
    """That is the rule."""
    with pytest.raises(UnknownSlot, match="why"):
        Problems().report(UnknownSlot("why"))


def test_where_an_application_is_inspected_errors_are_kept() -> None:
    """Each once, however often it is found."""
    problems = Problems(kept=True)
    for text in ("why", "why", "how"):
        problems.report(UnknownSlot(text))
    assert [str(error)[:3] for error in problems.found] == ["why", "how"]


@pytest.mark.parametrize(
    ("value", "inspected"), [("1", True), ("yes", True), (" 0 ", False), ("No", False), ("", False)]
)
def test_a_variable_has_applications_inspected(value: str, inspected: bool) -> None:
    """Whatever is not a spelling of no turns it on."""
    assert is_inspected({"COSTREL_INSPECT": value}) is inspected
    assert is_inspected({}) is False
