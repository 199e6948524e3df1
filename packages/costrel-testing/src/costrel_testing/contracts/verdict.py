"""What comes of running a contract: for each of its promises, whether it is kept."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import pytest

from .contract import Contract
from .promise import BrokenPromise

KEPT, BROKEN, NOT_APPLICABLE = "kept", "broken", "not applicable"

_MODULE = """\
from pkgutil import resolve_name

import pytest

class TestContract({bases}):
    plugin = {plugin!r}
    distribution = {distribution!r}

    @pytest.fixture
    def config(self):
        return {config!r}
"""

# Nothing of the project in whose folder this happens shall matter, nor any output be seen.
_OPTIONS = (
    "-c",
    os.devnull,
    "--import-mode=importlib",
    "--noconftest",
    *("-p", "no:terminal", "-p", "no:cacheprovider", "-p", "no:faulthandler"),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one promise is kept.

    :param promise: the sentence.
    :param test: the name of its test in the kit.
    :param outcome: ``kept``, ``broken`` or ``not applicable``.
    :param seen: what was seen in place of it, or why it does not apply.
    """

    promise: str
    test: str
    outcome: str
    seen: str = ""


class _Record:
    """A plugin of pytest that notes what comes of each test; the worst counts of those with parameters."""

    def __init__(self) -> None:
        self.seen: dict[str, tuple[str, str]] = {}

    def pytest_runtest_makereport(self, item: Any, call: "pytest.CallInfo[None]") -> None:
        """Note the outcome of one phase of a test."""
        if call.when != "call" and not call.excinfo:
            return
        outcome, seen = _outcome(call.excinfo.value if call.excinfo else None)
        ranks = (NOT_APPLICABLE, KEPT, BROKEN)
        known = self.seen.get(item.originalname)
        if known is None or ranks.index(outcome) > ranks.index(known[0]):
            self.seen[item.originalname] = (outcome, seen)


def _outcome(error: BaseException | None) -> tuple[str, str]:
    if error is None:
        return KEPT, ""
    if isinstance(error, pytest.skip.Exception):
        return NOT_APPLICABLE, str(error)
    return BROKEN, error.seen if isinstance(error, BrokenPromise) else str(error)


def judge(
    contract: type[Contract],
    plugin: str | None,
    distribution: str = Contract.distribution,
    config: Mapping[str, Any] | None = None,
    details: str | None = None,
) -> list[Verdict]:
    """Run a contract against a plugin; the verdicts are in the order of the promises.

    :param plugin: its name, or a path to import.
    :param config: of the applications; only values that are written as they are: text, numbers, lists.
    :param details: the path of a class whose attributes go before the contract's.
    :raises RuntimeError: if pytest can't run the contract.
    """
    record = _Record()
    paths = [details] if details else []
    paths.append(f"{contract.__module__}:{contract.__qualname__}")
    text = _MODULE.format(
        bases=", ".join(f"resolve_name({path!r})" for path in paths),
        plugin=plugin,
        distribution=distribution,
        config=dict(config or {}),
    )
    with TemporaryDirectory() as folder:
        # A name of its own: pytest would take a module of the last run for this one's.
        file = Path(folder) / f"test_{uuid4().hex}.py"
        file.write_text(text, "utf-8")
        base = f"--basetemp={Path(folder) / 'files'}"
        with pytest.MonkeyPatch.context() as patch:
            for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):
                patch.delenv(name, raising=False)
            patch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
            code = pytest.main([*_OPTIONS, f"--rootdir={folder}", base, str(file)], [record])
        sys.modules.pop(file.stem, None)
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise RuntimeError(f"pytest could not run {contract.__qualname__}: it ended with {code!r}.")
    return [
        Verdict(promise, test, *record.seen[test])
        for test, promise in contract.promises().items()
        if test in record.seen
    ]
