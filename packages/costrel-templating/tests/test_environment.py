"""The environment of one application."""

from collections.abc import Callable

import jinja2
import jinja2.runtime
from jinja2.nativetypes import NativeEnvironment, NativeTemplate
from jinja2.sandbox import SandboxedEnvironment

from costrel_core import App
from costrel_templating import DispatchingJinjaLoader, Environment
from costrel_templating.cache import TemplateCache
from costrel_templating.context import Context
from costrel_templating.template import Template


def test_it_finds_the_applications_templates(app: App) -> None:
    """The loader is the application's, the other arguments are Jinja's."""
    environment = Environment(app, trim_blocks=True)
    assert environment.app is app
    assert isinstance(environment.loader, DispatchingJinjaLoader)
    assert environment.loader.app is app
    assert environment.trim_blocks


def test_another_loader_counts(app: App) -> None:
    """A loader that is given, even None, is taken."""
    loader = jinja2.DictLoader({})
    assert Environment(app, loader=loader).loader is loader
    assert Environment(app, loader=None).loader is None


def test_its_templates_are_quick_to_begin(app: App) -> None:
    """Templates are of our class, those of an overlay too."""
    environment = Environment(app)
    assert type(environment.from_string("")) is Template
    assert type(environment.overlay().from_string("")) is Template


def test_another_template_class_counts(app: App) -> None:
    """A class made of this one and another environment keeps the other one's ways."""

    class Native(Environment, NativeEnvironment):
        """Renders to Python's own types."""

    class Fenced(Environment, SandboxedEnvironment):
        """Runs what nobody trusts."""

    template = Native(app).from_string("{{ 1 + 1 }}")
    assert type(template) is NativeTemplate
    assert template.render() == 2
    assert Fenced(app).from_string("{{ ''.__class__ }}").render() == ""


def test_its_contexts_and_its_cache_are_quick(app: App) -> None:
    """Those of Jinja make room, with the number of templates that was asked for."""
    environment = Environment(app, cache_size=7)
    assert environment.context_class is Context
    assert isinstance(environment.cache, TemplateCache)
    assert environment.cache.capacity == 7
    assert getattr(environment.overlay().cache, "capacity", None) == 7


def test_another_cache_or_context_class_counts(app: App) -> None:
    """None, without a bound, or somebody else's."""

    class Own(jinja2.runtime.Context):
        """A context of somebody else."""

    class Contextual(Environment):
        """Has it."""

        context_class = Own

    assert Environment(app, cache_size=0).cache is None
    assert type(Environment(app, cache_size=-1).cache) is dict
    assert Contextual(app).context_class is Own


def test_a_template_is_compiled_once(app: App) -> None:
    """Until the cache is emptied, or the template is newer."""
    sources = {"a": "1"}
    environment = Environment(app, loader=jinja2.FunctionLoader(load := Load(sources)))
    first = environment.get_template("a")
    assert environment.get_template("a") is first
    sources["a"] = "2"
    assert environment.get_template("a") is not first
    assert environment.get_template("a").render() == "2"
    assert environment.cache is not None
    environment.cache.clear()
    assert environment.get_template("a").render() == "2"
    assert load.count == 3


class Load:
    """A loader that counts, of sources that tell whether they changed."""

    def __init__(self, sources: dict[str, str]) -> None:
        self.sources = sources
        self.count = 0

    def __call__(self, name: str) -> tuple[str, None, Callable[[], bool]]:
        """The source."""
        self.count += 1
        source = self.sources[name]
        return source, None, lambda: self.sources[name] == source
