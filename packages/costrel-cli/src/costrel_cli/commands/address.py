"""Whether a server can listen at an address."""

import errno
import os
import socket

from ..errors import AddressRefused


def require_free(host: str, port: int) -> None:
    """Return if a server can listen at ``host`` and ``port``; else AddressRefused says what to do.

    The server would find out itself, but tell it in several lines and leave the process.
    """
    if host.startswith("unix://"):
        return
    try:
        _try(host, port)
    except OSError as error:
        raise AddressRefused(_explain(host, port, error)) from None


def _try(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    address = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)[0][4]
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == "posix":  # pragma: no branch  # the tests run there
            # As the server does. On Windows the option would let two servers share a port.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)


def _explain(host: str, port: int, error: OSError) -> str:
    if isinstance(error, socket.gaierror):
        return f"The host {host!r} is not known ({error.strerror}). Choose another with '--host'."
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} of {host} is in use by another program. Stop that one, or choose another"
            f" port: '--port {port + 1}'."
        )
    return (
        f"Can't listen on port {port} of {host}: {error.strerror}. Choose another with '--host' or"
        " '--port'."
    )
