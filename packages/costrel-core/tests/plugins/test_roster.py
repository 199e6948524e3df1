"""The plugins of one application."""

import logging
from types import SimpleNamespace
from typing import Any

import pytest

from costrel_core.plugins.ledger import Entry
from costrel_core.plugins.loading import Policy
from costrel_core.plugins.roster import Roster
from costrel_core.plugins.selection import Selection
from costrel_spec import Plugin, hookimpl
from costrel_spec.errors import DuplicatePlugin, MissingRequirement, PluginImportFailed, UnknownHook


def roster(*plugins: Any, optional: str = "") -> Roster:
    """A roster of these objects; the optional ones' names are letters."""
    selected = Selection(parts=(), plugins=plugins).choose({})
    return Roster(selected, Policy(frozenset(optional)))


def plugin(name: str, **declared: Any) -> SimpleNamespace:
    """A plugin with a declaration, and a hook."""
    hook = hookimpl(lambda app: None)
    return SimpleNamespace(plugin_name=name, plugin=Plugin(**declared), shell_context=hook)


def names(made: Roster) -> list[str]:
    """Who takes part."""
    return [each.name for each in made.active]


def broken() -> Any:
    """A factory that fails."""
    raise OSError("no disk")


def test_plugins_stand_in_their_order() -> None:
    """Whatever the order in which they are selected."""
    assert names(roster(plugin("b"), plugin("a", after={"b"}), plugin("c"))) == ["b", "a", "c"]


def test_a_failing_plugin_stops_the_boot() -> None:
    """That is the rule; the error tells which and why."""
    with pytest.raises(
        PluginImportFailed, match=r"'broken' \(given in plugins=\).*OSError: no disk"
    ):
        roster(plugin("a"), broken)


def test_an_optional_plugin_that_fails_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    """The others take part, and one line in the log says so, loudly and once."""
    broken.plugin_name = "b"  # type: ignore[attr-defined]  # the name it goes by
    made = roster(plugin("a"), broken, optional="b")
    del broken.plugin_name  # type: ignore[attr-defined]  # the name it goes by
    assert names(made) == ["a"]
    assert [(each.name, each.status) for each in made.plugins] == [
        ("a", "active"),
        ("b", "left out"),
    ]
    assert isinstance(made.plugins[1].failure, PluginImportFailed)
    for _twice in range(2):
        made.report(logging.getLogger("roster"))
    (record,) = caplog.records
    assert record.levelname == "WARNING"
    assert "starts without an optional plugin. The plugin 'b'" in record.getMessage()


def test_a_suggestion_of_a_broken_plugin_is_not_heard() -> None:
    """That it may be missing is for the application to say as long as it breaks the contract."""
    bad = SimpleNamespace(plugin_name="b", plugin=Plugin(api=9, optional=True))
    with pytest.raises(Exception, match="hook API 9"):
        roster(bad)
    assert names(roster(bad, optional="b")) == []


def test_a_missing_requirement_stops_the_boot(acme: Any) -> None:
    """The error tells what is required, why it is not there, and what to do."""
    acme("maple", "raise AssertionError('never imported')")
    with pytest.raises(MissingRequirement) as caught:
        roster(plugin("a", requires={"maple"}))
    text = str(caught.value)
    assert "'a' (given in plugins=) requires 'maple', which is installed but not selected." in text
    with pytest.raises(
        MissingRequirement, match=r"no installed distribution declares.*mean 'maple'"
    ):
        roster(plugin("a", requires={"mapple"}))


def test_who_requires_a_plugin_that_was_left_out_fails_too() -> None:
    """All along the chain; and an optional one is left out in its turn."""
    chain = [plugin("b", requires={"a"}), plugin("c", requires={"b"}), plugin("d")]
    bad = plugin("a", api=9)
    assert names(roster(bad, *chain, optional="abc")) == ["d"]
    with pytest.raises(MissingRequirement, match=r"'c'.* requires 'b', which was left out"):
        roster(bad, *chain, optional="ab")


def test_a_wish_is_no_requirement() -> None:
    """What is wanted may be absent."""
    assert names(roster(plugin("a", wants={"x"}, after={"y"}))) == ["a"]


def test_who_fails_later_is_left_out_as_well() -> None:
    """It takes its entries in the ledger along."""
    made = roster(plugin("a"), plugin("b"), optional="b")
    first, second = made.active
    for each in made.active:
        made.ledger.record(Entry("x", "x", each.source, 1))
    error = UnknownHook("why")
    made.fail(second, error)
    assert (names(made), second.failure) == (["a"], error)
    assert [entry.owner.name for entry in made.ledger.entries()] == ["a"]
    with pytest.raises(UnknownHook, match="why"):
        made.fail(first, error)


def test_who_fills_a_slot_can_no_longer_be_left_out() -> None:
    """What it made is in use."""
    made = roster(plugin("a"), optional="a")
    made.filled["json"] = made.active[0]
    with pytest.raises(UnknownHook):
        made.fail(made.active[0], UnknownHook("why"))
    assert names(made) == ["a"]


def test_one_object_has_one_name(installed: Any) -> None:
    """Under two names its hooks would be called twice; the error names both."""
    source = "@hookimpl\ndef setup(app): ..."
    installed("acme", {"one": "acme_twice", "two": "acme_twice"}, {"acme_twice": source})
    selected = Selection(parts=(), plugins=["one", "two"]).choose({})
    with pytest.raises(
        DuplicatePlugin, match=r"'one' \(acme 1\.0\) and 'two' \(acme 1\.0\) are one"
    ):
        Roster(selected, Policy())
