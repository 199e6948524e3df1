"""What ``importlib.metadata`` tells of Flask: extensions ask it for the version."""

import os
from importlib.metadata import Distribution
from pathlib import Path

METADATA = """\
Metadata-Version: 2.1
Name: Flask
Version: 3.1.3
Summary: Flask's API, by Costrel.
"""
ENTRY_POINTS = """\
[console_scripts]
flask = flask.cli:main
"""


class FlaskDistribution(Distribution):
    """The distribution whose API this is; it is there whether or not Flask is installed."""

    def read_text(self, filename: str) -> str | None:
        """The content of one of the distribution's files."""
        return {"METADATA": METADATA, "entry_points.txt": ENTRY_POINTS}.get(filename)

    def locate_file(self, path: "str | os.PathLike[str]") -> Path:
        """Where a file of the distribution would be."""
        return Path(__file__).parent / path
