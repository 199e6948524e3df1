"""``costrel lock``: write down which plugins the application starts with, or compare."""

import os

import pytest
from click.testing import CliRunner

from costrel_cli.costrel_group import CostrelGroup


@pytest.fixture
def acme(project):
    """An application beside an installed plugin ``acme`` in its folder."""
    project.app()
    project.distribution("acme", "costrel", "acme = acme_plugin")
    project.write(
        "acme_plugin.py", "from costrel_spec import hookimpl\n@hookimpl\ndef setup(app): ...\n"
    )
    return project


@pytest.mark.slow
def test_a_lock_is_written_and_compared(acme) -> None:
    """An application that is not as locked does not start, and the command says what changed."""
    code, output = acme.run("lock", "--check")
    assert code == 1
    assert output.startswith(f"There is no lock {acme.folder / 'costrel.lock'}. Write it")
    code, output = acme.run("lock")
    assert code == 0
    assert output.startswith(f"Wrote {acme.folder / 'costrel.lock'}: sha256:")
    assert acme.run("lock", "--check") == (0, "The lock and the app agree.\n")

    acme.distribution("acme", "costrel", "acme = acme_plugin", "other = acme_other")
    acme.write("acme_other.py", "raise SystemExit('imported')")
    assert acme.run("routes")[0] == 0
    code, output = acme.run("lock", "--check")
    assert "imported" in output

    acme.distribution("acme", "costrel")
    code, output = acme.run("lock", "--check")
    assert (code, output) == (1, "The plugin 'acme' went.\n")
    code, output = acme.run("routes")
    assert "[costrel:lock-mismatch]" in output
    assert acme.run("lock")[0] == 0
    assert acme.run("lock", "--check")[0] == 0


def test_the_environment_names_another_file(project) -> None:
    """It is written there, and the variable is as it was."""
    project.app()
    other = project.folder / "other.lock"
    os.environ["COSTREL_LOCK"] = str(other)
    result = CliRunner().invoke(CostrelGroup(), ["lock"])
    assert result.exit_code == 0
    assert "digest" in other.read_text("utf-8")
    assert os.environ["COSTREL_LOCK"] == str(other)
    assert CliRunner().invoke(CostrelGroup(), ["lock", "--check"]).exit_code == 0
