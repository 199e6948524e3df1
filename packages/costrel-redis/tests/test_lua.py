"""What runs inside Redis."""

from typing import Any

import pytest

from costrel_redis import lua
from costrel_redis.server import Server

SCRIPTS = [name for name in vars(lua) if name.isupper() and not name.startswith("_")]


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_compiles_and_sets_no_globals(server: Any, name: str) -> None:
    """Redis refuses globals when they are met; none is written anywhere."""
    assert server.client.script_load(getattr(lua, name))
    script = getattr(lua, name)
    assigned = {line.split("=")[0].strip() for line in script.splitlines() if " = " in line}
    local = {"id, key", "key", "at", "kept", "dropped", "rest", "id"}
    assert {each for each in assigned if not each.startswith(("local ", "for "))} <= {
        *local,
        "found[#found + 1]",
    }


def test_no_key_lives_forever(server: Any) -> None:
    """Sessions and the lists of users' sessions end, whatever becomes of them."""
    found = Server(server.url)
    common = ("p:", "one", 5000, 0)
    found.run("SAVE", "p:s:one", *common, 1, 0, "one", 1, "5", 1, 0, 0, "=a", "1")
    found.run("INCREMENT", "p:s:two", "p:", "two", 5000, 0, 1, "=n", 1)
    found.run("CHANGE", "p:s:three", "p:", "three", 5000, 0, 1, "=n", "", "1")
    keys = server.client.keys("*")
    assert sorted(keys) == ["p:s:one", "p:s:three", "p:s:two", "p:u:5"]
    assert all(0 < server.client.pttl(key) <= 5000 for key in keys)


def test_a_list_lives_as_long_as_its_longest_session(server: Any) -> None:
    """Also where a shorter one is used later."""
    found = Server(server.url)
    for name, lifetime in (("one", 9000), ("two", 100)):
        key = f"p:s:{name}"
        found.run("SAVE", key, "p:", name, lifetime, 0, 1, 0, name, 1, "5", 1, 0, 0, "=a", "1")
    assert server.client.pttl("p:u:5") > 5000
    assert server.client.zcard("p:u:5") == 2
