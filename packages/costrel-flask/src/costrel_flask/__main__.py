"""``python -m costrel_flask COMMAND ...``: the command ``flask``, on Costrel.

``python -m costrel_flask exec -- PROGRAM ...`` starts any program so that it, and what it starts in
turn, gets Costrel where it imports Flask.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
from importlib import import_module

from . import install


def main() -> None:
    """Run the command with the arguments of this process."""
    install()
    if sys.argv[1:2] == ["exec"]:
        execute(sys.argv[2:])
    import_module("flask.cli").main()


def execute(command: list[str]) -> None:
    """Become another program, which reads what ``install`` left in the environment."""
    command = command[1:] if command[:1] == ["--"] else command
    # A server that is installed beside this Python is the one that is meant: it has our .pth file.
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])
    program = shutil.which(command[0], path=path) if command else None
    if program is None:
        sys.exit(
            f"Error: exec: there is no program {command[0]!r}."
            if command
            else "Usage: python -m costrel_flask exec -- PROGRAM [ARGUMENTS]..."
        )
    if os.name == "nt":  # exec returns to the shell at once there
        sys.exit(subprocess.call([program, *command[1:]]))  # noqa: S603  # the user's own command
    os.execv(program, [program, *command[1:]])  # noqa: S606  # likewise


if __name__ == "__main__":
    main()
