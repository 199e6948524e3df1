"""What speaks against deploying an application with its Redis as it is."""

from typing import Any

import pytest
from redis import CredentialProvider, Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from costrel_redis.exposure import exposures
from costrel_redis.server import Server


class Credentials(CredentialProvider):
    """A password from elsewhere."""


@pytest.mark.parametrize(
    ("url", "findings"),
    [
        (
            "redis://192.0.2.1:6379/0",
            ["unencrypted to redis://192.0.2.1:6379/0", "without a password"],
        ),
        ("redis://ada:secret@192.0.2.1:6379/0", ["unencrypted"]),
        ("rediss://192.0.2.1:6379/0", ["without a password"]),
        ("rediss://ada:secret@192.0.2.1:6379/0", []),
    ],
)
def test_the_way_to_another_machine_is_guarded(url: str, findings: list[str]) -> None:
    """By TLS and a password, which is shown nowhere; a server that is away is a finding too."""
    found = list(exposures(Server(f"{url}?socket_connect_timeout=0.01")))
    assert len(found) == len(findings) + 1
    assert all(words in sentence for words, sentence in zip(findings, found, strict=False))
    assert "can't be reached" in found[-1]
    assert "secret" not in "".join(found)


def test_credentials_may_come_from_elsewhere() -> None:
    """A provider of them is as good as a password."""
    client = Redis(
        "192.0.2.1",
        socket_connect_timeout=0.01,
        credential_provider=Credentials(),
        retry=Retry(NoBackoff(), 0),
    )
    assert not any("password" in sentence for sentence in exposures(Server(client)))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_needs_neither(server: Any, host: str) -> None:
    """Nothing leaves it."""
    assert list(exposures(Server(server.url.replace("127.0.0.1", host)))) == []


@pytest.mark.parametrize(
    ("limit", "policy", "number"),
    [
        (0, "allkeys-lru", 0),
        (10**9, "noeviction", 0),
        (10**9, "volatile-ttl", 0),
        (10**9, "allkeys-lru", 1),
    ],
)
def test_a_cache_is_no_place_for_sessions(
    server: Any, limit: int, policy: str, number: int
) -> None:
    """It throws away what nobody asked for lately."""
    server.client.config_set("maxmemory", limit)
    server.client.config_set("maxmemory-policy", policy)
    try:
        found = list(exposures(Server(server.url)))
    finally:
        server.client.config_set("maxmemory", 0)
        server.client.config_set("maxmemory-policy", "noeviction")
    assert len(found) == number
    assert all(
        f"has the policy {policy}: it throws sessions away" in sentence for sentence in found
    )


def test_who_may_not_ask_asks_no_further(server: Any) -> None:
    """Those who run a server for others keep its configuration to themselves."""
    server.client.acl_setuser(
        "guest", enabled=True, nopass=True, keys=["*"], commands=["+@all", "-config"]
    )
    try:
        assert list(exposures(Server(server.url.replace("//", "//guest:any@")))) == []
    finally:
        server.client.acl_deluser("guest")
