"""The contracts of the distribution's slots, kept by the parts that fill them."""

from costrel_testing import contracts


class TestRouter(contracts.RouterContract):
    """URLs find their views."""

    distribution = "anvil_web:Anvil"


class TestJSON(contracts.JSONContract):
    """Values come back from JSON."""

    distribution = "anvil_web:Anvil"
