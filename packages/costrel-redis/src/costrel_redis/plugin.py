"""What fills the slot ``sessions``, and what is said where Redis can't be reached."""

from collections.abc import Iterable, Mapping
from typing import Any

from costrel_spec import Application, Plugin, RequestContext, SessionInterface, hookimpl

from .settings import DEFAULTS

# Imported by each hook that needs it: the client takes long to import, and who has other sessions
# shall not wait for it.

plugin = Plugin(capabilities={"revocable", "enumerable", "atomic", "rotating"})


@hookimpl
def config_defaults() -> Mapping[str, Any]:
    """Where Redis is, and what sessions are called there."""
    return DEFAULTS


@hookimpl
def provide_sessions(app: Application) -> SessionInterface:
    """Sessions in Redis; it is not asked for anything yet."""
    from .interface import RedisSessionInterface  # noqa: PLC0415

    return RedisSessionInterface(app.config["SESSION_REDIS"])


@hookimpl
def handle_error(ctx: RequestContext, error: Exception) -> Any:
    """A 503 where the session of a request can't be read."""
    from .errors import SessionsUnavailable  # noqa: PLC0415

    if not isinstance(error, SessionsUnavailable):
        return None
    from .interface import unavailable  # noqa: PLC0415

    ctx.app.logger.error("%s", error)
    return unavailable()


@hookimpl
def deploy_checks(app: Application) -> Iterable[str]:
    """What is wrong with the way to Redis, or with the server."""
    from .exposure import exposures  # noqa: PLC0415
    from .interface import RedisSessionInterface  # noqa: PLC0415

    sessions = app.session_interface
    return exposures(sessions.server) if isinstance(sessions, RedisSessionInterface) else ()
