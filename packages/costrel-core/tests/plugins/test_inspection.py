"""What a plugin declares and implements."""

import functools
import warnings
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pluggy import PluginManager

from costrel_core.plugins.inspection import UNDECLARED, inspected
from costrel_core.plugins.source import Rank, Source
from costrel_core.plugins.specification import Contract
from costrel_spec import PROJECT, Deprecated, Plugin, hookimpl, hooks
from costrel_spec.errors import (
    CostrelDeprecationWarning,
    HookOrderRefused,
    PluginImportFailed,
    UnknownHook,
    UnknownHookArgument,
    UnsupportedHookApi,
)

SOURCE = Source("acme", Rank.ALTERNATIVE)


def module(**names: Any) -> ModuleType:
    """A module that holds these names."""
    made = ModuleType("acme")
    vars(made).update(names)
    return made


@hookimpl
def after_request(ctx: Any, response: Any) -> None:
    """A hook with two arguments."""


@hookimpl
def setup(app: Any) -> None:
    """A hook with one."""


def test_hooks_of_a_module_are_found() -> None:
    """Marked functions are; what merely has the name of a hook is not."""
    found = inspected(module(after_request=after_request, setup=lambda app: None), SOURCE)
    assert list(found.hooks) == ["after_request"]
    assert found.hooks["after_request"].function is after_request
    assert found.hooks["after_request"].arguments == ("ctx", "response")


def test_hooks_of_an_instance_are_found_and_bound() -> None:
    """Methods, inherited ones too, class and static methods, and functions put on the instance."""

    class Parent:
        @hookimpl
        def setup(self, app: Any) -> Any:
            return self, app

    class Child(Parent):
        @hookimpl
        @staticmethod
        def commands() -> Any:
            return "static"

        @classmethod
        @hookimpl
        def deploy_checks(cls, app: Any) -> Any:
            return cls

        @property
        def shell_context(self) -> Any:
            raise AssertionError("a property is not touched")

    child = Child()
    child.after_request = after_request  # type: ignore[attr-defined]  # what is tested
    hooks = inspected(child, SOURCE).hooks
    assert set(hooks) == {"setup", "commands", "deploy_checks", "after_request"}
    assert hooks["setup"].function("app") == (child, "app")
    assert hooks["setup"].arguments == ("app",)
    assert hooks["commands"].function() == "static"
    assert hooks["deploy_checks"].function("app") is Child


def test_a_function_may_have_another_name_than_its_hook() -> None:
    """pluggy's specname says which hook it implements."""

    @hookimpl(specname="setup")
    def prepare(app: Any) -> None: ...

    assert inspected(module(prepare=prepare), SOURCE).hooks["setup"].function is prepare


def test_a_declaration_is_optional() -> None:
    """Without one, nothing is asked for; a module of that name is none."""
    assert inspected(module(), SOURCE).declaration is UNDECLARED
    assert inspected(module(plugin=ModuleType("acme.plugin")), SOURCE).declaration is UNDECLARED
    declared = Plugin(after={"x"})
    assert inspected(module(plugin=declared), SOURCE).declaration is declared


def test_a_declaration_of_another_kind_is_refused() -> None:
    """It would be ignored in silence otherwise."""
    with pytest.raises(
        PluginImportFailed, match=r"`plugin` of the plugin 'acme'.* is \{'api': 1\}"
    ):
        inspected(module(plugin={"api": 1}), SOURCE)


@pytest.mark.parametrize(
    ("api", "remedy"), [(2, "Upgrade costrel-core"), (0, "Upgrade the plugin")]
)
def test_another_hook_api_is_refused(api: int, remedy: str) -> None:
    """The error says which side is older, and it comes before any other complaint."""

    @hookimpl
    def hook_of_tomorrow() -> None: ...

    plugin = module(plugin=Plugin(api=api), hook_of_tomorrow=hook_of_tomorrow)
    with pytest.raises(UnsupportedHookApi, match=rf"'acme'.*hook API {api},.*{remedy}"):
        inspected(plugin, SOURCE)


