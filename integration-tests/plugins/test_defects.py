"""``check`` finds each of many seeded defects, names both owners, and finds nothing where all is well."""

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from costrel import Blueprint, Costrel
from costrel_cli import CostrelGroup
from costrel_core import App

from . import conflicting_names, failing_plugins
from .seeded import Defect, Site, application, collected, plugin

DEFECTS = {
    defect.build.__name__: defect
    for defect in collected(vars(failing_plugins), vars(conflicting_names))
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A place for a sample, and the variable that has it inspected."""
    monkeypatch.setenv("COSTREL_INSPECT", "1")
    made = Site(tmp_path, monkeypatch)
    yield made
    made.forget()


def test_there_are_forty_defects_and_more() -> None:
    """Each of which is an application of its own."""
    assert len(DEFECTS) >= 40


@pytest.mark.parametrize("defect", DEFECTS.values(), ids=DEFECTS.keys())
def test_a_defect_is_found_with_both_owners(defect: Defect, site: Site) -> None:
    """And nothing but what follows from it."""
    app = defect.build(site)
    app.setup_plugins()
    findings = app.assembly.check(CostrelGroup().owners())
    found = [finding for finding in findings if finding.code not in defect.also]
    assert [finding.code for finding in found] == [defect.code], findings
    assert tuple(f"{owner.kind} {owner.name}" for owner in found[0].owners) == defect.owners
    assert found[0].remedy
    assert {finding.code for finding in findings} == {defect.code, *defect.also}


@pytest.mark.parametrize("defect", DEFECTS.values(), ids=DEFECTS.keys())
def test_every_question_is_answered_whatever_is_broken(defect: Defect, site: Site) -> None:
    """An overview, a diagram and origins."""
    app = defect.build(site)
    app.setup_plugins()
    states = app.assembly.overview()
    assert {"core", "cli"} <= {state.name for state in states}
    assert app.assembly.graph().startswith("flowchart LR")
    for kind, key in (("slot", "json"), ("config", "DEBUG"), ("hook", "setup"), ("route", "/")):
        app.assembly.why(kind, key)


# -- nothing where all is well ----------------------------------------------------------------------


def plain() -> Costrel:
    """An application with nothing but a view."""
    app = application()
    app.add_url_rule("/", "index", lambda: "")
    return app


def core_alone() -> Any:
    """An application of the core, without any part."""
    return App("shop", without=App.parts, plugins=[])


def everything() -> Costrel:
    """An application with one of each kind of thing, and plugins that respect it."""

    def setup(app: Any) -> None:
        blueprint = Blueprint("stamp", __name__, url_prefix="/stamp")
        blueprint.add_url_rule("/", "index", lambda: "")
        app.register_blueprint(blueprint)
        app.add_template_filter(lambda text: text, "stamped")
        app.extensions["stamp"] = blueprint
        app.config["STAMPS"] = 1
        app.config["SESSION_COOKIE_SECURE"] = True
        app.register_error_handler(KeyError, lambda error: "")
        app.before_request(lambda: None)
        wrap(app)

    stamps = [
        plugin("stamp", setup=setup, config_defaults=lambda: {"INK": "blue"}),
        plugin("second", config_defaults=lambda: {"INK": "blue"}, setup=wrap),
    ]
    app = application(*stamps, static_folder="static")
    app.secret_key = "kept for sessions"
    app.config["INK"] = "red"
    app.add_url_rule("/", "index", lambda: "", methods=["GET"])
    app.add_url_rule("/", "change", lambda: "", methods=["POST"])
    app.add_url_rule("/<name>", "page", lambda name: "")
    app.add_url_rule("/about", "about", lambda: "")
    app.add_url_rule("/about", "about", app.view_functions["about"])
    app.register_error_handler(404, lambda error: "")
    app.cli.command("ink")(lambda: None)
    return app


def wrap(app: Any) -> None:
    """Wrap the application once more."""
    inner = app.wsgi_app
    app.wsgi_app = partial(inner)


def overridden_template(site: Site) -> Costrel:
    """An application that replaces a template of its blueprint, as it may."""
    app = application(template_folder=site.write("own/index.html", "own"))
    app.register_blueprint(conflicting_names.pages(site, "pages"))
    return app


CLEAN: list[Callable[..., Any]] = [plain, core_alone, everything]


@pytest.mark.parametrize("build", CLEAN, ids=lambda build: build.__name__)
@pytest.mark.parametrize("inspected", ["1", ""])
def test_a_clean_application_has_no_findings(
    build: Callable[[], Any], inspected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither when it is inspected nor as it runs."""
    monkeypatch.setenv("COSTREL_INSPECT", inspected)
    app = build()
    app.setup_plugins()
    assert app.assembly.check(CostrelGroup().owners()) == ()


def test_an_application_may_replace_a_blueprints_template(site: Site) -> None:
    """That is how it is done."""
    app = overridden_template(site)
    app.setup_plugins()
    assert app.assembly.check(CostrelGroup().owners()) == ()


@pytest.mark.parametrize("inspected", ["1", ""])
def test_the_example_blog_has_no_findings(
    inspected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither when it is inspected nor as it runs."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "examples" / "blog"))
    monkeypatch.setenv("COSTREL_INSPECT", inspected)
    blog = import_module("costrel_blog")
    app = blog.create_app({"SECRET_KEY": "a long one"}, instance_path=str(tmp_path))
    app.setup_plugins()
    assert app.assembly.check(CostrelGroup().owners()) == ()
