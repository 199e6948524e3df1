"""What comes of running a contract."""

import sys
from types import ModuleType
from typing import Any

import pytest

from costrel_testing.contracts import Contract
from costrel_testing.contracts.promise import expect
from costrel_testing.contracts.verdict import Verdict, judge


class SomeContract(Contract):
    """Promises that are kept, broken and not applicable."""

    slot = "json"

    def test_kept(self, app: Any) -> None:
        """It is kept."""

    def test_broken(self) -> None:
        """It is broken."""
        expect(0, "zero was seen")

    def test_skipped(self) -> None:
        """It does not apply."""
        pytest.skip("it is too small")

    @pytest.mark.parametrize("number", [1, 2, 3])
    def test_cases(self, number: int) -> None:
        """It holds for each number."""
        expect(number != 2, f"{number} was seen")

    @pytest.mark.parametrize("number", [1, 2])
    def test_some(self, number: int) -> None:
        """It applies to one."""
        if number == 2:
            pytest.skip("it is too large")

    def test_error(self, no_such_fixture: Any) -> None:
        """It can't be run."""

    def test_configuration(self, app: Any) -> None:
        """The configuration is there."""
        expect(app.config.get("ACME") == ["a", 1], repr(app.config.get("ACME")))


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """The contract can be imported by its path, as those of kits can."""
    module = ModuleType("acme_contracts")
    module.SomeContract = SomeContract  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "acme_contracts", module)
    monkeypatch.setattr(SomeContract, "__module__", "acme_contracts")


def test_each_promise_has_a_verdict() -> None:
    """In the order of the kit; of a test with parameters, the worst that came of it."""
    verdicts = judge(SomeContract, None, config={"ACME": ["a", 1]})
    *others, error, configuration = verdicts
    assert others == [
        Verdict("It is kept.", "test_kept", "kept"),
        Verdict("It is broken.", "test_broken", "broken", "zero was seen"),
        Verdict("It does not apply.", "test_skipped", "not applicable", "it is too small"),
        Verdict("It holds for each number.", "test_cases", "broken", "2 was seen"),
        Verdict("It applies to one.", "test_some", "kept"),
    ]
    assert error.outcome == "broken"
    assert "no_such_fixture" in error.seen
    assert configuration == Verdict("The configuration is there.", "test_configuration", "kept")


def test_nothing_is_printed_or_left(capfd: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does it matter what pytest is told here."""
    monkeypatch.setenv("PYTEST_ADDOPTS", "--collect-only")
    monkeypatch.setenv("PYTEST_PLUGINS", "no_such_plugin")
    before = set(sys.modules)
    assert judge(SomeContract, None)[0].outcome == "kept"
    assert not [name for name in set(sys.modules) - before if name.startswith("test_")]
    assert capfd.readouterr() == ("", "")


def test_a_contract_that_cannot_be_run_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a mistake of who calls."""
    monkeypatch.delitem(sys.modules, "acme_contracts")
    with pytest.raises(
        RuntimeError, match=r"could not run SomeContract: it ended with .*INTERRUPTED"
    ):
        judge(SomeContract, None)