@pytest.mark.parametrize("api", range(1, 6))
def test_the_hook_apis_from_the_oldest_to_the_newest_are_known(api: int) -> None:
    """Both ends belong to them; one below and one above are refused, and the error says who is old."""
    plugin = module(plugin=Plugin(api=api))
    contract = Contract(range(2, 5), {})
    if 2 <= api <= 4:
        assert inspected(plugin, SOURCE, contract).declaration.api == api
        return
    older = "the plugin" if api == 1 else "costrel-core and costrel-spec"
    with pytest.raises(UnsupportedHookApi, match=rf"API {api}, and 2 to 4 are.*Upgrade {older}\."):
        inspected(plugin, SOURCE, contract)


def test_a_misspelt_hook_is_refused() -> None:
    """The error names plugin and hook, suggests the right one, and has a remedy."""

    @hookimpl
    def after_requests(ctx: Any) -> None: ...

    with pytest.raises(UnknownHook) as caught:
        inspected(module(after_requests=after_requests), SOURCE)
    assert "'acme' (given in plugins=) implements the hook 'after_requests'" in str(caught.value)
    assert "Did you mean 'after_request'? Repair it" in str(caught.value)


def test_an_unknown_argument_is_refused() -> None:
    """The error names it, the arguments that there are, and the one most like it."""

    @hookimpl
    def after_request(ctx: Any, respnse: Any) -> None: ...

    with pytest.raises(UnknownHookArgument) as caught:
        inspected(module(after_request=after_request), SOURCE)
    assert "argument 'respnse', and it is called with (ctx, response)" in str(caught.value)
    assert "Did you mean 'response'?" in str(caught.value)


def _stars(*rest: Any) -> None: ...
def _double_stars(ctx: Any, **rest: Any) -> None: ...
def _all(ctx: Any, *rest: Any, key: Any = 1, **others: Any) -> None: ...
def _keyword_only(ctx: Any, *, response: Any) -> None: ...
def _default(ctx: Any, cache: Any = None) -> None: ...


@pytest.mark.parametrize(
    ("function", "named"),
    [
        (_stars, "'*rest'"),
        (_double_stars, "'**rest'"),
        (_all, "'key'"),
        (_keyword_only, "'response'"),
        (_default, "'cache'"),
    ],
)
def test_arguments_that_would_never_be_passed_are_refused(function: Any, named: str) -> None:
    """Stars, keyword-only arguments and unknown ones with a default would stay empty in silence."""
    plugin = module(after_request=hookimpl(specname="after_request")(function))
    with pytest.raises(UnknownHookArgument, match=named.replace("*", r"\*")):
        inspected(plugin, SOURCE)


def test_a_known_argument_may_have_a_default() -> None:
    """It is passed all the same."""

    @hookimpl
    def teardown_request(ctx: Any, error: Any = None) -> None: ...

    found = inspected(module(teardown_request=teardown_request), SOURCE)
    assert found.hooks["teardown_request"].arguments == ("ctx", "error")


def test_arguments_are_read_through_decorators() -> None:
    """functools.wraps tells what the function below declares."""

    @hookimpl
    @functools.wraps(after_request)
    def wrapper(*arguments: Any) -> None: ...

    found = inspected(module(after_request=wrapper), SOURCE)
    assert found.hooks["after_request"].arguments == ("ctx", "response")


def test_annotations_are_not_evaluated() -> None:
    """Names that only type checkers import are no obstacle."""

    @hookimpl
    def setup(app: "NowhereDefined") -> None: ...  # type: ignore[name-defined]  # noqa: F821

    assert inspected(module(setup=setup), SOURCE).hooks["setup"].arguments == ("app",)


