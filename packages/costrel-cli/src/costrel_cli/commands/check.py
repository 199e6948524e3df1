"""``costrel check``: what is wrong with the application."""

import click

from costrel_spec.inspection import Commands, Finding, Inspector

from .inspected import with_inspector
from .json_option import echo_json, json_option


@click.command("check", short_help="Look for mistakes and conflicts.")
@json_option
@with_inspector
def check_command(inspector: Inspector, owners: Commands, as_json: bool) -> None:
    """Look for what is wrong, or does nothing: in the plugins, and between them and the application.

    The exit code is 1 if there is anything, so that a build can fail.
    """
    findings = inspector.check(owners)
    if as_json:
        echo_json(findings)
    elif findings:
        for finding in findings:
            _show(finding)
    else:
        click.echo("Nothing found.")
    if findings:
        raise SystemExit(1)


def _show(finding: Finding) -> None:
    click.echo(f"{finding.code}: {finding.sentence}")
    for owner in finding.owners:
        click.echo(f"  - {owner}")
    click.echo(f"  {finding.remedy}\n")
