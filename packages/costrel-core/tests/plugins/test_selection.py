"""Which of the installed plugins an application takes."""

from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from costrel_core.plugins.selection import Selection
from costrel_core.plugins.source import Rank
from costrel_spec.errors import DuplicatePlugin, UnknownPlugin


@pytest.fixture
def chosen(acme: Any, assemble: Any) -> Any:
    """``chosen(environ, **options)``: the names taken of the plugins one, two and three."""
    for name in ("one", "two", "three"):
        acme(name)
    from costrel_core.plugins.discovery import discover

    others = [name for name in discover() if name not in {"one", "two", "three"}]

    def choose(environ: dict[str, str] | None = None, **options: Any) -> set[str]:
        options["deny"] = [*options.get("deny", ()), *others]
        selected = Selection(**{"parts": ()} | options).choose(environ or {})
        return {each.source.name for each in selected}

    return choose


def test_what_is_installed_is_on(chosen: Any) -> None:
    """Nobody has to list anything."""
    assert chosen() == {"one", "two", "three"}


def test_plugins_lists_those_that_are_taken(chosen: Any) -> None:
    """With plugins= nothing else is taken; with an empty list, nothing at all."""
    assert chosen(plugins=["one", "three"]) == {"one", "three"}
    assert chosen(plugins=[]) == set()


def test_an_environment_variable_lists_plugins(chosen: Any) -> None:
    """COSTREL_PLUGINS is the list, names with commas or spaces between; empty means none."""
    assert chosen({"COSTREL_PLUGINS": "one, two"}) == {"one", "two"}
    assert chosen({"COSTREL_PLUGINS": "three"}) == {"three"}
    assert chosen({"COSTREL_PLUGINS": ""}) == set()


def test_the_list_of_the_application_goes_before_the_environment(chosen: Any) -> None:
    """COSTREL_PLUGINS decides only where the application does not."""
    assert chosen({"COSTREL_PLUGINS": "two"}, plugins=["one"]) == {"one"}


def test_denied_plugins_are_out_whoever_lists_them(chosen: Any) -> None:
    """deny= wins over every list, and may name what is not installed."""
    assert chosen(deny=["one", "unknown"]) == {"two", "three"}
    assert chosen(deny=["one"], plugins=["one", "two"]) == {"two"}
    assert chosen({"COSTREL_PLUGINS": "one"}, deny=["one"]) == set()
    assert chosen(deny=["one"], parts=["one"], plugins=[]) == set()


def test_parts_are_on_whatever_is_selected(chosen: Any) -> None:
    """No allow list takes a part away, and an absent part is no error."""
    options = {"parts": {"one", "absent"}}
    assert chosen(plugins=[], **options) == {"one"}
    assert chosen({"COSTREL_PLUGINS": ""}, **options) == {"one"}
    assert chosen(plugins=["one", "two"], **options) == {"one", "two"}


def test_without_leaves_a_part_out(chosen: Any) -> None:
    """A part that is left out does not come back through the lists."""
    assert chosen(parts=["one"], without=["one"]) == {"two", "three"}
    assert chosen(parts=["one"], without=["one"], plugins=["one"]) == set()


@pytest.mark.parametrize("value", ["1", "true", "YES", " on ", "2", "please"])
def test_the_safe_mode_leaves_the_parts_only(chosen: Any, value: str) -> None:
    """Neither installed plugins nor objects given by the application are taken."""
    options: dict[str, Any] = {"parts": ["one"], "builtin": [("core", object())]}
    assert chosen({"COSTREL_SAFE_MODE": value}, **options) == {"core", "one"}
    assert chosen({"COSTREL_SAFE_MODE": value}, plugins=[ModuleType("m")], **options) == {
        "core",
        "one",
    }


@pytest.mark.parametrize("value", ["", "0", "false", "No", "off"])
def test_the_safe_mode_can_be_spelt_off(chosen: Any, value: str) -> None:
    """What commonly means no, means no."""
    assert chosen({"COSTREL_SAFE_MODE": value}) == {"one", "two", "three"}


def test_an_unknown_name_is_refused(chosen: Any) -> None:
    """The error names the plugin, where it is listed, what was meant, and the remedy."""
    with pytest.raises(
        UnknownPlugin, match=r"plugins= names the plugin 'thre'.*mean 'three'.*Install"
    ):
        chosen(plugins=["thre"])
    with pytest.raises(UnknownPlugin, match=r"COSTREL_PLUGINS names the plugin 'four'"):
        chosen({"COSTREL_PLUGINS": "four"})
    with pytest.raises(UnknownPlugin, match=r"without= names 'on'.*mean 'one'.*deny=\{'on'\}"):
        chosen(parts=["one"], without=["on"])


