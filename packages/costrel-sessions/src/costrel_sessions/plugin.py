"""What fills the slot ``sessions``."""

from collections.abc import Iterable

from costrel_spec import Application, SessionInterface, hookimpl


@hookimpl
def provide_sessions(app: Application) -> SessionInterface:  # noqa: ARG001  # the hook has it
    """Sessions in signed cookies."""
    # Imported when the slot is filled: the start of an application need not wait for it.
    from .interface import SecureCookieSessionInterface  # noqa: PLC0415

    return SecureCookieSessionInterface()


@hookimpl
def deploy_checks(app: Application) -> Iterable[str]:
    """What is wrong with the secret keys."""
    from .keys import weaknesses  # noqa: PLC0415  # as above

    return weaknesses(app)
