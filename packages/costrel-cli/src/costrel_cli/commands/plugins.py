"""``costrel plugins``: every installed plugin, what it does and what it costs."""

import click

from costrel_spec.inspection import Commands, Inspector, PluginState

from ..app_group import AppCommand
from ..display import echo_table
from ..table import Row
from .inspected import with_inspector
from .json_option import echo_json, json_option

HEAD = ("Plugin", "Distribution", "Status", "Import", "Set-up", "Slots", "Hooks")


@click.command("plugins", cls=AppCommand, short_help="Show the plugins.")
@json_option
@with_inspector
def plugins_command(inspector: Inspector, _owners: Commands, as_json: bool) -> None:
    """Show all installed plugins: those that take part in their order, then the others.

    It works whatever fails in them. Times are in milliseconds; 'slow' marks what takes long,
    'optional' what the application may start without, and 'for pages' what acts for the requests of
    the blueprint 'pages' only.
    """
    states = inspector.overview()
    if as_json:
        echo_json(states)
        return
    echo_table([HEAD, *map(_row, states)])
    for state in states:
        if state.reason:
            click.echo(f"\n{state.name}: {state.reason}")


def _row(state: PluginState) -> Row:
    taken = state.status == "active"
    marks = [("optional", taken and not state.required), ("slow", state.slow)]
    words = [word for word, applies in marks if applies]
    return (
        state.name,
        " ".join(filter(None, (state.distribution, state.version))),
        ", ".join([state.status, *words, *(f"for {scope}" for scope in state.scopes)]),
        _time(state.import_ms),
        _time(state.setup_ms),
        ", ".join(state.slots),
        ", ".join(state.hooks),
    )


def _time(milliseconds: float | None) -> str:
    return "" if milliseconds is None else f"{milliseconds:.1f}"
