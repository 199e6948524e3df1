"""The plugin ``cli``. Importing it must stay cheap: click comes with the first use of the slot."""

from costrel_spec import CommandLine, hookimpl


@hookimpl
def provide_cli() -> CommandLine:
    """Command groups and runners made of click's."""
    # Lazily, since an application that only serves requests never needs click.
    from .command_line import ClickCommandLine  # noqa: PLC0415

    return ClickCommandLine()
