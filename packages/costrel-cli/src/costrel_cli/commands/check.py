"""``costrel check``: what is wrong with the application."""

from collections.abc import Iterator

import click

from costrel_spec.inspection import Commands, Finding, Inspector, Owner

from ..app_group import AppCommand
from .inspected import with_inspector
from .json_option import echo_json, json_option


@click.command("check", cls=AppCommand, short_help="Look for mistakes and conflicts.")
@click.option("--deploy", is_flag=True, help="Also say what speaks against deploying it as it is.")
@json_option
@with_inspector
def check_command(inspector: Inspector, owners: Commands, deploy: bool, as_json: bool) -> None:
    """Look for what is wrong, or does nothing: in the plugins, and between them and the application.

    The exit code is 1 if there is anything, so that a build can fail.
    """
    findings = [*inspector.check(owners), *(_deploy_findings(inspector) if deploy else ())]
    if as_json:
        echo_json(findings)
    elif findings:
        for finding in findings:
            _show(finding)
    else:
        click.echo("Nothing found.")
    if findings:
        raise SystemExit(1)


def _deploy_findings(inspector: Inspector) -> Iterator[Finding]:
    states = {state.name: state for state in inspector.overview()}
    for name, sentence in inspector.deploy_checks():
        state = states[name]
        owner = Owner("plugin", name, state.distribution, state.version)
        yield Finding("deploy", sentence, (owner,), "Change it before you deploy the application.")


def _show(finding: Finding) -> None:
    click.echo(f"{finding.code}: {finding.sentence}")
    for owner in finding.owners:
        click.echo(f"  - {owner}")
    click.echo(f"  {finding.remedy}\n")