@pytest.mark.parametrize("environ", [{}, {"COSTREL_SAFE_MODE": "1"}])
def test_what_is_required_must_be_known(acme: Any, environ: dict[str, str]) -> None:
    """Installed, built in or given as an object, whether it is taken or not."""

    class Widget:
        plugin_name = "Widget"

    acme("one")
    builtin = [("core", object())]
    selection = Selection(parts=(), plugins=[Widget], builtin=builtin)
    selection.choose(environ)
    selection.check_required(["one", "Widget", "core"])
    with pytest.raises(UnknownPlugin, match=r"required= names the plugin 'oen', .*mean 'one'\?"):
        selection.check_required(["one", "oen"])
    with pytest.raises(UnknownPlugin, match=r"mean 'Widget'\? .*take the name out of required=\."):
        selection.check_required(["Widgets"])


def test_what_is_built_in_can_not_be_left_out(chosen: Any) -> None:
    """Saying so is refused, not ignored."""
    for option in ("deny", "without"):
        with pytest.raises(UnknownPlugin, match=r"'core', which can't be left out"):
            chosen(builtin=[("core", object())], **{option: ["core"]})


def test_what_is_built_in_may_be_listed(chosen: Any) -> None:
    """It is on anyway."""
    assert chosen(builtin=[("core", object())], plugins=["core"]) == {"core"}


@pytest.mark.parametrize("option", ["parts", "without", "plugins", "deny"])
def test_one_string_is_no_list(option: str) -> None:
    """It would be taken as a list of letters."""
    options: dict[str, Any] = {"parts": ()} | {option: "one"}
    with pytest.raises(TypeError, match=rf"write {option}=\['one'\]"):
        Selection(**options)


@pytest.mark.parametrize("option", ["parts", "without", "plugins", "deny"])
def test_what_is_no_list_is_refused(option: str) -> None:
    """The error names the argument and shows the value and the right form."""
    options: dict[str, Any] = {"parts": ()} | {option: 5}
    with pytest.raises(TypeError, match=rf"{option}=5: .*write {option}=\[\.\.\.\]"):
        Selection(**options)


@pytest.mark.parametrize("option", ["parts", "without", "deny"])
def test_names_are_strings(option: str) -> None:
    """The error shows the one that is none."""
    options: dict[str, Any] = {"parts": ()} | {option: ["one", None]}
    with pytest.raises(TypeError, match=rf"{option}=\['one', None\]: .*None is none"):
        Selection(**options)


def test_two_distributions_with_one_name_are_refused(installed: Any, chosen: Any) -> None:
    """The error names the plugin, both distributions and the remedy; denied, neither matters."""
    installed("other-one", {"one": "other"}, version="3.1")
    with pytest.raises(DuplicatePlugin) as caught:
        chosen()
    text = str(caught.value)
    assert "'one': one is from acme-one 1.0, one from other-one 3.1" in text
    assert "Uninstall acme-one or other-one, or leave both out: deny={'one'}." in text
    assert chosen(deny=["one"]) == {"two", "three"}
    assert chosen(plugins=["two"]) == {"two"}
    with pytest.raises(DuplicatePlugin, match=r"without=\{'one'\}"):
        chosen(parts=["one"])


def test_an_installed_plugin_can_not_take_the_name_of_the_core(installed: Any, chosen: Any) -> None:
    """What is built in is never replaced by a name."""
    installed("evil", {"core": "evil"})
    with pytest.raises(
        DuplicatePlugin, match=r"one is built in, one from evil 1\.0\. Uninst"
    ) as it:
        chosen(builtin=[("core", object())])
    assert "Uninstall evil: the name is the core's own. [" in str(it.value)
    assert "deny" not in str(it.value)


def test_objects_have_names() -> None:
    """A module its own, a class or function its qualified name, an instance that of its class."""

    class Stamp:
        pass

    def make() -> None: ...

    class Named:
        plugin_name = "named"

    given = [ModuleType("shop.plugin"), Stamp(), make, Named]
    selected = Selection(parts=(), plugins=given).choose({})
    names = [each.source.name.rpartition(">.")[2] for each in selected]
    assert names == ["shop.plugin", "Stamp", "make", "named"]
    assert [each.given for each in selected] == given
    assert {each.source.rank for each in selected} == {Rank.ALTERNATIVE}


def test_a_name_is_a_string() -> None:
    """Whatever else an object gives would fail much later."""
    with pytest.raises(TypeError, match="has the plugin_name 5: the name of a plugin is a string"):
        Selection(parts=(), plugins=[SimpleNamespace(plugin_name=5)])


def test_two_objects_need_two_names() -> None:
    """The remedy is to give one a name of its own."""
    with pytest.raises(DuplicatePlugin, match=r"Give one of them another plugin_name"):
        Selection(parts=(), plugins=[ModuleType("m"), ModuleType("m")]).choose({})


def test_an_object_can_be_denied() -> None:
    """A deny list reaches what the application gives as well."""
    assert not Selection(parts=(), plugins=[ModuleType("m")], deny=["m"]).choose({})


def test_lists_may_be_read_once() -> None:
    """Generators do."""
    made = Selection(parts=(x for x in ()), plugins=(x for x in [ModuleType("m")]))
    assert len(made.choose({})) == len(made.choose({})) == 1
