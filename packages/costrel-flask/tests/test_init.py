"""``install()``."""

import os
import sys
from types import ModuleType

import pytest

import costrel_flask
from costrel_flask.errors import FlaskAlreadyImported
from costrel_flask.finder import FlaskFinder


def test_import_flask_is_this_product_where_flask_is_installed(python, flask_folder) -> None:
    """Nothing of the installed one is imported, and the version is that of the API."""
    code = """
import costrel_flask
costrel_flask.install()
import flask, flask.app, importlib.metadata, sys
print(flask.Flask.__mro__[1].__name__, importlib.metadata.version("Flask"))
print([name for name, module in sys.modules.items() if "installed" in str(module)])
"""
    done = python("-c", code, PYTHONPATH=flask_folder)
    assert done.stdout == "Costrel 3.1.3\n[]\n", done.stderr


def test_installing_twice_is_no_harm() -> None:
    """One finder is there, in front, and child processes are told."""
    costrel_flask.install()
    assert [type(finder) for finder in sys.meta_path].count(FlaskFinder) == 1
    assert os.environ["COSTREL_FLASK"] == "1"


def test_the_finder_is_put_in_front(monkeypatch) -> None:
    """Before the one that would find an installed Flask."""
    others = [finder for finder in sys.meta_path if not isinstance(finder, FlaskFinder)]
    monkeypatch.setattr(sys, "meta_path", others.copy())
    costrel_flask.install()
    assert isinstance(sys.meta_path[0], FlaskFinder)
    assert sys.meta_path[1:] == others


def test_flask_that_was_imported_before_is_named(python, flask_folder) -> None:
    """With its file, the remedy and a code; nothing was changed."""
    code = "import flask, costrel_flask; costrel_flask.install()"
    done = python("-c", code, PYTHONPATH=flask_folder)
    assert done.stdout == "Flask itself\n"
    assert str(flask_folder / "flask" / "__init__.py") in done.stderr
    assert "python -m costrel_flask exec -- PROGRAM" in done.stderr
    assert done.stderr.endswith("[costrel:flask-imported]\n")


@pytest.mark.parametrize("strange", [ModuleType("flask"), object()])
def test_whatever_took_the_name_before_is_refused(strange, monkeypatch) -> None:
    """Also what has no file, such as a stand-in of a test."""
    monkeypatch.setitem(sys.modules, "flask", strange)
    with pytest.raises(FlaskAlreadyImported, match="from None"):
        costrel_flask.install()
    with pytest.raises(ImportError):
        costrel_flask.install()


def test_installing_imports_nothing_of_the_framework(python) -> None:
    """Every child process pays for it, whether or not it imports Flask."""
    code = """
import sys, costrel_flask
costrel_flask.install()
print(sorted(name for name in sys.modules if name.startswith(("costrel", "werkzeug", "flask"))))
"""
    done = python("-c", code)
    assert done.stdout == (
        "['costrel_flask', 'costrel_flask.distribution', 'costrel_flask.finder']\n"
    )
