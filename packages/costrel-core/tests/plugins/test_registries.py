"""What changed in registries, and the way back."""

from collections import defaultdict
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.local import LocalProxy
from werkzeug.routing import Map, Rule

from costrel_core.plugins.ledger import ABSENT
from costrel_core.plugins.registries import Fields, Snapshot


class Odd:
    """A thing whose comparison fails."""

    def __eq__(self, other: object) -> bool:
        raise AssertionError("compared")

    def __hash__(self) -> int:
        return 1


A, B = Odd(), Odd()


def found(snapshot: Snapshot) -> list[tuple[Any, ...]]:
    """Its changes as tuples."""
    return [(each.registry, each.key, each.value, each.replaced) for each in snapshot.changes()]


def same(one: list[tuple[Any, ...]], other: list[tuple[Any, ...]]) -> bool:
    """Whether two lists of changes hold the same objects."""
    flat, wanted = [x for row in one for x in row], [x for row in other for x in row]
    return len(flat) == len(wanted) and all(
        a is b or (isinstance(a, (str, tuple)) and a == b)
        for a, b in zip(flat, wanted, strict=True)
    )


def test_a_dict_tells_what_was_added_replaced_and_removed() -> None:
    """Each with what was there before; nothing is compared by ==."""
    views: dict[str, Any] = {"kept": A, "replaced": A, "removed": A}
    snapshot = Snapshot({"views": views})
    assert not found(snapshot)
    views["replaced"] = B
    views["added"] = B
    del views["removed"]
    assert same(
        found(snapshot),
        [
            ("views", "replaced", B, A),
            ("views", "added", B, ABSENT),
            ("views", "removed", ABSENT, A),
        ],
    )
    snapshot.restore()
    assert list(views) == ["kept", "replaced", "removed"]
    assert all(value is A for value in views.values())


def test_lists_and_sets_tell_their_elements() -> None:
    """As often as one is there more or less often than before."""
    calls, hosts = [A, A], {"a"}
    snapshot = Snapshot({"calls": calls, "hosts": hosts})
    calls.extend([B, A])
    hosts.add("b")
    hosts.discard("a")
    assert same(
        found(snapshot),
        [
            ("calls", None, B, ABSENT),
            ("calls", None, A, ABSENT),
            ("hosts", None, "b", ABSENT),
            ("hosts", None, ABSENT, "a"),
        ],
    )
    snapshot.restore()
    assert [x is A for x in calls] == [True, True]
    assert hosts == {"a"}


def test_the_order_of_a_list_comes_back() -> None:
    """Functions run in the order in which they are registered, so a new order is undone too."""
    calls = [A, B]
    snapshot = Snapshot({"calls": calls})
    calls.reverse()
    assert not found(snapshot)
    snapshot.restore()
    assert calls[0] is A


def test_functions_by_blueprint_are_told_one_by_one() -> None:
    """Also those under a name that is new, whose empty list is no change but goes away as well."""
    before: dict[Any, list[Any]] = defaultdict(list)
    before[None].append(A)
    kept = before[None]
    snapshot = Snapshot({"before": before})
    before[None].append(B)
    before["shop"].append(A)
    _ = before["looked up"]
    assert same(found(snapshot), [("before", None, B, ABSENT), ("before", "shop", A, ABSENT)])
    snapshot.restore()
    assert list(before) == [None]
    assert before[None] is kept
    assert len(kept) == 1


def test_error_handlers_are_told_by_blueprint_code_and_class() -> None:
    """However deep they are, new or replaced, and undone as deep."""
    handlers: dict[Any, Any] = defaultdict(lambda: defaultdict(dict))
    handlers[None][404][KeyError] = A
    snapshot = Snapshot({"handlers": handlers})
    handlers[None][404][KeyError] = B
    handlers[None][500][ValueError] = A
    handlers["shop"][None][OSError] = B
    assert same(
        found(snapshot),
        [
            ("handlers", (None, 404, KeyError), B, A),
            ("handlers", (None, 500, ValueError), A, ABSENT),
            ("handlers", ("shop", None, OSError), B, ABSENT),
        ],
    )
    snapshot.restore()
    assert list(handlers) == [None]
    assert list(handlers[None]) == [404]
    assert handlers[None][404] == {KeyError: A}


def test_values_of_a_plain_dict_are_told_whole() -> None:
    """A list in the configuration is one setting; but what a plugin changes inside is undone."""
    config: dict[str, Any] = {"OLD": ["a"]}
    snapshot = Snapshot({"config": config})
    config["NEW"] = ["x", "y"]
    config["OLD"].append("b")
    assert found(snapshot) == [
        ("config", "OLD", "b", ABSENT),
        ("config", "NEW", ["x", "y"], ABSENT),
    ]
    snapshot.restore()
    assert config == {"OLD": ["a"]}


