"""Generators beside the functions that Mako makes of a template."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from mako import cache

Write = Callable[..., Path]

LAYOUT = "<h1>${self.title()}</h1><%block name='head'>Head</%block>[${next.body()}]${after()}"
LAYOUT += "<%def name='after()'>after</%def><%def name='title()'>none</%def>"

TWICE = """<%inherit file='layout.html'/><%!
def twice(function):
    def go(context):
        function()
        function()
        return ""
    return go
%><%def name='title()' decorator='twice'>${x}</%def>"""
LOOP = "\n% for item in items:\n${item}\n% endfor\n"


@pytest.fixture
def stream(app: Any, write: Write) -> Callable[..., Iterator[str]]:
    """The pieces of ``page.html`` with that source, which may inherit from ``layout.html``."""

    def stream(source: str, layout: str = LAYOUT, **context: Any) -> Iterator[str]:
        app.config["TEMPLATES_AUTO_RELOAD"] = True
        write("layout.html", layout)
        write("page.html", source)
        with app.app_context():
            pieces: Iterator[str] = app.template_engine.stream("page.html", context)
            yield from pieces

    return stream


@pytest.mark.parametrize(
    "source",
    [
        "",
        "text",
        "${x}${x | n}${x | h}${x | loud}${5}",
        "% for n in range(3):\n${loop.index}${x}\n% endfor\n",
        "% for n in []:\n% endfor\n% if x:\n${x}\n% else:\nnothing\n% endif\n",
        "<%inherit file='layout.html'/>${x}",
        "<%inherit file='layout.html'/><%def name='title()'>T ${x}</%def>${x}",
        "<%inherit file='layout.html'/><%block name='head'>${parent.head()} ${x}</%block>${x}",
        "<%inherit file='layout.html'/><%def name='title()' buffered='True'>${x}</%def>",
        "<%inherit file='layout.html'/><%def name='title()'><% return x %></%def>",
        "<%page args='x, y=1'/>${x}${y}${sorted(pageargs)}",
        TWICE,
        "<%block filter='loud'>${x}</%block>\n<%block>${x}</%block>",
        "<%text filter='h'><${x}></%text>${x}",
        "<%def name='f(y)'>${y}</%def>${f(x)}${self.f(x)}${capture(f, x)}${capture(self.f, x)}",
        "<%def name='f()'>[${caller.body()}]</%def><%call expr='f()'>${x}</%call>",
        "<%def name='f()'>[${caller.body()}]</%def><%self:f>${x}</%self:f>",
        "<%include file='part.html'/>${x}",
        "<%namespace name='part' file='part.html'/>${part.one()}${part.body()}",
        "<%namespace name='local' file='part.html'><%def name='one()'>1</%def></%namespace>${local.one()}",
        "<%inherit file='layout.html'/><%def name='title()' filter='loud'>${x}</%def>",
        "<%inherit file='layout.html'/><%block name='head' filter='loud'>${x}</%block>",
        "<% self_is = 1 %>${local.uri}${self.uri}",
        "<% \ndef f():\n    return 1\nclass C:\n    print\n%>${f()}${C.__name__}",
        "${x}<% return STOP_RENDERING %>${x}",
        "<% context.write(x) %>${x}<% context.write(x) %>",
        "<% str() %><% self.uri %><% [].append(x) %>${x}",
    ],
)
def test_the_pieces_are_the_text(
    app: Any, write: Write, stream: Callable[..., Iterator[str]], source: str
) -> None:
    """Whatever a template is made of, a stream of it and a rendering are the same."""
    app.add_template_filter(str.upper, "loud")
    write("part.html", "<%def name='one()'>one ${x}</%def>part")
    pieces = list(stream(source, x="<x>"))
    with app.app_context():
        assert "".join(pieces) == app.template_engine.render("page.html", {"x": "<x>"})
    assert "" not in pieces


@pytest.mark.parametrize(
    "source",
    [
        LOOP,
        "<%inherit file='layout.html'/>" + LOOP,
        "<%inherit file='layout.html'/><%block name='head'>" + LOOP + "</%block>",
        "<%inherit file='layout.html'/><%def name='title()'>" + LOOP + "</%def>",
    ],
)
def test_a_piece_is_made_when_it_is_asked_for(
    stream: Callable[..., Iterator[str]], source: str
) -> None:
    """What a loop has written is out before the loop goes on, at each level of inheritance."""
    taken: list[str] = []

    def items() -> Iterator[str]:
        for number in range(3):
            taken.append(f"item {number}")
            yield taken[-1]

    seen: list[str] = []
    for piece in stream(source, items=items()):
        if piece.startswith("item"):
            seen.append(piece)
            assert taken == seen
    assert len(seen) == 3


def test_a_variable_that_is_called_as_a_relative_is_the_visitors(
    stream: Callable[..., Iterator[str]],
) -> None:
    """Without inheritance ``next`` may be anything."""

    class Other:
        """It has a body of its own."""

        def body(self) -> str:
            """Text."""
            return "<other>"

    assert "".join(stream("${next.body()}", next=Other())) == "&lt;other&gt;"


def test_an_error_in_a_piece_shows_the_lines(stream: Callable[..., Iterator[str]]) -> None:
    """As in a rendering; what came before is out."""
    pieces = stream("<%inherit file='layout.html'/>\n<p>\n${1 // 0}")
    seen: list[str] = []
    with pytest.raises(ZeroDivisionError) as raised:
        seen.extend(pieces)
    assert "".join(seen) == "<h1>none</h1>Head[\n<p>\n"
    assert "page.html, line 3: ${1 // 0}" in raised.value.__notes__[0]


def test_a_cached_page_is_one_piece(
    app: Any, stream: Callable[..., Iterator[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes from the cache, or goes there, as a whole."""

    class Memory(cache.CacheImpl):
        """A cache for a page."""

        kept: dict[str, str] = {}

        def get_or_create(self, key: str, creation_function: Any, **options: Any) -> str:
            """What is kept."""
            if key not in self.kept:
                self.kept[key] = creation_function()
            return self.kept[key]

    monkeypatch.setitem(cache._cache_plugins.impls, "memory", lambda: Memory)
    app.config["MAKO_OPTIONS"] = {"cache_impl": "memory"}
    source = "<%page cached='True'/>\n% for n in [1, 2]:\n${x}\n% endfor\n"
    for value in ("one", "two"):
        assert list(stream(source, x=value)) == ["\none\none\n"]
