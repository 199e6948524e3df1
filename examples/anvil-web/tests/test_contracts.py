"""The contracts of the distribution's slots, kept by the parts that fill them."""

from collections.abc import Mapping
from typing import Any, ClassVar

import pytest
from costrel_core import App
from costrel_testing import contracts

from anvil_web import Anvil


class Ours:
    """Contracts are for applications of this distribution, with the framework's own configuration."""

    distribution: ClassVar[str] = "anvil_web:Anvil"

    @pytest.fixture
    def config(self) -> Mapping[str, Any]:
        """What the distribution says otherwise, as the contracts expect it."""
        ours = Anvil.default_config
        return {key: value for key, value in App.default_config.items() if ours[key] != value}


class TestRouter(Ours, contracts.RouterContract):
    """URLs find their views."""


class TestJSON(Ours, contracts.JSONContract):
    """Values come back from JSON."""


class TestSessions(Ours, contracts.SessionsContract):
    """What belongs to a visitor is kept, and safe."""


class TestClients(Ours, contracts.ClientsContract):
    """Test clients send what browsers send."""


class TestCommands(Ours, contracts.CommandsContract):
    """Commands run inside their application, and the program finds it."""

    program = "anvil_web.cli:cli"
    prefix = "ANVIL"
