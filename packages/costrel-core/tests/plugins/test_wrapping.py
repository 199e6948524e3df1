"""The plugins' wrappings of the WSGI application."""

from types import SimpleNamespace
from typing import Any

import pytest

from costrel_core.plugins.loading import LoadedPlugin, Policy, load
from costrel_core.plugins.selection import Selected
from costrel_core.plugins.source import Rank, Source
from costrel_core.plugins.wrapping import wrappings
from costrel_spec import hookimpl
from costrel_spec.errors import PluginSetupFailed


def loaded(name: str, **hooks: Any) -> LoadedPlugin:
    """A plugin with these hooks."""
    thing = SimpleNamespace(**{hook: hookimpl(each) for hook, each in hooks.items()})
    return load(Selected(Source(name, Rank.ALTERNATIVE), thing), Policy())


def wrapping(name: str) -> LoadedPlugin:
    """A plugin that puts its name and the application before the answer."""

    def wrap_wsgi(app: Any, inner: Any) -> Any:
        return lambda environ, start: [name, app, *inner(environ, start)]

    return loaded(name, wrap_wsgi=wrap_wsgi)


def test_the_first_plugin_is_the_outermost(app: Any) -> None:
    """Each entry says whose wrapping is around what."""

    def inner(environ: Any, start: Any) -> Any:
        return [environ, start]

    plugins = [wrapping("a"), loaded("c", setup=lambda: None), wrapping("b")]
    entries = wrappings(app, plugins, inner)
    assert entries[-1].value({}, None) == ["a", app, "b", app, {}, None]
    assert [entry.owner.name for entry in entries] == ["b", "a"]
    assert entries[0].replaced is inner
    assert entries[1].replaced is entries[0].value
    assert entries[1].maker is plugins[0].hooks["wrap_wsgi"].function
    assert {entry.kind for entry in entries} == {"wsgi application"}


def test_nothing_wraps_where_no_plugin_does(app: Any) -> None:
    """There is no entry then."""
    assert wrappings(app, [loaded("a", setup=lambda: None)], len) == ()


def test_a_wrapping_is_a_wsgi_application(app: Any) -> None:
    """A forgotten return is the plugin's failure, not the server's."""
    plugins = [loaded("a", wrap_wsgi=lambda inner: None)]
    with pytest.raises(
        PluginSetupFailed, match=r"'a'.*wrap_wsgi answered None, no WSGI application"
    ):
        wrappings(app, plugins, len)


def test_a_wrapping_that_fails_is_the_plugins_failure(app: Any) -> None:
    """The error names it."""
    with pytest.raises(PluginSetupFailed, match=r"'b'.*wrap_wsgi raised ZeroDivisionError"):
        wrappings(app, [wrapping("a"), loaded("b", wrap_wsgi=lambda: 1 / 0)], len)
