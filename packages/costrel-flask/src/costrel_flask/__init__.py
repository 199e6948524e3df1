"""Flask applications and extensions on Costrel, unchanged: ``import flask`` resolves to it.

Importing this module imports nothing of the framework: every process that is started under
``COSTREL_FLASK`` does so before its own code.
"""

import os
import sys

from .finder import FlaskFinder, is_ours

__all__ = ["install"]

VARIABLE = "COSTREL_FLASK"
"""The environment variable that tells child processes to do the same; a ``.pth`` file reads it."""


def install() -> None:
    """Let ``import flask``, in this process and those it starts, mean Costrel; again is no harm.

    :raises costrel_flask.errors.FlaskAlreadyImported: if Flask itself was imported before.
    """
    imported = sys.modules.get("flask")
    if imported is not None and not is_ours(imported):
        # Only a failure pays for the framework's errors.
        from .errors import FlaskAlreadyImported  # noqa: PLC0415

        raise FlaskAlreadyImported.at(imported)
    if not any(isinstance(finder, FlaskFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, FlaskFinder())
    os.environ[VARIABLE] = "1"
