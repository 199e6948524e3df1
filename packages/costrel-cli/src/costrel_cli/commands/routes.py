"""``costrel routes``: the routes of the application, in a table."""

from collections.abc import Sequence
from operator import itemgetter

import click
from werkzeug.routing import Map, Rule

from costrel_spec import app_context

from ..app_group import AppCommand, with_appcontext
from ..display import echo_table

AUTOMATIC = frozenset({"HEAD", "OPTIONS"})
"""The methods that nearly every route has."""


@click.command("routes", cls=AppCommand, short_help="Show the routes for the app.")
@click.option(
    "--sort",
    "-s",
    type=click.Choice(("endpoint", "methods", "domain", "rule", "match")),
    default="endpoint",
    help="What to sort by; 'match' is the order in which the routes are tried.",
)
@click.option("--all-methods", is_flag=True, help="Show HEAD and OPTIONS too.")
@with_appcontext
def routes_command(sort: str, all_methods: bool) -> None:
    """Show all routes with their endpoints and methods."""
    url_map = app_context().app.url_map
    rules = list(url_map.iter_rules())
    if not rules:
        click.echo("No routes were registered.")
        return
    hidden: frozenset[str] = frozenset() if all_methods else AUTOMATIC
    columns = _columns(url_map, rules)
    rows = [tuple(_cell(column, rule, hidden) for column in columns) for rule in rules]
    if sort in columns:
        rows.sort(key=itemgetter(list(columns).index(sort)))
    echo_table([tuple(columns.values()), *rows])


def _columns(url_map: Map, rules: Sequence[Rule]) -> dict[str, str]:
    """The heads of the columns by what they can be sorted by."""
    columns = {"endpoint": "Endpoint", "methods": "Methods"}
    if any(_domain(rule) for rule in rules):
        columns["domain"] = "Host" if url_map.host_matching else "Subdomain"
    return {**columns, "rule": "Rule"}


def _cell(column: str, rule: Rule, hidden: frozenset[str]) -> str:
    match column:
        case "endpoint":
            return str(rule.endpoint)
        case "methods":
            return ", ".join(sorted((rule.methods or set()) - hidden))
        case "domain":
            return _domain(rule)
        case _:
            return rule.rule


def _domain(rule: Rule) -> str:
    return rule.host or rule.subdomain or ""
