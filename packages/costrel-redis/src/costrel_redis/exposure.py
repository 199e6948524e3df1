"""What speaks against deploying an application with its Redis as it is."""

from collections.abc import Iterator

from redis import ConnectionError as Unreachable
from redis import RedisError
from redis import TimeoutError as Silent

from .server import Server

_HERE = ("localhost", "::1")


def exposures(server: Server) -> Iterator[str]:
    """A sentence each; the server is asked about its memory."""
    options = server.options
    host = options.get("host")
    if host and host not in _HERE and not host.startswith("127."):
        if not server.encrypted:
            yield (
                f"Sessions travel unencrypted to {server.place}. Use TLS: SESSION_REDIS ="
                f' "rediss://{host}:..."'
            )
        if not options.get("password") and not options.get("credential_provider"):
            yield (
                f"Whoever reaches {server.place} reads and writes sessions, for it is used without a"
                f' password. Set one: SESSION_REDIS = "rediss://user:password@{host}:..."'
            )
    try:
        policy = server.client.config_get("maxmemory-policy").get("maxmemory-policy", "")
        limit = int(server.client.config_get("maxmemory").get("maxmemory", 0))
    except RedisError as error:
        if isinstance(error, Unreachable | Silent):
            yield str(server.unavailable(error))
        return  # who runs the server may not let others see how it is configured
    if limit and policy.startswith("allkeys"):
        yield (
            f"The server at {server.place} has the policy {policy}: it throws sessions away when its"
            f" {limit} bytes of memory are full. Choose noeviction or volatile-ttl for it, or another"
            " server for caches."
        )
