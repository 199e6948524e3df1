"""What fills the slot ``sessions``."""

from costrel_spec import Application, SessionInterface, hookimpl

from .interface import SecureCookieSessionInterface


@hookimpl
def provide_sessions(app: Application) -> SessionInterface:  # noqa: ARG001  # the hook has it
    """Sessions in signed cookies."""
    return SecureCookieSessionInterface()