@pytest.mark.parametrize(
    "option", ["tryfirst", "trylast", "wrapper", "hookwrapper", "optionalhook"]
)
def test_ordering_options_of_pluggy_are_refused(option: str) -> None:
    """Plugins are ordered by name; the error says how."""

    def setup(app: Any) -> Any:
        yield

    plugin = module(setup=hookimpl(**{option: True})(setup))
    with pytest.raises(HookOrderRefused, match=rf"setup of the plugin 'acme'.*{option}.*before="):
        inspected(plugin, SOURCE)


def test_a_hook_is_implemented_once() -> None:
    """Two implementations in one plugin have no order."""

    @hookimpl(specname="setup")
    def another(app: Any) -> None: ...

    with pytest.raises(HookOrderRefused, match=r"the hook setup twice.*Make them one"):
        inspected(module(setup=setup, another=another), SOURCE)


def test_a_module_is_inspected_once() -> None:
    """Applications of one process share the result, which can't be changed."""
    plugin = module(setup=setup)
    assert inspected(plugin, SOURCE) is inspected(plugin, SOURCE)
    with pytest.raises(TypeError):
        inspected(plugin, SOURCE).hooks["x"] = None  # type: ignore[index]  # what is tested


def test_a_replaced_hook_is_seen() -> None:
    """A test may patch a plugin's module between two applications."""
    plugin = module(setup=setup)
    inspected(plugin, SOURCE)

    @hookimpl
    def other() -> None: ...

    plugin.setup = hookimpl(specname="setup")(lambda: None)  # type: ignore[attr-defined]  # a patch
    assert inspected(plugin, SOURCE).hooks["setup"].arguments == ()
    del plugin.setup  # type: ignore[attr-defined]  # the same
    assert not inspected(plugin, SOURCE).hooks


def test_what_is_refused_once_is_refused_again() -> None:
    """A failure is not remembered as a success."""
    plugin = module(nope=hookimpl(lambda: None))
    for _ in range(2):
        with pytest.raises(UnknownHook):
            inspected(plugin, SOURCE)


HOOKS = st.sampled_from(["setup", "after_request", "before_render", "config_defaults", "setpu"])
ARGUMENTS = st.lists(
    st.sampled_from(["app", "ctx", "response", "template", "context", "contxt"]),
    unique=True,
    max_size=3,
)


@given(hook=HOOKS, arguments=ARGUMENTS)
def test_what_is_accepted_pluggy_accepts_and_what_is_refused_it_refuses(
    hook: str, arguments: list[str]
) -> None:
    """pluggy's own validation agrees on names and arguments."""
    namespace: dict[str, Any] = {}
    exec(f"def implementation({', '.join(arguments)}): pass", namespace)
    plugin = SimpleNamespace(**{hook: hookimpl(namespace["implementation"])})
    accepted = by_pluggy = True
    try:
        inspected(plugin, SOURCE)
    except (UnknownHook, UnknownHookArgument):
        accepted = False
    try:
        manager = PluginManager(PROJECT)
        manager.add_hookspecs(hooks)
        manager.register(plugin)
        manager.check_pending()
    except Exception:
        by_pluggy = False
    assert accepted == by_pluggy


DEPRECATED = Contract(
    range(1, 2),
    {
        "after_reply": Deprecated(since="1.2", until="2.0", instead="after_request"),
        "after_request.reply": Deprecated(since="1.3", until="2.0", instead="response"),
        "flashed": Deprecated(since="1.4", until="3.0"),
        "rendered.context": Deprecated(since="1.5", until="3.0"),
    },
)


