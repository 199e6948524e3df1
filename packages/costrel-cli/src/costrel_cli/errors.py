"""What goes wrong at the command line, shown as a line or two and never as our traceback."""

from typing import ClassVar

import click


class NoAppException(click.UsageError):
    """No application was found, or it can't be loaded."""

    code: ClassVar[str] = "no-app"

    def __init__(self, message: str, ctx: click.Context | None = None) -> None:
        super().__init__(f"{message} [costrel:{self.code}]", ctx)


class NothingThere(click.ClickException):
    """What is asked after does not exist."""

    code: ClassVar[str] = "nothing-there"

    def __init__(self, message: str) -> None:
        super().__init__(f"{message} [costrel:{self.code}]")


class AddressRefused(click.ClickException):
    """No server can listen at the address."""

    code: ClassVar[str] = "address-refused"

    def __init__(self, message: str) -> None:
        super().__init__(f"{message} [costrel:{self.code}]")


class ScaffoldRefused(click.ClickException):
    """No new plugin or application can be written as it was asked for."""

    code: ClassVar[str] = "scaffold-refused"

    def __init__(self, message: str) -> None:
        super().__init__(f"{message} [costrel:{self.code}]")
