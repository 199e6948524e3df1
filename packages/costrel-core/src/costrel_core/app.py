"""The application."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import costrel_spec
from costrel_spec import g

from .contexts import RequestContext
from .cycle import Cycle

if TYPE_CHECKING:
    from .environ import EnvironBuilder


class App(Cycle):
    """A WSGI application, and the place where everything is registered.

    The first parameters are Flask's. The keyword-only ones choose the plugins, by name:

    :param plugins: the only plugins to load besides the distribution's own parts; None: all installed.
    :param deny: plugins not to load.
    :param without: parts of the distribution to leave out.
    :param optional: plugins without which the application starts if they fail.
    :param required: plugins whose failure stops the boot although they suggest otherwise.
    :raises costrel_spec.errors.BootError: if the plugins can't be assembled.
    """

    __slots__ = ()

    test_client_class: type[Any] | None = None
    test_cli_runner_class: type[Any] | None = None

    def __init__(
        self,
        import_name: str,
        static_url_path: str | None = None,
        static_folder: str | os.PathLike[str] | None = "static",
        static_host: str | None = None,
        host_matching: bool = False,
        subdomain_matching: bool = False,
        template_folder: str | os.PathLike[str] | None = "templates",
        instance_path: str | None = None,
        instance_relative_config: bool = False,
        root_path: str | None = None,
        *,
        plugins: Iterable[object] | None = None,
        deny: Iterable[str] = (),
        without: Iterable[str] = (),
        optional: Iterable[str] = (),
        required: Iterable[str] = (),
    ) -> None:
        super().__init__(
            import_name,
            static_url_path,
            static_folder,
            template_folder,
            instance_path,
            instance_relative_config,
            root_path,
        )
        self._make_template_registries()
        self._make_registries(host_matching, subdomain_matching)
        self._assemble(
            plugins=plugins, deny=deny, without=without, optional=optional, required=required
        )
        self._add_static_rule(static_host, host_matching)

    # -- outside of a server ----------------------------------------------------------------------

    def run(
        self,
        host: str | None = None,
        port: int | None = None,
        debug: bool | None = None,
        load_dotenv: bool = True,
        **options: Any,
    ) -> None:
        """Serve the application with the development server; not for production.

        :param host: by default the host of SERVER_NAME, else 127.0.0.1.
        :param port: by default the port of SERVER_NAME, else 5000.
        :param options: for ``werkzeug.serving.run_simple``.
        """
        # The server, the reloader and the debugger are imported by those who use them.
        from .serving import serve  # noqa: PLC0415

        serve(self, host, port, debug, load_dotenv, options)

    def announce(self) -> None:
        """Tell the developer's terminal that the development server starts."""
        print(f" * Serving {self.name!r}{' in debug mode' if self.debug else ''}")  # noqa: T201

    def environ_builder(self, *args: Any, **kwargs: Any) -> EnvironBuilder:
        """A builder of WSGI environments for requests to this application."""
        # werkzeug.test is for tests; an application in production never imports it.
        from .environ import EnvironBuilder  # noqa: PLC0415

        return EnvironBuilder(self, *args, **kwargs)

    def test_request_context(self, *args: Any, **kwargs: Any) -> RequestContext:
        """A context of a made-up request; the arguments are those of ``EnvironBuilder``."""
        builder = self.environ_builder(*args, **kwargs)
        try:
            return self.request_context(builder.get_environ())
        finally:
            builder.close()

    def test_client(self, use_cookies: bool = True, **kwargs: Any) -> Any:
        """A client that sends requests to this application, for tests."""
        self.setup_plugins()
        if self.client_factory is None:
            raise costrel_spec.errors.MissingPart.for_slot(
                "test_client()", "testing", "costrel-testing"
            )
        return self.client_factory.client(self, use_cookies, **kwargs)

    def test_cli_runner(self, **kwargs: Any) -> Any:
        """A runner of this application's commands, for tests."""
        self.setup_plugins()
        if self.command_line is None:
            raise costrel_spec.errors.MissingPart.for_slot(
                "test_cli_runner()", "cli", "costrel-cli"
            )
        return self.command_line.runner(self, **kwargs)

    def make_shell_context(self) -> dict[str, Any]:
        """The names that an interactive shell starts with."""
        names = self.assembly.shell_context()
        names.update(app=self, g=g)
        for processor in self.shell_context_processors:
            names.update(processor())
        return names
