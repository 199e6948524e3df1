"""Whether a server can listen."""

import socket

import pytest

from costrel_cli.commands.address import require_free
from costrel_cli.errors import AddressRefused

pytestmark = pytest.mark.alone


def test_a_free_port_is_free_and_stays_so(port: int) -> None:
    """The attempt leaves nothing behind."""
    require_free("127.0.0.1", port)
    require_free("localhost", port)
    with socket.create_server(("127.0.0.1", port)):
        pass


@pytest.mark.skipif(not socket.has_ipv6, reason="This Python knows no IPv6.")
def test_an_ipv6_address_is_tried_as_one() -> None:
    """A colon in the host tells; 2001:db8::1 is nobody's (RFC 3849)."""
    with pytest.raises(AddressRefused, match="Can't listen on port 5000 of 2001:db8::1"):
        require_free("2001:db8::1", 5000)


def test_a_port_in_use_is_refused_in_one_line_with_a_remedy(taken: socket.socket) -> None:
    """It names the port, the host and the next port."""
    number = taken.getsockname()[1]
    with pytest.raises(AddressRefused) as caught:
        require_free("127.0.0.1", number)
    message = caught.value.format_message()
    assert f"Port {number} of 127.0.0.1 is in use" in message
    assert f"'--port {number + 1}'" in message
    assert "\n" not in message


def test_an_unknown_host_is_refused() -> None:
    """The name is in the message."""
    with pytest.raises(AddressRefused, match=r"The host 'no\.such\.invalid' is not known"):
        require_free("no.such.invalid", 5000)


def test_an_address_of_another_machine_is_refused() -> None:
    """203.0.113.1 is nobody's (RFC 5737)."""
    with pytest.raises(AddressRefused, match=r"Can't listen on port 5000 of 203\.0\.113\.1"):
        require_free("203.0.113.1", 5000)


def test_a_unix_socket_is_left_to_the_server() -> None:
    """There is no port to try."""
    require_free("unix:///nowhere/socket", 0)
