"""An environment variable that has a value for a while."""

import os

import pytest

from costrel_cli.commands.variable import variable


@pytest.mark.parametrize("before", [None, "", "1"])
def test_afterwards_it_is_as_it_was(monkeypatch, before) -> None:
    """Not there, empty or set; also after a failure."""
    monkeypatch.delenv("COSTREL_TEST", raising=False)
    if before is not None:
        monkeypatch.setenv("COSTREL_TEST", before)
    with pytest.raises(KeyError), variable("COSTREL_TEST", "meanwhile"):
        assert os.environ["COSTREL_TEST"] == "meanwhile"
        raise KeyError
    assert os.environ.get("COSTREL_TEST") == before
