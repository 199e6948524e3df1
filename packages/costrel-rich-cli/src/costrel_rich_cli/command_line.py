"""What fills the slot ``cli``: another one, that shows things differently."""

from collections.abc import Sequence
from typing import Any

from costrel_spec import Application, CommandGroup, CommandLine


class RichCommandLine:
    """A command line whose commands are those of ``inner``, with rich help pages and tables."""

    def __init__(self, inner: CommandLine) -> None:
        self.inner = inner
        self.runner_class = inner.runner_class

    def group(self, name: str | None) -> CommandGroup:
        """A group of ``inner``."""
        return self.inner.group(name)

    def runner(self, app: Application, **kwargs: Any) -> Any:
        """A runner of ``inner``."""
        return self.inner.runner(app, **kwargs)

    def load_dotenv(self, prefix: str) -> bool:
        """As ``inner`` reads env files."""
        return self.inner.load_dotenv(prefix)

    # Both are imported on use: applications have this object, and few commands show anything.

    def help_page(self, ctx: Any) -> str:
        """The help as rich-click shows it; where the terminal is too narrow for that, as ``inner`` does."""
        from .help_page import help_page  # noqa: PLC0415

        return help_page(ctx) or self.inner.help_page(ctx)

    def table(self, rows: Sequence[tuple[str, ...]], width: int) -> str:
        """A table with a frame that is as wide as it needs to be, and no wider than the terminal."""
        from .table import table  # noqa: PLC0415

        return table(rows, width)
