"""The first lines of the server."""

import pytest

from costrel_cli.banner import show_server_banner

pytestmark = pytest.mark.alone


def test_what_is_served_and_the_debug_mode_are_shown(capsys) -> None:
    """No part of the machinery is named."""
    show_server_banner(True, "pages:app")
    assert capsys.readouterr().out == " * Serving the application 'pages:app'\n * Debug mode: on\n"


def test_an_application_without_a_name_is_not_named(capsys) -> None:
    """A factory of a command of one's own has none."""
    show_server_banner(False, None)
    assert capsys.readouterr().out == " * Debug mode: off\n"
