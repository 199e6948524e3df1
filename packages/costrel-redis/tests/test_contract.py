"""Sessions in Redis keep the contract of the slot, with all that their capabilities promise."""

from typing import Any

import pytest

from costrel_testing.contracts import SessionsContract


class TestRedis(SessionsContract):
    """In an application of the core."""

    plugin = "costrel_redis.plugin"
    distribution = "costrel_core:App"

    @pytest.fixture
    def config(self, server: Any) -> dict[str, Any]:
        """Where the tests' own server is."""
        return {"SESSION_REDIS": server.url}
