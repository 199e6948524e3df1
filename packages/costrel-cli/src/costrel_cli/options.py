"""The options of the command itself, which come before the name of a subcommand."""

import os
from functools import partial
from importlib.util import find_spec

import click
from click.core import ParameterSource

from .brand import Brand
from .dotenv import load_dotenv
from .script import ScriptInfo
from .version import get_version


def env_file_option(brand: Brand) -> click.Option:
    """``--env-file``; it comes first, since the files may set what the other options default to."""
    return click.Option(
        ["-e", "--env-file"],
        type=click.Path(exists=True, dir_okay=False),
        help=(
            f"A file of environment variables. It wins over {brand.env_files[1]} and"
            f" {brand.env_files[0]}; what is set already wins over all. Needs python-dotenv."
        ),
        is_eager=True,
        expose_value=False,
        callback=_read_env_files,
    )


def app_option() -> click.Option:
    """``--app``."""
    return click.Option(
        ["-A", "--app"],
        metavar="IMPORT",
        help=(
            "The application or its factory, as 'module:name'. The module is an import name or the"
            " path of a file. The name can be left out if it is 'app', 'application', 'create_app'"
            " or 'make_app'; arguments are given as in 'module:create_app(\"testing\")'."
        ),
        is_eager=True,
        expose_value=False,
        callback=_name_app,
    )


def debug_option() -> click.Option:
    """``--debug``, also of ``run``."""
    return click.Option(
        ["--debug/--no-debug"],
        help="Switch debug mode on or off.",
        expose_value=False,
        callback=_set_debug,
    )


def version_option(brand: Brand) -> click.Option:
    """``--version``."""
    return click.Option(
        ["--version"],
        help=f"Show the versions of Python, {brand.title} and Werkzeug.",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=partial(get_version, brand=brand),
    )


def _read_env_files(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    script = ctx.ensure_object(ScriptInfo)
    if value is not None and find_spec("dotenv") is None:
        raise click.BadParameter(
            "Reading env files needs python-dotenv: pip install python-dotenv.", ctx, param
        )
    if value is not None or script.load_dotenv_defaults:
        load_dotenv(value, script.load_dotenv_defaults, script.brand)
    return value


def _name_app(ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        ctx.ensure_object(ScriptInfo).app_import_path = value
    return value


def _set_debug(ctx: click.Context, param: click.Parameter, value: bool) -> bool | None:
    # Without the option, the environment variable is left as it is, or missing.
    source = ctx.get_parameter_source(param.name or "")
    if source in {ParameterSource.DEFAULT, ParameterSource.DEFAULT_MAP}:
        return None
    # The variable must be there before the application is imported, for that reads it.
    brand = ctx.ensure_object(ScriptInfo).brand
    os.environ[brand.variable("DEBUG")] = "1" if value else "0"
    return value
