"""The command line of who has no application yet."""

import sys
from collections.abc import Callable
from typing import Any

import pytest

from costrel_core.plugins import bare_command_line
from costrel_core.plugins.discovery import discover
from costrel_spec.errors import DuplicatePlugin, PluginImportFailed

pytestmark = pytest.mark.alone


@pytest.fixture
def cli(installed: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """``cli(*sources)``: let nothing be installed but parts ``cli`` with these sources."""

    def install(*sources: str) -> None:
        folders = [
            installed(f"acme{i}-cli", {"cli": f"acme_cli{i}"}, {f"acme_cli{i}": source})
            for i, source in enumerate(sources)
        ]
        with monkeypatch.context() as patch:
            patch.setattr(sys, "path", [str(folder) for folder in folders])
            discover.cache_clear()
            assert len(discover().get("cli", ())) == len(sources)

    return install


def test_without_the_part_there_is_none(cli: Any) -> None:
    """Which is no error; nor is a part of that name that provides none."""
    cli()
    assert bare_command_line() is None
    cli("@hookimpl\ndef setup(app): ...")
    assert bare_command_line() is None


def test_the_part_is_asked_without_an_application(cli: Any) -> None:
    """There is none, and nothing else that could fill the slot."""
    cli("@hookimpl\ndef provide_cli(inner, app): return ['cli', app, inner()]")
    assert bare_command_line() == ["cli", None, None]


def test_the_part_may_declare_no_argument(cli: Any) -> None:
    """As any hook may."""
    cli("@hookimpl\ndef provide_cli(): return 'cli'")
    assert bare_command_line() == "cli"


def test_a_broken_part_is_told(cli: Any) -> None:
    """It is installed, so it should work; and there should be one."""
    cli("raise OSError('broken')")
    with pytest.raises(PluginImportFailed, match="broken"):
        bare_command_line()
    cli("", "")
    with pytest.raises(DuplicatePlugin, match=r"acme0-cli.*acme1-cli"):
        bare_command_line()
