"""The environment of one application."""

import jinja2
from jinja2.nativetypes import NativeEnvironment, NativeTemplate
from jinja2.sandbox import SandboxedEnvironment

from costrel_core import App
from costrel_templating import DispatchingJinjaLoader, Environment
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
