"""Several paths in one option."""

import os

import click
import pytest

from costrel_cli.commands.separated_paths import SeparatedPathType

pytestmark = pytest.mark.alone


@pytest.mark.parametrize("paths", [["a"], ["a", "b/c"], ["*/x*", "y"]])
def test_paths_are_separated_as_in_path(paths: list[str]) -> None:
    """By the separator of the system."""
    assert SeparatedPathType()(os.pathsep.join(paths)) == paths


def test_each_path_is_checked() -> None:
    """With the checks of ``click.Path``."""
    with pytest.raises(click.BadParameter, match="'missing' does not exist"):
        SeparatedPathType(exists=True)(os.pathsep.join([__file__, "missing"]))
