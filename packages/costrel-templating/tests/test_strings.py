"""Templates that are given as source."""

import itertools
from collections.abc import Callable
from typing import Any

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2.ext import Extension
from jinja2.nativetypes import NativeEnvironment
from jinja2.sandbox import SandboxedEnvironment

from costrel_templating import strings
from costrel_templating.strings import CAPACITY, LONGEST, CompiledStrings
from costrel_templating.template import Template

SOURCE = "Hello {{ name }}!"


@pytest.fixture
def environment() -> jinja2.Environment:
    """A plain environment that escapes."""
    return jinja2.Environment(autoescape=True)


@pytest.fixture
def compiled() -> CompiledStrings:
    """An empty store."""
    return CompiledStrings()


def test_a_source_is_compiled_once(
    environment: jinja2.Environment, compiled: CompiledStrings
) -> None:
    """The second use of a source gets the template of the first."""
    template = compiled.template(environment, SOURCE)
    assert compiled.template(environment, SOURCE) is template
    assert template.render(name="<b>") == "Hello &lt;b&gt;!"


# -- what makes it compile again ----------------------------------------------------------------


def is_kept(environment: jinja2.Environment, compiled: CompiledStrings, source: str) -> bool:
    """Whether two uses of a source get one template."""
    return compiled.template(environment, source) is compiled.template(environment, source)


