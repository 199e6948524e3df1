"""What is told to people whose plugins use what the hooks are about to lose."""

import functools
import warnings
from importlib.metadata import EntryPoint
from types import SimpleNamespace
from typing import Any

import pytest

from costrel_core.plugins.deprecation import notice, warn
from costrel_core.plugins.source import Rank, Source
from costrel_spec import Deprecated
from costrel_spec.errors import CostrelDeprecationWarning

RENAMED = Deprecated(since="1.2", until="2.0", instead="response")


def installed(name: str) -> Source:
    """A plugin of the distribution acme-stamp 1.4."""
    entry = EntryPoint(name, "acme_stamp", "costrel")
    vars(entry)["dist"] = SimpleNamespace(name="acme-stamp", version="1.4")
    return Source(name, Rank.ALTERNATIVE, entry)


def old(ctx: Any) -> None:
    """A function that uses what is deprecated."""


def test_an_installed_plugin_is_to_be_upgraded() -> None:
    """The notice names it with its distribution, and has a remedy for authors and for users."""
    assert notice(installed("stamp"), "uses 'reply'", RENAMED) == (
        "The plugin 'stamp' (acme-stamp 1.4) uses 'reply', which is called 'response' since"
        " costrel-spec 1.2; the old name works until 2.0. Write 'response', or upgrade acme-stamp."
    )


def test_the_warning_points_at_the_function() -> None:
    """Its file, its first line, and its module for filters, also through a decorator."""
    functions = [old, functools.wraps(old)(lambda ctx: None)]
    for function in functions:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("ignore")
            warnings.filterwarnings("always", module=__name__.replace(".", r"\."))
            warn(function, "It is old.")
        (warned,) = caught
        assert str(warned.message) == "It is old. [costrel:deprecated]"
        assert warned.filename == __file__
        assert warned.lineno == old.__code__.co_firstlineno


def test_a_warning_can_be_an_error() -> None:
    """It is one of this framework's, with its code."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", CostrelDeprecationWarning)
        with pytest.raises(CostrelDeprecationWarning) as caught:
            warn(old, "It is old.")
    assert caught.value.code == "deprecated"


def test_the_default_filter_shows_it_once_for_each_place() -> None:
    """However many applications the process makes."""

    def older(ctx: Any) -> None: ...

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        for _ in range(3):
            warn(older, "It is older.")
    assert len(caught) == 1
