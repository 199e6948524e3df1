"""``costrel conform``: whether an installed plugin keeps the contracts of its slots."""

import json
from collections import Counter
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, ClassVar

import click

from costrel_spec.errors import BootError

if TYPE_CHECKING:
    from costrel_spec.inspection import PluginState

    from .contracts import Contract
    from .contracts.verdict import Verdict

OUTCOMES = ("kept", "broken", "not applicable")
DISTRIBUTION = "costrel:Costrel"


class ConformRefused(click.ClickException):
    """Nothing can be said about the plugin: it is not there, or there is no contract for it."""

    code: ClassVar[str] = "conform-refused"

    def __init__(self, message: str) -> None:
        super().__init__(f"{message} [costrel:{self.code}]")


def settings(
    _ctx: click.Context | None, param: click.Parameter | None, pairs: tuple[str, ...]
) -> dict[str, Any]:
    """The configuration that texts such as ``KEY=VALUE`` make; a value is JSON, or else text."""
    config: dict[str, Any] = {}
    for pair in pairs:
        key, separator, text = pair.partition("=")
        if not separator:
            raise click.BadParameter(f"{pair!r} is no KEY=VALUE.", param=param)
        try:
            config[key] = json.loads(text)
        except ValueError:
            config[key] = text
    return config


@click.command("conform", short_help="Test a plugin for the contracts of its slots.")
@click.argument("plugin")
@click.option(
    "--set",
    "config",
    multiple=True,
    metavar="KEY=VALUE",
    callback=settings,
    help="A key of the applications' configuration.",
)
@click.option(
    "--distribution",
    default=DISTRIBUTION,
    show_default=True,
    help="The class that the applications are made with.",
)
def conform_command(plugin: str, config: dict[str, Any], distribution: str) -> None:
    """Test an installed PLUGIN for the contracts of the slots that it fills.

    Each promise is shown with what came of it, and what was seen where it is broken. It fails if one
    of them is.
    """
    total: Counter[str] = Counter()
    state = _state(plugin, distribution, config)
    from .conformance import conformance  # noqa: PLC0415  # there, pytest is imported

    for contract, verdicts in conformance(state, distribution, config):
        _show(state, contract, verdicts)
        total.update(each.outcome for each in verdicts)
    click.echo(", ".join(f"{total[outcome]} {outcome}" for outcome in OUTCOMES) + ".")
    if total["broken"]:
        click.get_current_context().exit(1)


def _state(plugin: str, distribution: str, config: dict[str, Any]) -> "PluginState":
    """What the plugin does.

    :raises ConformRefused: if there is nothing to test, or nothing to test it with.
    """
    if find_spec("pytest") is None:
        raise ConformRefused(
            "The contracts are tests of pytest, which is not installed:"
            ' pip install "costrel-testing[pytest]"'
        )
    from .conformance import contracts_of, plugin_names, plugin_state  # noqa: PLC0415  # as above

    try:
        names = plugin_names(distribution)
    except (ImportError, AttributeError) as error:
        raise ConformRefused(
            f"The applications are to be made with {distribution}, and it can't be imported: {error}."
            " Name another class: --distribution module:Class"
        ) from error
    if plugin not in names:
        raise ConformRefused(f"No plugin {plugin!r} is installed. There are: {', '.join(names)}.")
    try:
        state = plugin_state(plugin, distribution, config)
    except BootError as error:
        raise ConformRefused(
            f"No application can be made with the plugin {plugin!r}: {error}"
        ) from error
    if state.status != "active":
        raise ConformRefused(f"The plugin {plugin!r} takes no part: {state.status}. {state.reason}")
    if not contracts_of(state):
        raise ConformRefused(
            f"No contract is about the plugin {plugin!r}: it fills no slot that has one, and is not on"
            " every hook that has a signal."
        )
    return state


def _show(state: "PluginState", contract: "type[Contract]", verdicts: "list[Verdict]") -> None:
    subject = f"the slot {contract.slot!r}" if contract.slot else "signals"
    click.echo(f"{state.name} ({state.distribution} {state.version}), {subject}:")
    width = max(map(len, OUTCOMES))
    shown = ""
    for each in verdicts:
        colour = {"kept": "green", "broken": "red"}.get(each.outcome)
        click.echo(f"  {click.style(each.outcome.ljust(width), fg=colour)}  {each.promise}")
        if each.seen != shown:  # one reason for many promises is read once
            for line in each.seen.splitlines():
                click.echo(f"  {'':{width}}  {line}")
        shown = each.seen
    click.echo()