CHANGES: dict[str, Callable[[jinja2.Environment], Any]] = {
    "a setting": lambda environment: setattr(environment, "trim_blocks", True),
    "autoescape": lambda environment: setattr(environment, "autoescape", False),
    "an extension": lambda environment: environment.add_extension("jinja2.ext.do"),
    "a policy": lambda environment: environment.policies.update({"ext.i18n.trimmed": True}),
    "the globals": lambda environment: setattr(environment, "globals", dict(environment.globals)),
    "an attribute": lambda environment: environment.extend(own=1),
    "the undefined": lambda environment: setattr(environment, "undefined", jinja2.StrictUndefined),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_of_the_environment_compiles_again(
    environment: jinja2.Environment, compiled: CompiledStrings, change: Callable[..., Any]
) -> None:
    """After any change, the source is compiled again, and that is kept in turn."""
    template = compiled.template(environment, SOURCE)
    change(environment)
    assert compiled.template(environment, SOURCE) is not template
    assert is_kept(environment, compiled, SOURCE)


def test_another_environment_compiles_again(
    environment: jinja2.Environment, compiled: CompiledStrings
) -> None:
    """A template belongs to its environment; an overlay is another one."""
    overlay = environment.overlay(autoescape=False)
    assert compiled.template(environment, "{{ '<' }}").render() == "&lt;"
    assert compiled.template(overlay, "{{ '<' }}").render() == "<"


def test_escaping_is_asked_for_each_time(compiled: CompiledStrings) -> None:
    """A function that decides on escaping may decide otherwise from one rendering to the next."""
    escape = [True]
    environment = jinja2.Environment(autoescape=lambda name: escape[0])
    texts: list[str] = []
    for escape[0] in (True, False, True):
        texts.append(compiled.template(environment, "{{ '<' }}").render())
    assert texts == ["&lt;", "<", "&lt;"]


@pytest.mark.parametrize("source", ["{{ x|own }}", "{% if x is own %}1{% endif %}"])
def test_a_replaced_function_compiles_again(
    environment: jinja2.Environment, compiled: CompiledStrings, source: str
) -> None:
    """Another filter or test under a name of the source may take other arguments."""
    functions = environment.filters if "|" in source else environment.tests
    functions["own"] = lambda value: value
    template = compiled.template(environment, source)
    assert compiled.template(environment, source) is template
    assert template.render(x=1) == "1"
    functions["own"] = jinja2.pass_context(lambda context, value: value + context["y"])
    assert compiled.template(environment, source).render(x=0, y=1) == "1"


def test_a_template_that_was_given_globals_is_not_used_again(
    environment: jinja2.Environment, compiled: CompiledStrings
) -> None:
    """What somebody puts into the globals of one template doesn't reach the next rendering."""
    compiled.template(environment, SOURCE).globals["name"] = "Ann"
    assert compiled.template(environment, SOURCE).render() == "Hello !"


# -- what is compiled each time -----------------------------------------------------------------


class Loud(Extension):
    """An extension that looks at every source."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return source


class Own(jinja2.Environment):
    """An environment that has its own way to look things up."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        return super().getattr(obj, attribute)


class Named(jinja2.Environment):
    """An environment that has its own way to name templates, and more to offer."""

    colour = "red"

    def join_path(self, template: str, parent: str) -> str:
        return template


class OtherTemplate(jinja2.Template):
    """A template class of somebody else."""


class Fenced(jinja2.Environment):
    """An environment that compiles for a sandbox."""

    sandboxed = True
    intercepted_binops = frozenset({"+"})
    intercepted_unops = frozenset({"-"})


def patched() -> jinja2.Environment:
    """An environment with a method replaced on the instance."""
    environment = jinja2.Environment()
    environment.compile = environment.compile  # type: ignore[method-assign]  # what is tested
    return environment


def with_other_templates() -> jinja2.Environment:
    """An environment with a template class of somebody else."""
    environment = jinja2.Environment()
    environment.template_class = OtherTemplate
    return environment


@pytest.mark.parametrize(
    "environment",
    [
        jinja2.Environment(finalize=str),
        jinja2.Environment(undefined=jinja2.make_logging_undefined()),
        jinja2.Environment(extensions=[Loud]),
        SandboxedEnvironment(),
        Fenced(),
        NativeEnvironment(),
        Own(),
        patched(),
        with_other_templates(),
    ],
    ids=[
        "finalize",
        "undefined",
        "extension",
        "sandbox",
        "fenced",
        "native",
        "subclass",
        "patched",
        "class",
    ],
)
def test_an_environment_with_code_of_its_own_compiles_each_time(
    environment: jinja2.Environment, compiled: CompiledStrings
) -> None:
    """Where compiling may run or be somebody else's code, it happens for each rendering."""
    assert not is_kept(environment, compiled, SOURCE)
    assert compiled.template(environment, SOURCE).render(name="Ann") == "Hello Ann!"


def test_a_subclass_that_compiles_as_jinja_does_may_keep(compiled: CompiledStrings) -> None:
    """Other methods and attributes of a subclass are no reason to compile again."""
    assert is_kept(Named(), compiled, SOURCE)


def test_a_template_class_of_ours_may_keep(compiled: CompiledStrings) -> None:
    """Our own template class is as good as Jinja's."""
    environment = jinja2.Environment()
    environment.template_class = Template
    assert is_kept(environment, compiled, SOURCE)


@pytest.mark.parametrize(
    "extension", ["jinja2.ext.do", "jinja2.ext.i18n", "jinja2.ext.loopcontrols", "jinja2.ext.debug"]
)
def test_extensions_of_jinjas_own_may_keep(compiled: CompiledStrings, extension: str) -> None:
    """Jinja's own extensions compile a source the same each time."""
    assert is_kept(jinja2.Environment(extensions=[extension]), compiled, SOURCE)


def test_newstyle_translations_compile_again(compiled: CompiledStrings) -> None:
    """Installing translations changes how a source with ``trans`` is compiled."""
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n"])
    source = "{% trans %}yes{% endtrans %}"
    texts: list[str] = []
    for newstyle in (False, True):
        environment.install_gettext_callables(  # type: ignore[attr-defined]  # the extension's
            str.upper, lambda s, p, n: s, newstyle=newstyle
        )
        texts.append(compiled.template(environment, source).render())
    assert texts == ["YES", "YES"]


def test_a_filter_on_a_constant_runs_for_each_rendering(
    environment: jinja2.Environment, compiled: CompiledStrings
) -> None:
    """Jinja calls such a filter while it compiles; its answer must not freeze."""
    expected = jinja2.Environment()
    for each in (environment, expected):
        numbers = itertools.count()
        each.filters["count"] = lambda value, numbers=numbers: f"{value}{next(numbers)}"
    source = "{{ 'n'|count }}"
    for _ in range(3):
        assert (
            compiled.template(environment, source).render() == expected.from_string(source).render()
        )


def test_an_open_source_whose_filter_goes_is_looked_at_again(
    environment: jinja2.Environment, compiled: CompiledStrings
) -> None:
    """The verdict on a source holds as long as its functions."""
    upper = environment.filters["upper"]
    environment.filters["upper"] = str.lower
    assert not is_kept(environment, compiled, "{{ 'a'|upper }}")
    environment.filters["upper"] = upper
    assert is_kept(environment, compiled, "{{ 'a'|upper }}")


class Text(str):
    """A text of another type."""

    __slots__ = ()


@pytest.mark.parametrize("source", [Text(SOURCE), SOURCE + " " * LONGEST], ids=["type", "length"])
def test_odd_sources_are_compiled_each_time(
    environment: jinja2.Environment, compiled: CompiledStrings, source: str
) -> None:
    """A source of another type, or an over-long one, isn't kept."""
    assert not is_kept(environment, compiled, source)
    assert compiled.template(environment, source).render(name="Ann").strip() == "Hello Ann!"


def test_a_parsed_source_is_taken_too(
    environment: jinja2.Environment, compiled: CompiledStrings
) -> None:
    """``from_string`` takes a syntax tree, and so does this."""
    template = compiled.template(environment, environment.parse(SOURCE))
    assert template.render(name="Ann") == "Hello Ann!"


@pytest.mark.parametrize("source", ["{% if %}", "{{ x|nope }}", "{% nope %}"])
def test_a_mistake_is_shown_as_jinja_shows_it(
    environment: jinja2.Environment, compiled: CompiledStrings, source: str
) -> None:
    """A source that can't be compiled raises Jinja's error with line and source, each time."""
    with pytest.raises(jinja2.TemplateSyntaxError) as expected:
        environment.from_string(source)
    for _ in range(2):
        with pytest.raises(jinja2.TemplateSyntaxError) as raised:
            compiled.template(environment, source)
        assert str(raised.value) == str(expected.value)
        assert type(raised.value) is type(expected.value)


# -- bounds -------------------------------------------------------------------------------------


def test_the_oldest_source_makes_room(
    environment: jinja2.Environment, compiled: CompiledStrings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No more than ``CAPACITY`` sources are kept, whatever is rendered."""
    monkeypatch.setattr(strings, "CAPACITY", 3)
    first, second = (compiled.template(environment, f"{n}") for n in range(2))
    for number in range(2, 4):
        compiled.template(environment, f"{number}")
    assert compiled.template(environment, "1") is second
    assert compiled.template(environment, "0") is not first
    assert CAPACITY <= 1000


def test_a_source_that_is_compiled_again_takes_its_own_place(
    environment: jinja2.Environment, compiled: CompiledStrings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No other source has to go when one of those kept is renewed."""
    monkeypatch.setattr(strings, "CAPACITY", 2)
    first = compiled.template(environment, "first")
    compiled.template(environment, "second").globals["x"] = 1
    compiled.template(environment, "second")
    assert compiled.template(environment, "first") is first


# -- compared with Jinja ------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "text<b>\n",
        "{{ name }}",
        "{{ '<' }}",
        "{{ 'a'|upper }}",
        "{{ 'a'|own }}",
        "{{ name|own }}",
        "{{ name|own|upper }}",
        "{{ {'a': 1}|tojson }}",
        "{{ 'a b c d'|truncate(3) }}",
        "{{ ('a' or name)|own }}",
        "{% if 1 is own %}yes{% endif %}\n",
        "{% if name is own %}yes{% endif %}\n",
        "{{ 'own' is filter }}",
        "{% set x %}{{ name }}{% endset %}{{ x }}",
        "{% macro m(a) %}<{{ a }}>{% endmacro %}{{ m(name) }}",
        "{% for n in [1, 2] %}{{ loop.index }}{% endfor %}",
        "{% filter own %}in{% endfilter %}",
        "{{ missing }}{{ g }}",
        "[# note #}",
    ]
)


