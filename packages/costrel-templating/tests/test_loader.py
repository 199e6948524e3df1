"""Where templates are found."""

from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest

from costrel_core import App, Blueprint
from costrel_templating import DispatchingJinjaLoader

Write = Callable[..., Path]


@pytest.fixture
def loader(app: App) -> DispatchingJinjaLoader:
    """The loader of an application with the blueprints ``one``, ``two`` and a bare one."""
    for name in ("one", "two"):
        app.register_blueprint(Blueprint(name, name, root_path=app.root_path, template_folder=name))
    app.register_blueprint(Blueprint("bare", "bare", root_path=app.root_path))
    return DispatchingJinjaLoader(app)


def test_the_application_comes_first_then_blueprints_as_registered(
    app: App, loader: DispatchingJinjaLoader, write: Write
) -> None:
    """Whoever comes first with a template of that name gives it."""
    for name in ("two", "one", "templates"):
        path = write("page.html", name, name)
        source, file, is_newest = loader.get_source(app.jinja_env, "page.html")
        assert (source, file) == (name, str(path))
        assert is_newest is not None
        assert is_newest()


def test_the_blueprints_are_not_asked_for_what_the_application_has(
    app: App, loader: DispatchingJinjaLoader, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even who they are."""
    monkeypatch.setattr(app, "iter_blueprints", lambda: pytest.fail("asked"))
    write("page.html", "x", "templates")
    assert loader.get_source(app.jinja_env, "page.html")[0] == "x"


@pytest.mark.parametrize("explained", [False, True])
def test_a_template_that_nobody_has_is_not_found(
    app: App, loader: DispatchingJinjaLoader, explained: bool
) -> None:
    """The error names the template, whether the search is explained or not."""
    app.config["EXPLAIN_TEMPLATE_LOADING"] = explained
    with pytest.raises(jinja2.TemplateNotFound, match=r"^nope\.html$"):
        loader.get_source(app.jinja_env, "nope.html")


def test_the_explained_search_finds_the_same(
    app: App, loader: DispatchingJinjaLoader, write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    """With EXPLAIN_TEMPLATE_LOADING the first still counts, and the log tells of all."""
    app.config["EXPLAIN_TEMPLATE_LOADING"] = True
    for name in ("one", "two"):
        write("page.html", name, name)
    with caplog.at_level("INFO", app.logger.name):
        assert loader.get_source(app.jinja_env, "page.html")[0] == "one"
    (record,) = caplog.records
    assert record.levelname == "INFO"
    assert "3: trying loader of blueprint 'two' (two)" in str(record.msg)


def test_a_template_from_memory_is_explained(
    app: App, loader: DispatchingJinjaLoader, caplog: pytest.LogCaptureFixture
) -> None:
    """A loader that has no files is shown with a placeholder."""
    app.config["EXPLAIN_TEMPLATE_LOADING"] = True
    app.jinja_loader = jinja2.DictLoader({"page.html": "text"})
    with caplog.at_level("INFO", app.logger.name):
        assert loader.get_source(app.jinja_env, "page.html")[0] == "text"
    assert "-> found ('<string>')" in caplog.text


def test_an_application_without_a_folder_is_passed_over(
    app: App, loader: DispatchingJinjaLoader, write: Write
) -> None:
    """No template folder, no loader."""
    app.jinja_loader = None
    write("page.html", "application", "templates")
    write("page.html", "one", "one")
    assert loader.get_source(app.jinja_env, "page.html")[0] == "one"


def test_all_templates_are_listed_once(
    app: App, loader: DispatchingJinjaLoader, write: Write
) -> None:
    """The names of all folders, sorted, each once."""
    for name, folder in (("b.html", "templates"), ("b.html", "one"), ("x/a.html", "two")):
        write(name, "", folder)
    assert loader.list_templates() == ["b.html", "x/a.html"]
    assert app.jinja_env.list_templates() == ["b.html", "x/a.html"]


def test_a_loader_that_lists_nothing_says_so(app: App, loader: DispatchingJinjaLoader) -> None:
    """Where one loader can't list its templates, nobody can list them all."""
    app.jinja_loader = jinja2.FunctionLoader(lambda name: None)
    with pytest.raises(TypeError):
        loader.list_templates()
