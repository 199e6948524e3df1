"""Its error, apart from the tests of ``install()``."""

from types import ModuleType

from costrel_flask.errors import FlaskAlreadyImported


def test_the_error_tells_what_to_do() -> None:
    """Where Flask came from, when to call ``install()``, and how to do without a call."""
    flask = ModuleType("flask")
    flask.__file__ = "/site/flask/__init__.py"
    text = str(FlaskAlreadyImported.at(flask))
    assert "/site/flask/__init__.py" in text
    assert "install()" in text
    assert text.endswith("[costrel:flask-imported]")
