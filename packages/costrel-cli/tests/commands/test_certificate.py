"""``--cert`` and ``--key``."""

import ssl
import sys
from importlib.util import find_spec
from types import ModuleType

import click
import pytest
from click.testing import CliRunner

from costrel_cli.commands.run import run_command

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)


def certificate(*args: str):
    """What the command gets to serve with."""
    return run_command.make_context("run", list(args)).params["cert"]


def test_without_the_options_there_is_none() -> None:
    """Plain HTTP."""
    assert certificate() is None


def test_a_file_and_its_key_are_a_pair_of_absolute_paths(project) -> None:
    """In either order."""
    cert, key = project.write("a.pem", ""), project.write("b.pem", "")
    assert certificate("--cert", "a.pem", "--key", "b.pem") == (str(cert), str(key))
    assert certificate("--key", "b.pem", "--cert", "a.pem") == (str(cert), str(key))


def test_adhoc_needs_no_key() -> None:
    """In any case of letters; it needs a library, which is here."""
    assert find_spec("cryptography")
    assert certificate("--cert", "AdHoc") == "adhoc"


def test_a_context_can_be_imported() -> None:
    """By the name of a module and its attribute."""
    name = "costrel_certificate_of_test"
    sys.modules[name] = sys.modules[__name__]
    try:
        assert certificate("--cert", f"{name}:context") is context
        with pytest.raises(click.BadParameter, match="brings its own"):
            certificate("--cert", f"{name}:context", "--key", __file__)
    finally:
        del sys.modules[name]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--cert", __file__], "needs its key: add '--key'"),
        (["--key", __file__], "add '--cert'"),
        (["--cert", "adhoc", "--key", __file__], "brings its own"),
        (["--cert", "missing"], "does not exist"),
        (["--cert", "ssl:SSLContext"], "does not exist"),
        (["--cert", "missing", "--key", "missing"], "does not exist"),
    ],
)
def test_what_does_not_fit_together_is_refused(args: list[str], words: str) -> None:
    """Each with its remedy."""
    with pytest.raises(click.BadParameter, match=words):
        certificate(*args)


def test_adhoc_without_the_library_names_it(monkeypatch) -> None:
    """It is optional."""
    monkeypatch.setitem(sys.modules, "cryptography", None)
    with pytest.raises(click.BadParameter, match="pip install cryptography"):
        certificate("--cert", "adhoc")


def test_adhoc_asks_no_more_than_whether_the_library_imports(monkeypatch) -> None:
    """A stand-in that somebody put into ``sys.modules`` has no spec to be found by."""
    monkeypatch.setitem(sys.modules, "cryptography", ModuleType("cryptography"))
    assert certificate("--cert", "adhoc") == "adhoc"


def test_a_python_without_ssl_is_told(monkeypatch) -> None:
    """Some builds have none."""
    monkeypatch.setitem(sys.modules, "ssl", None)
    with pytest.raises(click.BadParameter, match="without SSL"):
        certificate("--cert", "adhoc")


def test_a_mistake_is_shown_with_the_options_name() -> None:
    """As click shows every bad value."""
    result = CliRunner().invoke(run_command, ["--cert", __file__])
    assert result.exit_code == 2
    assert "Invalid value for '--key'" in result.output