def other_filter(environment: jinja2.Environment) -> None:
    """Replace the filter by one that counts its calls."""
    numbers = itertools.count()
    environment.filters["own"] = lambda value: f"{value}{next(numbers)}"


STEPS: list[Callable[[jinja2.Environment], Any]] = [
    lambda environment: None,
    other_filter,
    lambda environment: environment.filters.update(own=jinja2.pass_context(lambda c, v: v)),
    lambda environment: environment.tests.update(own=lambda value: False),
    lambda environment: environment.globals.update(g="G"),
    lambda environment: environment.policies.update({"truncate.leeway": 0}),
    lambda environment: environment.policies.update({"json.dumps_kwargs": {"indent": 1}}),
    lambda environment: setattr(environment, "autoescape", False),
    lambda environment: setattr(environment, "trim_blocks", True),
    lambda environment: setattr(environment, "comment_start_string", "[#"),
    lambda environment: setattr(environment, "undefined", jinja2.DebugUndefined),
    lambda environment: setattr(environment, "finalize", lambda value: f"({value})"),
]


@settings(max_examples=150, deadline=None)
@given(
    sources=st.lists(st.lists(PIECES, max_size=4).map("".join), min_size=1, max_size=2),
    steps=st.lists(st.sampled_from(STEPS), min_size=1, max_size=5),
)
def test_texts_are_those_of_a_new_compilation(
    sources: list[str], steps: list[Callable[[jinja2.Environment], Any]]
) -> None:
    """Whatever changes between two renderings, the text is what ``from_string`` would give."""
    compiled = CompiledStrings()
    ours, jinjas = (jinja2.Environment(autoescape=lambda name: True) for _ in range(2))
    for environment in (ours, jinjas):
        environment.filters["own"] = lambda value: f"[{value}]"
        environment.tests["own"] = lambda value: True
    for step in steps:
        step(ours)
        step(jinjas)
        for source in [*sources, *sources]:
            text = compiled.template(ours, source).render(name="<x>")
            assert text == jinjas.from_string(source).render(name="<x>")
