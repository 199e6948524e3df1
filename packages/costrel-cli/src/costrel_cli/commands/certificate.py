"""The options ``--cert`` and ``--key`` of ``run``."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click
from werkzeug.utils import import_string


class CertParamType(click.ParamType):  # type: ignore[type-arg]  # generic only in newer versions
    """A certificate file, the word ``adhoc``, or the import name of an ``ssl.SSLContext``."""

    name = "path"

    _file: Any = click.Path(exists=True, dir_okay=False, resolve_path=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The absolute path, ``"adhoc"``, or the context."""
        _require_ssl(param, ctx)
        try:
            return self._file(value, param, ctx)
        except click.BadParameter:
            if str(value).lower() == "adhoc":
                return _adhoc(param, ctx)
            found: Any = import_string(value, silent=True)
            if _is_context(found):
                return found
            raise


def validate_key(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    """The callback of ``--key``: joins it to the certificate, and refuses one without the other."""
    cert = ctx.params.get("cert")
    complete = cert == "adhoc" or _is_context(cert)
    if value is None:
        if cert and not complete:
            raise click.BadParameter("A certificate file needs its key: add '--key'.", ctx, param)
        return None
    if complete:
        raise click.BadParameter(
            "It goes with a certificate file; this '--cert' brings its own.", ctx, param
        )
    if not cert:
        raise click.BadParameter("It goes with a certificate: add '--cert'.", ctx, param)
    ctx.params["cert"] = (cert, value)
    return value


def _require_ssl(param: click.Parameter | None, ctx: click.Context | None) -> None:
    if find_spec("ssl") is None:
        raise click.BadParameter("This Python was built without SSL.", ctx, param)


def _adhoc(param: click.Parameter | None, ctx: click.Context | None) -> str:
    try:
        import_module("cryptography")
    except ImportError:
        raise click.BadParameter(
            "An ad-hoc certificate needs cryptography: pip install cryptography.", ctx, param
        ) from None
    return "adhoc"


def _is_context(thing: object) -> bool:
    # By name, so that ssl is imported by whoever uses it.
    return any(
        (base.__module__, base.__name__) == ("ssl", "SSLContext") for base in type(thing).__mro__
    )