def test_a_value_that_holds_itself_is_no_trap() -> None:
    """What extensions keep may be of any shape."""
    state: dict[str, Any] = {}
    state["self"] = state
    snapshot = Snapshot({"extensions": {"acme": state}})
    assert not found(snapshot)
    snapshot.restore()
    assert state["self"] is state


def test_numbers_by_name_are_values() -> None:
    """A defaultdict need not hold registries."""
    counts: dict[str, int] = defaultdict(int)
    snapshot = Snapshot({"counts": counts})
    counts["a"] += 1
    assert found(snapshot) == [("counts", "a", 1, ABSENT)]
    snapshot.restore()
    assert not counts


def test_rules_are_registered_things_too() -> None:
    """A URL map among the registries is told and restored rule by rule."""
    url_map = Map([Rule("/old", endpoint="old")])
    snapshot = Snapshot({"url_map": url_map})
    rule = Rule("/new", endpoint="new")
    url_map.add(rule)
    assert same(found(snapshot), [("url_map", "/new", rule, ABSENT)])
    snapshot.restore()
    assert [rule.endpoint for rule in url_map.iter_rules()] == ["old"]


KEYS = st.sampled_from("abc")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["set", "drop", "append", "remove", "replace"]), KEYS, st.integers(0, 3)
    ),
    max_size=12,
)


@given(STEPS, STEPS)
def test_whatever_happened_is_undone(first: list[Any], second: list[Any]) -> None:
    """After any changes the content is what it was, in its order and in the same lists."""
    plain: dict[str, Any] = {}
    nested: dict[str, list[int]] = defaultdict(list)

    def play(steps: list[Any]) -> None:
        for step, key, number in steps:
            if step == "set":
                plain[key] = number
            elif step == "drop":
                plain.pop(key, None)
                nested.pop(key, None)
            elif step == "append":
                nested[key].append(number)
            elif step == "remove" and number in nested[key]:
                nested[key].remove(number)
            elif step == "replace":
                nested[key] = [number]

    play(first)
    snapshot = Snapshot({"plain": plain, "nested": nested})
    before = [list(plain.items()), [(key, id(each), list(each)) for key, each in nested.items()]]
    play(second)
    snapshot.restore()
    after = [list(plain.items()), [(key, id(each), list(each)) for key, each in nested.items()]]
    assert after == before
    assert not found(snapshot)


def test_a_proxy_is_not_looked_into() -> None:
    """What it stands for may be costly to open, or be absent."""

    def opened() -> Any:
        raise AssertionError("opened")

    names: dict[str, Any] = {"session": LocalProxy(opened)}
    snapshot = Snapshot({"names": names})
    assert found(snapshot) == []
    names["other"] = A
    snapshot.restore()
    assert list(names) == ["session"]


def test_a_registry_in_another_one_is_watched_once() -> None:
    """Under its own name."""
    config: dict[str, Any] = {}
    names: dict[str, Any] = {"config": config, "more": {"config": config}}
    snapshot = Snapshot({"names": names, "config": config})
    config["X"] = A
    assert same(found(snapshot), [("config", "X", A, ABSENT)])
    snapshot.restore()
    assert config == {}


class Folders:
    """An object whose attributes are in slots."""

    __slots__ = ("_static", "templates")

    def __init__(self) -> None:
        self._static, self.templates = "static", "templates"


def test_attributes_in_slots_are_a_registry_too() -> None:
    """Told by the names that people know, and brought back."""
    folders = Folders()
    before = Snapshot({"settings": Fields(folders, ("_static", "templates"))})
    assert list(before.changes()) == []
    folders._static = "assets"
    (change,) = before.changes()
    assert (change.registry, change.key) == ("settings", "static")
    assert (change.value, change.replaced) == ("assets", "static")
    before.restore()
    assert folders._static == "static"


def test_a_registry_that_comes_later_was_empty_or_is_watched_from_then_on() -> None:
    """Whoever makes it says which."""
    before = Snapshot({"config": {}})
    commands, filters = {"run": 1}, {"upper": 2}
    before.watch({"config": {}, "filters": filters})
    filters["shout"] = 3
    now = {"config": {}, "commands": commands, "filters": filters}
    found = [(change.registry, change.key, change.value) for change in before.changes(now)]
    assert found == [("filters", "shout", 3), ("commands", "run", 1)]
    before.restore()
    assert filters == {"upper": 2}
