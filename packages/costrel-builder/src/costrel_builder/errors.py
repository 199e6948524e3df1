"""What goes wrong at the command line, shown as a line or two and never as our traceback."""

from typing import ClassVar

import click


class DistributionRefused(click.ClickException):
    """No distribution can be written as it was asked for."""

    code: ClassVar[str] = "distribution-refused"

    def __init__(self, message: str) -> None:
        super().__init__(f"{message} [costrel:{self.code}]")


class BuildFailed(click.ClickException):
    """A project could not be built."""

    code: ClassVar[str] = "build-failed"

    def __init__(self, message: str) -> None:
        super().__init__(f"{message} [costrel:{self.code}]")
