"""``pytest -p costrel_flask.pytest``."""

import costrel_flask.pytest


def test_tests_and_other_plugins_get_this_product(python, tmp_path, flask_folder) -> None:
    """It comes before a conftest file is read."""
    (tmp_path / "conftest.py").write_text("import flask\n", "utf-8")
    (tmp_path / "test_it.py").write_text(
        "import flask\n\n\ndef test_it():\n    assert 'costrel_flask' in flask.__file__\n", "utf-8"
    )
    done = python(
        *("-m", "pytest", "-q", "-p", "costrel_flask.pytest", "-p", "no:cacheprovider"),
        PYTHONPATH=flask_folder,
    )
    assert "1 passed" in done.stdout, done.stdout


def test_importing_the_plugin_is_all_it_takes() -> None:
    """It has nothing else."""
    assert costrel_flask.pytest.install is costrel_flask.install
