"""The development server of ``app.run()``."""

import os
from typing import Any

from werkzeug import serving

from .resources import get_debug_flag, get_load_dotenv


def serve(
    app: Any,
    host: str | None,
    port: int | None,
    debug: bool | None,
    load_dotenv: bool,
    options: dict[str, Any],
) -> None:
    """Serve ``app`` until it is interrupted, as ``App.run`` describes."""
    prefix = app.env_prefix
    if os.environ.get(f"{prefix}_RUN_FROM_CLI") == "true":
        if not serving.is_running_from_reloader():
            print(  # noqa: T201  # for the developer's terminal
                " * Ignoring a call to 'app.run()', which would block the command line. Call it only"
                " below: if __name__ == '__main__'"
            )
        return
    command_line = app.command_line
    if command_line is not None and get_load_dotenv(load_dotenv, prefix):
        command_line.load_dotenv(prefix)
        if f"{prefix}_DEBUG" in os.environ:
            app.debug = get_debug_flag(prefix)
    if debug is not None:
        app.debug = bool(debug)
    named_host, _, named_port = (app.config["SERVER_NAME"] or "").partition(":")
    if port is None:
        port = int(named_port or 5000)
    options.setdefault("use_reloader", app.debug)
    # Where watchdog is installed Werkzeug would prefer it, and version 7 of it reports no change.
    options.setdefault("reloader_type", "stat")
    options.setdefault("use_debugger", app.debug)
    options.setdefault("threaded", True)
    if not serving.is_running_from_reloader():
        app.announce()
    try:
        serving.run_simple(host or named_host or "127.0.0.1", int(port), app, **options)
    finally:
        # The interactive session that called run() may go on setting the application up.
        app._got_first_request = False
