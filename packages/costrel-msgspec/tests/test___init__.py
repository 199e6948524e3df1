"""What the package gives out."""

import costrel_msgspec


def test_it_exports_what_a_provider_of_one_s_own_needs() -> None:
    """The class to put in front of another one, and its default of ``default``."""
    assert costrel_msgspec.__all__ == ["MsgspecJSON", "substitute"]
    assert costrel_msgspec.MsgspecJSON.default is costrel_msgspec.substitute
