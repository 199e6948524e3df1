"""The plugin ``rich-cli``. Importing it must stay cheap: rich comes with the first page."""

from collections.abc import Callable

from costrel_spec import CommandLine, hookimpl


@hookimpl
def provide_cli(inner: Callable[[], CommandLine | None]) -> CommandLine | None:
    """What would fill the slot without this plugin, with other help pages and tables."""
    # Lazily, since an application that only serves requests never needs it.
    from .command_line import RichCommandLine  # noqa: PLC0415

    plain = inner()
    return None if plain is None else RichCommandLine(plain)
