"""The command ``costrel``."""

from .costrel_group import CostrelGroup
from .launcher import launch

cli = CostrelGroup(
    name="costrel",
    help="""\
The command line of a Costrel application.

The application is the one named with '--app' or in COSTREL_APP, or else the one in the file
wsgi.py or app.py of the working folder. Its own commands are listed below with those that every
application has.
""",
)
"""The command ``costrel``."""


def main() -> None:
    """Run the command with the arguments of this process."""
    launch(cli)
