"""The order of plugins."""

import random
import re
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from costrel_core.plugins.loading import LoadedPlugin
from costrel_core.plugins.ordering import ordered
from costrel_core.plugins.source import Rank, Source
from costrel_spec import Plugin
from costrel_spec.errors import PluginCycle

NAMES = list("abcdefgh")
RELATIONS = ["requires", "wants", "after", "before"]
Graph = dict[str, dict[str, set[str]]]


def loaded(graph: Graph) -> list[LoadedPlugin]:
    """Plugins with these declarations."""
    return [
        LoadedPlugin(Source(name, Rank.ALTERNATIVE), declaration=Plugin(**said))  # type: ignore[arg-type]
        for name, said in graph.items()
    ]


def names(graph: Graph) -> list[str]:
    """Their names in order."""
    return [plugin.name for plugin in ordered(loaded(graph))]


def edges(graph: Graph) -> set[tuple[str, str]]:
    """Which comes before which."""
    found = set()
    for name, said in graph.items():
        for relation, others in said.items():
            for other in others & graph.keys():
                found.add((name, other) if relation == "before" else (other, name))
    return found


GRAPHS = st.dictionaries(
    st.sampled_from(NAMES),
    st.dictionaries(
        st.sampled_from(RELATIONS), st.sets(st.sampled_from(NAMES), max_size=2), max_size=2
    ),
)


def test_names_decide_where_nothing_is_said() -> None:
    """The order is alphabetical."""
    assert names({"c": {}, "a": {}, "b": {}}) == ["a", "b", "c"]


@pytest.mark.parametrize("relation", ["requires", "wants", "after"])
def test_what_a_plugin_needs_comes_before_it(relation: str) -> None:
    """All three relations order alike."""
    assert names({"a": {relation: {"b"}}, "b": {}}) == ["b", "a"]


def test_a_plugin_can_ask_to_come_before() -> None:
    """So it can precede one that knows nothing of it."""
    assert names({"a": {}, "b": {"before": {"a"}}}) == ["b", "a"]


def test_plugins_that_are_absent_do_not_matter() -> None:
    """Only those that take part are ordered."""
    assert names({"b": {"after": {"x"}, "before": {"y"}}, "a": {}}) == ["a", "b"]


@given(GRAPHS, st.randoms(use_true_random=False))
def test_the_order_keeps_every_promise_and_depends_on_no_order(
    graph: Graph, dice: random.Random
) -> None:
    """Every declaration holds, and any shuffle gives the same result or the same error."""

    def result(plugins: list[LoadedPlugin]) -> list[str] | str:
        try:
            return [plugin.name for plugin in ordered(plugins)]
        except PluginCycle as error:
            return str(error)

    plugins = loaded(graph)
    order = result(plugins)
    dice.shuffle(plugins)
    assert result(plugins) == order
    if isinstance(order, list):
        assert sorted(order) == sorted(graph)
        assert all(order.index(early) < order.index(late) for early, late in edges(graph))


@given(GRAPHS)
def test_another_plugin_changes_no_order_among_the_others(graph: Graph) -> None:
    """Installing something that asks for nothing is no surprise."""
    assume(graph)
    try:
        order = names(graph)
    except PluginCycle:
        return
    wider = names({**graph, "dd": {}})
    assert [name for name in wider if name != "dd"] == order


def shortest_cycle(graph: Graph) -> int:
    """The number of plugins in the smallest circle, by trying all walks; 0 if there is none."""
    ways = {(early, late) for early, late in edges(graph)}
    reach = ways
    for length in range(1, len(graph) + 1):
        if any(early == late for early, late in reach):
            return length
        reach = {(a, d) for a, b in reach for c, d in ways if b == c}
    return 0


@given(GRAPHS)
def test_the_smallest_circle_is_shown(graph: Graph) -> None:
    """An error is raised exactly where there is a circle, and shows the smallest."""
    smallest = shortest_cycle(graph)
    if not smallest:
        names(graph)
        return
    with pytest.raises(PluginCycle) as caught:
        names(graph)
    assert str(caught.value).split("Take one")[0].count("(given") == smallest


SAID = re.compile(r"'(\w)' \(given in plugins=\) (requires|wants|comes after|comes before) '(\w)'")
RELATION = {
    "requires": "requires",
    "wants": "wants",
    "comes after": "after",
    "comes before": "before",
}


@given(GRAPHS)
def test_a_circle_is_made_of_what_plugins_say(graph: Graph) -> None:
    """Each step is a declaration of the plugin that it names, and each leads on to the next."""
    try:
        names(graph)
    except PluginCycle as error:
        said = SAID.findall(str(error))
    else:
        return
    assert said
    assert all(other in graph[name][RELATION[relation]] for name, relation, other in said)
    steps = [
        (other, name) if relation != "comes before" else (name, other)
        for name, relation, other in said
    ]
    # Each step is a pair of who comes first and who comes later.
    assert all(steps[index - 1][1] == early for index, (early, _) in enumerate(steps))


def test_a_circle_is_told_in_the_words_of_the_declarations() -> None:
    """Each plugin of the circle is named with what it asks for; those beside it are not."""
    with pytest.raises(PluginCycle) as caught:
        names({"a": {"requires": {"b"}}, "b": {"after": {"c"}}, "c": {"wants": {"b"}}, "d": {}})
    text = str(caught.value)
    assert "'c' (given in plugins=) wants 'b', and 'b' (given in plugins=) comes after 'c'." in text
    assert "'a'" not in text
    assert "'d'" not in text
    assert text.endswith(
        "Take one of these back. Repair it, or take it out of plugins=. [costrel:plugin-cycle]"
    )


def test_a_circle_names_distributions(acme: Any, assemble: Any) -> None:
    """Installed plugins are named with distribution and version, as is the remedy."""
    acme("one", "plugin = Plugin(before={'two'})")
    acme("two", "plugin = Plugin(before={'one'})")
    with pytest.raises(PluginCycle) as caught:
        assemble()
    assert "'one' (acme-one 1.0) comes before 'two', and 'two' (acme-two 1.0)" in str(caught.value)
    assert "deny={'two'}" in str(caught.value)


def test_a_plugin_can_not_follow_itself() -> None:
    """That is the smallest circle of all."""
    with pytest.raises(PluginCycle, match=r"circle: 'a' \(given in plugins=\) requires 'a'\."):
        names({"a": {"requires": {"a"}}})
