"""What ``importlib.metadata`` tells of Flask."""

from importlib.metadata import distribution, entry_points, metadata, version
from pathlib import Path

import pytest


@pytest.mark.parametrize("name", ["flask", "Flask"])
def test_the_version_is_that_of_the_api(name) -> None:
    """Extensions ask for it to know what they can use."""
    assert version(name) == "3.1.3"


def test_the_distribution_is_called_flask() -> None:
    """Tracers stop where they find none of that name."""
    found = distribution("flask")
    assert found.metadata["Name"] == metadata("flask")["Name"] == "Flask"
    assert found.requires is None
    assert found.files is None
    assert Path(found.locate_file("flask/app.py")).name == "app.py"


def test_its_command_is_the_one_of_the_module() -> None:
    """No script of that name is installed, which would overwrite Flask's own."""
    (script,) = (
        one for one in entry_points(group="console_scripts") if one.value == "flask.cli:main"
    )
    assert script.name == "flask"
