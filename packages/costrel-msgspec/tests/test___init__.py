"""What the package gives out."""

import subprocess
import sys

import pytest

import costrel_msgspec
from costrel_msgspec.provider import MsgspecJSON
from costrel_msgspec.words import substitute


@pytest.mark.alone
def test_it_exports_what_a_provider_of_one_s_own_needs() -> None:
    """The class to put in front of another one, and its default of ``default``."""
    assert costrel_msgspec.__all__ == ["MsgspecJSON", "substitute"]
    assert costrel_msgspec.MsgspecJSON is MsgspecJSON
    assert costrel_msgspec.substitute is substitute
    with pytest.raises(AttributeError, match="'costrel_msgspec' has no attribute 'missing'"):
        costrel_msgspec.missing  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.alone
def test_msgspec_is_imported_where_it_is_used() -> None:
    """Not by every application where the plugin is installed."""
    program = "import costrel_msgspec.plugin, sys; sys.exit('msgspec' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
