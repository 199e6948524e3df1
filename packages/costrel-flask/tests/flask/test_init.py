"""The package ``flask``."""

import sys

import flask
import pytest


def test_the_version_is_there_with_the_deprecation_of_flask() -> None:
    """Flask 3.1 warns who asks for it."""
    with pytest.warns(DeprecationWarning, match="'__version__' attribute is deprecated") as caught:
        assert flask.__version__ == "3.1.3"
    assert caught[0].filename == __file__


@pytest.mark.parametrize("name", ["_request_ctx_stack", "_app_ctx_stack", "Markup", "escape"])
def test_what_flask_has_no_more_is_missing(name) -> None:
    """Extensions probe for it to know which Flask this is."""
    assert not hasattr(flask, name)
    assert not hasattr(flask.globals, name)
    with pytest.raises(ImportError):
        exec(f"from flask import {name}")


@pytest.mark.parametrize("name", sorted(flask._MODULES))
def test_modules_that_load_on_use_are_attributes_at_once(name) -> None:
    """As in Flask, which imports most of them itself."""
    assert flask.__getattr__(name) is sys.modules[f"flask.{name}"] is getattr(flask, name)


@pytest.mark.parametrize(
    "name", ["json.provider", "json.tag", "sansio.app", "sansio.blueprints", "sansio.scaffold"]
)
def test_modules_in_packages_are_attributes_at_once(python, name) -> None:
    """As in Flask; ``import flask`` is all that they need."""
    code = f"""
import costrel_flask
costrel_flask.install()
import flask
print(flask.{name}.__name__)
"""
    assert python("-c", code).stdout == f"flask.{name}\n"


def test_importing_everything_by_star_gives_the_names_of_flask() -> None:
    """Signals too."""
    names: dict[str, object] = {}
    exec("from flask import *", names)
    assert {"Flask", "request", "g", "request_started", "jsonify", "json"} <= names.keys()


def test_importing_flask_imports_no_signals_commands_or_templates(python) -> None:
    """They take a third of the time, and few need them at once."""
    code = """
import costrel_flask, sys
costrel_flask.install()
import flask
print([name for name in ("blinker", "click", "itsdangerous", "jinja2") if name in sys.modules])
"""
    assert python("-c", code).stdout == "[]\n"


def test_what_is_assigned_in_the_package_is_what_others_import(monkeypatch) -> None:
    """There is one module object."""

    class Mine(flask.Flask):
        pass

    monkeypatch.setattr(flask, "Flask", Mine)
    from flask import Flask

    assert Flask is Mine