def deprecations(plugin: object) -> tuple[dict[str, Any], list[str]]:
    """The implementations that are found, and what is warned of meanwhile."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = inspected(plugin, SOURCE, DEPRECATED)
    assert {each.category for each in caught} <= {CostrelDeprecationWarning}
    return dict(found.hooks), [str(each.message) for each in caught]


def test_a_renamed_hook_is_found_under_its_new_name() -> None:
    """The warning names the plugin, the new name and the release that ends it."""

    @hookimpl
    def after_reply(ctx: Any) -> None: ...

    hooks, warned = deprecations(module(after_reply=after_reply))
    assert list(hooks) == ["after_request"]
    assert hooks["after_request"].function is after_reply
    assert hooks["after_request"].arguments == ("ctx",)
    assert hooks["after_request"].attribute == "after_reply"
    text = (
        "The plugin 'acme' (given in plugins=) implements the hook 'after_reply', which is called"
        " 'after_request' since costrel-spec 1.2; the old name works until 2.0."
        " Write 'after_request'."
    )
    assert warned == [f"{text} [costrel:deprecated]"]
    assert hooks["after_request"].notices == (text,)


def test_a_renamed_argument_is_passed_under_its_old_name() -> None:
    """What the hook passes by the new name arrives in its place, also beside a renamed hook."""

    @hookimpl
    def after_reply(reply: Any, ctx: Any) -> None: ...

    hooks, warned = deprecations(module(after_reply=after_reply))
    assert hooks["after_request"].arguments == ("response", "ctx")
    assert len(warned) == 2
    assert warned[1].startswith(
        "The plugin 'acme' (given in plugins=) declares the argument 'reply' of the hook"
        " after_request, which is called 'response' since costrel-spec 1.3"
    )


def test_what_goes_without_a_successor_works_until_then() -> None:
    """A hook and an argument alike; who does not use them hears nothing."""

    @hookimpl
    def flashed(message: Any) -> None: ...

    @hookimpl
    def rendered(context: Any, app: Any) -> None: ...

    hooks, warned = deprecations(module(flashed=flashed, rendered=rendered))
    assert hooks["flashed"].arguments == ("message",)
    assert hooks["rendered"].arguments == ("context", "app")
    hook, argument = [text.partition("=) ")[2] for text in warned]
    assert hook == (
        "implements the hook 'flashed', which is deprecated since costrel-spec 1.4; it works until"
        " 3.0. Do without it. [costrel:deprecated]"
    )
    assert argument == (
        "declares the argument 'context' of the hook rendered, which is deprecated since"
        " costrel-spec 1.5; it works until 3.0. Do without it. [costrel:deprecated]"
    )
    hooks, warned = deprecations(module(rendered=hookimpl(quiet)))
    assert list(hooks) == ["rendered"]
    assert warned == []


def quiet(app: Any) -> None:
    """An implementation of ``rendered`` that uses nothing deprecated."""


quiet.__name__ = "rendered"


def test_who_speaks_to_older_and_newer_releases_is_called_once() -> None:
    """Where a plugin has the hook under both names, the old one is left alone, without a word."""

    @hookimpl
    def after_reply(ctx: Any) -> None: ...

    hooks, warned = deprecations(module(after_reply=after_reply, after_request=after_request))
    assert [each.function for each in hooks.values()] == [after_request]
    assert warned == []


def test_an_old_name_is_unknown_where_nothing_promises_it() -> None:
    """The table decides, not the code."""
    with pytest.raises(UnknownHook):
        inspected(module(after_reply=hookimpl(quiet)), SOURCE)
    with pytest.raises(UnknownHookArgument, match=r"'reply'.*called with \(ctx, response\)\."):
        inspected(
            module(after_request=hookimpl(lambda reply: None)), SOURCE, Contract(range(1, 2), {})
        )


def test_each_application_is_warned_under_its_own_name() -> None:
    """The default filters of Python decide how often people see it."""

    @hookimpl
    def after_reply(ctx: Any) -> None: ...

    plugin = module(after_reply=after_reply)
    assert len(deprecations(plugin)[1]) == len(deprecations(plugin)[1]) == 1
    with pytest.warns(CostrelDeprecationWarning, match="The plugin 'other'"):
        inspected(plugin, Source("other", Rank.ALTERNATIVE), DEPRECATED)
