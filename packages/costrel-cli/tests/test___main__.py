"""``python -m costrel_cli``."""

import subprocess
import sys


def test_the_module_and_the_script_are_one_command(project) -> None:
    """Whichever is easier to call."""
    module = [sys.executable, "-m", "costrel_cli", "--version"]
    done = subprocess.run(module, capture_output=True, text=True, check=True)
    assert (0, done.stdout) == project.run("--version")
