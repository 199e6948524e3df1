"""What the package offers."""

import pytest

import costrel_mako


@pytest.mark.alone
@pytest.mark.parametrize("name", costrel_mako.__all__)
def test_every_public_name_is_there(name: str) -> None:
    """Each is imported when it is asked for."""
    assert getattr(costrel_mako, name).__name__ == name


@pytest.mark.alone
def test_any_other_name_is_missing() -> None:
    """The error is the usual one."""
    with pytest.raises(AttributeError, match="has no attribute 'Nope'"):
        costrel_mako.Nope  # noqa: B018  # what is tested
