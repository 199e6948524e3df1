"""Running a kit on implementations that are wrong."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from costrel_testing.contracts import Contract
from costrel_testing.contracts.verdict import BROKEN, judge

Broken = dict[str, str]


@pytest.fixture
def wrong_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The modules in ``wrong`` can be imported while the test runs."""
    monkeypatch.syspath_prepend(Path(__file__).parent)
    yield
    for name in [name for name in sys.modules if name.partition(".")[0] in ("right", "wrong")]:
        del sys.modules[name]


@pytest.fixture
def broken(wrong_folder: None) -> Callable[[type[Contract], str], Broken]:
    """What was seen in place of the promises that a plugin breaks, by the names of their tests."""

    def run(contract: type[Contract], plugin: str) -> Broken:
        verdicts = judge(contract, plugin)
        return {each.test: each.seen for each in verdicts if each.outcome == BROKEN}

    return run
