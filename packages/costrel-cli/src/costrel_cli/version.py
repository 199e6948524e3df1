"""What ``--version`` shows."""

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import click

from .brand import COSTREL, Brand


def get_version(
    ctx: click.Context, _param: click.Parameter | None, value: Any, brand: Brand = COSTREL
) -> None:
    """The callback of ``--version``: the versions of Python, the distribution and Werkzeug."""
    if not value or ctx.resilient_parsing:
        return
    lines = [
        f"Python {platform.python_version()}",
        f"{brand.title} {_version_of(brand)}",
        f"Werkzeug {version('werkzeug')}",
    ]
    click.echo("\n".join(lines), color=ctx.color)
    ctx.exit()


def _version_of(brand: Brand) -> str:
    try:
        return version(brand.distribution)
    except PackageNotFoundError:
        # The parts are installed without a distribution around them.
        return version("costrel-cli")
