"""``costrel run``: the development server."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from costrel_spec import Application

from ..app_group import AppCommand
from ..options import debug_option
from ..script import ScriptInfo, pass_script_info
from ..user_traceback import report
from .address import require_free
from .certificate import CertParamType, validate_key
from .reloader import reloader_type
from .separated_paths import SeparatedPathType

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


@click.command("run", cls=AppCommand, short_help="Run a development server.")
@click.option("--host", "-h", default="127.0.0.1", help="The interface to listen on.")
@click.option(
    "--port", "-p", type=click.IntRange(0, 65535), default=5000, help="The port to listen on."
)
@click.option(
    "--cert",
    type=CertParamType(),
    is_eager=True,
    help="Serve HTTPS with this certificate file, with an SSL context by import name, or 'adhoc'.",
)
@click.option(
    "--key",
    type=click.Path(exists=True, dir_okay=False, resolve_path=True),
    callback=validate_key,
    expose_value=False,
    help="The key file of the certificate file.",
)
@click.option(
    "--reload/--no-reload",
    default=None,
    help="Whether to restart when code changes. By default it goes with debug mode.",
)
@click.option(
    "--debugger/--no-debugger",
    default=None,
    help="Whether errors open the debugger. By default it goes with debug mode.",
)
@click.option(
    "--with-threads/--without-threads",
    default=True,
    help="Whether requests run in threads of their own.",
)
@click.option(
    "--extra-files",
    type=SeparatedPathType(),
    help="More files whose change restarts the server, separated as in PATH.",
)
@click.option(
    "--exclude-patterns",
    type=SeparatedPathType(),
    help="fnmatch patterns of files whose change does not restart it, separated as in PATH.",
)
@pass_script_info
def run_command(
    info: ScriptInfo,
    host: str,
    port: int,
    reload: bool | None,
    debugger: bool | None,
    with_threads: bool,
    cert: Any,
    extra_files: Iterable[str] | None,
    exclude_patterns: Iterable[str] | None,
) -> None:
    """Run a local development server.

    It is made for development only: it is neither as fast, as stable nor as secure as a server for
    production. In debug mode ('--debug') the reloader and the debugger are on.
    """
    # Only here: no other command should wait for the server to be imported.
    from werkzeug.serving import is_running_from_reloader, run_simple  # noqa: PLC0415

    restarted = is_running_from_reloader()
    application = _load(info, restarted)
    debug = info.brand.flag("DEBUG")
    if not restarted:
        require_free(host, port)
        info.show_banner()
    use_reloader = debug if reload is None else reload
    run_simple(
        host,
        port,
        application,
        use_reloader=use_reloader,
        reloader_type=reloader_type() if use_reloader else "auto",
        use_debugger=debug if debugger is None else debugger,
        threaded=with_threads,
        ssl_context=cert,
        extra_files=extra_files,
        exclude_patterns=exclude_patterns,
    )


run_command.params.insert(0, debug_option())


def _load(info: ScriptInfo, restarted: bool) -> "Application | WSGIApplication":
    """The application; after a restart, one that raises the error of loading it."""
    try:
        return info.load_app()
    except Exception as error:
        if not restarted:
            raise
        # The server stays, so that the next change of the code can mend it.
        click.echo(report(error), err=True)
        return _failing(error)


def _failing(error: Exception) -> "WSGIApplication":
    frames = error.__traceback__

    def application(_environ: "WSGIEnvironment", _start: "StartResponse") -> Iterable[bytes]:
        # From the same place each time, or the traceback would grow with each request.
        raise error.with_traceback(frames) from None

    return application
