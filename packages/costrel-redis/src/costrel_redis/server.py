"""The server that keeps the sessions: how it is reached, and what it is asked to do."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.connection import SSLConnection
from redis.retry import Retry

from . import lua
from .errors import SessionsUnavailable

TIMEOUT = 2.0
"""How many seconds a connection or an answer may take, unless the URL says otherwise."""

_SCRIPTS = ("OPEN", "SAVE", "INCREMENT", "CHANGE", "DROP", "LIST", "DROP_ALL")


class Server:
    """One Redis or Valkey. A connection is opened on first use, and again after a failure or a fork.

    :param target: a URL, or a client of redis-py.
    """

    def __init__(self, target: Any) -> None:
        self.client: Any = _connected(target) if isinstance(target, str) else target
        if not callable(getattr(self.client, "register_script", None)):
            raise TypeError(
                f"SESSION_REDIS is {target!r}. Give it a URL, such as 'redis://127.0.0.1:6379/0', or a"
                " client: redis.Redis(...)."
            )
        register = self.client.register_script
        self._scripts: Mapping[str, Any] = MappingProxyType(
            {name: register(getattr(lua, name)) for name in _SCRIPTS}
        )

    def run(self, script: str, key: str, *arguments: object) -> Any:
        """What a script answers; texts are ``str``.

        :param script: its name in ``lua``.
        :param key: the session's.
        :raises SessionsUnavailable: if Redis does not answer, or answers with an error.
        """
        try:
            return _texts(self._scripts[script](keys=[key], args=arguments))
        except RedisError as error:
            raise self.unavailable(error) from error

    def unavailable(self, error: Exception) -> SessionsUnavailable:
        """The error that says where the sessions were looked for, and what happened."""
        reason = f"{type(error).__name__}: {error}".rstrip(".: ")
        return SessionsUnavailable(
            f"The sessions in Redis at {self.place} can't be reached: {reason}."
            " Start the server, or correct SESSION_REDIS; each request asks anew."
        )

    @property
    def _pool(self) -> Any:
        return getattr(self.client, "connection_pool", None)

    @property
    def options(self) -> Mapping[str, Any]:
        """What its connections are made with; nothing where it is a cluster, which has many pools."""
        options: Mapping[str, Any] = getattr(self._pool, "connection_kwargs", {})
        return options

    @property
    def encrypted(self) -> bool:
        """Whether connections use TLS."""
        return issubclass(getattr(self._pool, "connection_class", object), SSLConnection)

    @property
    def place(self) -> str:
        """Where it is, as a URL without user and password."""
        options = self.options
        if "path" in options:
            return f"unix://{options['path']}"
        if "host" not in options:  # that of a sentinel's pool is found out when it connects
            return type(self._pool or self.client).__name__
        scheme = "rediss" if self.encrypted else "redis"
        return f"{scheme}://{options['host']}:{options.get('port', 6379)}/{options.get('db') or 0}"


def _connected(url: str) -> Any:
    # A script that was sent may have run although no answer came: it is not sent again. What is in
    # the pool is looked at before it is used, so that a server which is back is found.
    client: Any = Redis
    return client.from_url(
        url,
        socket_timeout=TIMEOUT,
        socket_connect_timeout=TIMEOUT,
        socket_keepalive=True,
        retry=Retry(NoBackoff(), 0),
    )


def _texts(answer: Any) -> Any:
    """The answer with ``str`` for bytes; the client may have decoded them already."""
    if isinstance(answer, list):
        return [_texts(each) for each in answer]  # pyright: ignore[reportUnknownVariableType]  # whatever is in it
    return answer.decode() if isinstance(answer, bytes) else answer
