"""How templates are read."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

Render = Callable[..., str]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("${x}", "&lt;a &amp; b&gt;"),
        ("${x | n}", "<a & b>"),
        ("${x | h}", "&lt;a &amp; b&gt;"),
        ("${x | h, h}", "&lt;a &amp; b&gt;"),
        ("${x | x}", "&lt;a &amp; b&gt;"),
        ("${x | entity}", "&lt;a &amp; b&gt;"),
        ("${\"ä'\" | entity}", "&auml;&#39;"),
        ("${x | entity, loud}", "&amp;LT;A &amp;AMP; B&amp;GT;"),
        ("${x | u}", "%3Ca+%26+b%3E"),
        ("${x | loud}", "&lt;A &amp; B&gt;"),
        ("${x | n, loud}", "<A & B>"),
        ("${x | bold}", "<b>&lt;a &amp; b&gt;</b>"),
        ("${x | h, bold}", "<b>&lt;a &amp; b&gt;</b>"),
        ("${x | loud, bold}", "<b>&lt;A &amp; B&gt;</b>"),
        ("${markup}", "<i>"),
        ("${markup | trim}", "<i>"),
        ("${5}${5 | n}", "55"),
        ("${5 | hexadecimal}", "0x5"),
        ("<%page expression_filter='loud'/>${x}", "&lt;A &amp; B&gt;"),
        ("<%page expression_filter='h'/>${x}", "&lt;a &amp; b&gt;"),
        ("<%page expression_filter='h'/>${filters}", "mine"),
        ("<%page expression_filter='n'/>${x}${5}", "<a & b>5"),
        ("<%page expression_filter='loud'/>${x | n}", "<a & b>"),
        ("<%page args='x'/>${x}", "&lt;a &amp; b&gt;"),
        ("% for y in [x]:\n${y}\\\n% endfor\n", "&lt;a &amp; b&gt;"),
        ("% if True:\n<%block name='c'>${x}</%block>\\\n% endif\n", "&lt;a &amp; b&gt;"),
        ("<%text>${x}</%text>", "${x}"),
        ("<%text filter='h'><</%text>", "&lt;"),
        ("<%def name='f()'>${x}</%def>${f()}${capture(f)}", "&lt;a &amp; b&gt;" * 2),
        ("<%def name='f()' buffered='True'>${x}</%def>${f()}", "&lt;a &amp; b&gt;"),
        ("<%def name='f()'>[${caller.body()}]</%def><%call expr='f()'>${x}</%call>",
         "[&lt;a &amp; b&gt;]"),
        ("<%def name='f()'>[${caller.body()}]</%def><%self:f><i>${x}</i></%self:f>",
         "[<i>&lt;a &amp; b&gt;</i>]"),
        ("<%call expr='foreign()'/>", "&lt;script&gt;"),
        ("<%! def own(value): return '<' + value %>${x | own}", "&lt;&lt;a &amp; b&gt;"),
        ("${filters}${x | h}", "mine&lt;a &amp; b&gt;"),
    ],
)  # fmt: skip
def test_a_template_of_html_escapes_last(app: Any, render: Render, source: str, text: str) -> None:
    """Filters are given the value itself; what they answer is escaped, unless it is markup."""
    app.add_template_filter(str.upper, "loud")
    app.add_template_filter(hex, "hexadecimal")
    app.add_template_filter(lambda value: Markup("<b>{}</b>").format(value), "bold")
    app.add_template_global(lambda: "<script>", "foreign")
    assert render(source, x="<a & b>", markup=Markup("<i>"), filters="mine") == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("${x}${5}", "<a & b>5"),
        ("${x | n}${5 | n}", "<a & b>5"),
        ("${x | h}", "&lt;a &amp; b&gt;"),
        ("${x | loud}", "<A & B>"),
        ("<%def name='f()' buffered='True'>${x}</%def>${f() + '<'}", "<a & b><"),
        ("<%def name='f()'>${x}</%def>${capture(f) + '<'}", "<a & b><"),
        ("<%call expr='foreign()'/>", "<script>5"),
    ],
)
def test_a_template_of_text_escapes_nothing(
    app: Any, render: Render, source: str, text: str
) -> None:
    """It writes what it is given, as a string."""
    app.add_template_filter(str.upper, "loud")
    app.add_template_global(lambda: "<script>5", "foreign")
    assert render(source, "page.txt", x="<a & b>") == text


@given(st.text())
def test_no_value_breaks_out(app_once: Any, value: str) -> None:
    """Whatever it is, it stands on the page as Markupsafe escapes it."""
    with app_once.app_context():
        text = app_once.template_engine.render_string("<p title='${value}'>", {"value": value})
    assert text == f"<p title='{escape(value)}'>"


@pytest.fixture(scope="module")
def app_once() -> Any:
    """An application for all examples."""
    from costrel_core import App

    return App("shop", plugins=["mako"])
