"""Environment variables from files: ``.env`` and the brand's own, such as ``.costrelenv``."""

import os
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click

from .brand import COSTREL, Brand


def wants_env_files(default: bool, brand: Brand = COSTREL) -> bool:
    """Whether env files are read: ``default``, unless ``COSTREL_SKIP_DOTENV`` is set."""
    return not brand.flag("SKIP_DOTENV", not default)


def load_dotenv(
    path: str | os.PathLike[str] | None = None,
    load_defaults: bool = True,
    brand: Brand = COSTREL,
) -> bool:
    """Set the variables that env files name and the environment lacks; whether there were any.

    A file is looked for in the working folder and upwards. ``path`` wins over ``.env``, and that
    over the brand's file. Without python-dotenv nothing is read, and a tip says so.
    """
    if find_spec("dotenv") is None:
        _recommend(path, load_defaults, brand)
        return False
    dotenv = import_module("dotenv")
    values: dict[str, str | None] = {}
    if load_defaults:
        for name in brand.env_files:
            found = dotenv.find_dotenv(name, usecwd=True)
            if found:
                values |= dotenv.dotenv_values(found, encoding="utf-8")
    if path is not None and Path(path).is_file():
        values |= dotenv.dotenv_values(path, encoding="utf-8")
    for key, value in values.items():
        if value is not None:
            os.environ.setdefault(key, value)
    return bool(values)


def _recommend(path: str | os.PathLike[str] | None, load_defaults: bool, brand: Brand) -> None:
    names = brand.env_files if load_defaults else ()
    files = [str(place) for place in (*names, path) if place and Path(place).is_file()]
    if files:
        click.secho(
            f" * Tip: {', '.join(files)} is not read. Install python-dotenv to use it.",
            fg="yellow",
            err=True,
        )
