"""The option ``--json`` of commands that explain."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import click

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


def echo_json(reports: Iterable[Any]) -> None:
    """Print reports, which are dataclasses, as a list."""
    click.echo(json.dumps([asdict(report) for report in reports], indent=2))
