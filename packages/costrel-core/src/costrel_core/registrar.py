"""What is registered on an application: rules, views, blueprints, teardown and shell functions."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from werkzeug.routing import Map as WerkzeugMap
from werkzeug.routing import Rule as WerkzeugRule

import costrel_spec

from .frame import Frame
from .kept import kept
from .router import Map, Rule
from .scaffold import endpoint_of, setupmethod
from .taken import taken
from .typing import (
    RouteCallable,
    ShellContextProcessor,
    ShellContextProcessorCallable,
    Teardown,
    TeardownCallable,
)

if TYPE_CHECKING:
    from .blueprints import Blueprint

_SETTINGS = (
    "_static_folder",
    "_static_url_path",
    "_url_map",
    "aborter",
    "import_name",
    "instance_path",
    "root_path",
    "subdomain_matching",
    "template_folder",
)


class Registrar(Frame):
    """The registries of an application, live to the end, and the methods that fill them."""

    __slots__ = (
        "_plain",
        "_url_map",
        "blueprints",
        "checked_hosts",
        "shell_context_processors",
        "subdomain_matching",
        "teardown_appcontext_funcs",
        "url_build_error_handlers",
    )

    url_rule_class: type[WerkzeugRule] = Rule
    url_map_class: type[WerkzeugMap] = Map

    def _make_registries(self, host_matching: bool, subdomain_matching: bool) -> None:
        self._plain: set[Any] = set()
        self.blueprints: dict[str, Blueprint] = {}
        self.url_build_error_handlers: list[Callable[..., Any]] = []
        self.teardown_appcontext_funcs: list[TeardownCallable] = []
        self.shell_context_processors: list[ShellContextProcessorCallable] = []
        self.subdomain_matching = subdomain_matching
        self.checked_hosts: set[Any] = set()
        self._url_map = self.url_map_class(host_matching=host_matching)

    @property
    def url_map(self) -> WerkzeugMap:
        """The rules, a Werkzeug map."""
        return self._url_map

    @url_map.setter
    def url_map(self, url_map: WerkzeugMap) -> None:
        self._url_map = url_map
        if "router" in self._filled:
            # It was made for the map that is replaced.
            del self._filled["router"]
            vars(self).pop("router", None)

    def registries(self) -> Mapping[str, Any]:
        """The live registries by name: what a plugin's set-up may change."""
        from .plugins import Fields  # noqa: PLC0415  # as in Frame._assemble

        registries = {
            name: getattr(self, name)
            for name in (
                "view_functions",
                "error_handler_spec",
                "before_request_funcs",
                "after_request_funcs",
                "teardown_request_funcs",
                "template_context_processors",
                "url_value_preprocessors",
                "url_default_functions",
                "blueprints",
                "url_build_error_handlers",
                "teardown_appcontext_funcs",
                "shell_context_processors",
                "extensions",
                "config",
                "url_map",
                "template_registrations",
            )
        }
        registries["converters"] = self.url_map.converters
        registries["settings"] = Fields(self, _SETTINGS)
        # What is not in a slot: methods that were replaced, and what is made on first use.
        registries["attributes"] = vars(self)
        if "cli" in vars(self):
            registries["commands"] = self.cli.commands
        return registries

    @kept
    def cli(self) -> costrel_spec.CommandGroup:
        """The command group of this application."""
        command_line = self.command_line
        if command_line is None:
            # Seldom so, and only for who has commands.
            from .commands import RecordedGroup  # noqa: PLC0415

            return RecordedGroup(self.name)
        group: costrel_spec.CommandGroup = command_line.group(self.name)
        return group

    def _folder_loader(self, folder: str) -> Any:
        engine = self.template_engine
        return engine and engine.create_folder_loader(folder)

    # -- registering --------------------------------------------------------------------------

    def add_url_rule(
        self,
        rule: str,
        endpoint: str | None = None,
        view_func: RouteCallable | None = None,
        provide_automatic_options: bool | None = None,
        **options: Any,
    ) -> None:
        """Let ``view_func`` answer requests for ``rule``.

        :param provide_automatic_options: whether OPTIONS is answered; by default where ``methods``
            lacks it and PROVIDE_AUTOMATIC_OPTIONS is on.
        :raises AssertionError: if the endpoint has another view already.
        """
        self._check_setup_finished("add_url_rule")
        if endpoint is None:
            endpoint = endpoint_of(view_func)
        methods = options.pop("methods", None)
        if methods is None:
            methods = getattr(view_func, "methods", None) or ("GET",)
        if isinstance(methods, str):
            raise TypeError(
                f"Allowed methods must be a list of strings, for example: methods=[{methods!r}]"
            )
        methods = {method.upper() for method in methods}
        if provide_automatic_options is None:
            provide_automatic_options = getattr(view_func, "provide_automatic_options", None)
        required: set[str] = set(getattr(view_func, "required_methods", ()))
        if provide_automatic_options is None:
            provide_automatic_options = (
                "OPTIONS" not in methods and self.config["PROVIDE_AUTOMATIC_OPTIONS"]
            )
            if provide_automatic_options:
                required.add("OPTIONS")
        rule_object: Any = self.url_rule_class(
            rule, methods=methods | required, endpoint=endpoint, **options
        )
        rule_object.provide_automatic_options = provide_automatic_options
        self.url_map.add(rule_object)
        if view_func is not None:
            if self.view_functions.get(endpoint, view_func) != view_func:
                error = AssertionError(
                    "View function mapping is overwriting an existing endpoint function:"
                    f" {endpoint}"
                )
                raise taken(error, "endpoint", endpoint)
            self.view_functions[endpoint] = view_func

    def _add_static_rule(self, static_host: str | None, host_matching: bool) -> None:
        if not self.has_static_folder:
            return
        if bool(static_host) != host_matching:
            raise AssertionError("Invalid static_host/host_matching combination")
        # The view must not keep the application alive: app -> view -> app.
        reference = weakref.ref(self)
        self.add_url_rule(
            f"{self.static_url_path}/<path:filename>",
            endpoint="static",
            host=static_host,
            view_func=lambda **values: reference().send_static_file(**values),  # type: ignore[union-attr]  # alive while it serves
        )

    @setupmethod
    def register_blueprint(self, blueprint: Blueprint, **options: Any) -> None:
        """Put a blueprint's routes and all on this application; ``options`` override its arguments."""
        blueprint.register(self, options)

    def iter_blueprints(self) -> Iterable[Blueprint]:
        """The blueprints, in the order of their registration."""
        return self.blueprints.values()

    @setupmethod
    def teardown_appcontext(self, f: Teardown) -> Teardown:
        """Call ``f(error)`` when an application context ends."""
        self.teardown_appcontext_funcs.append(f)
        return f

    @setupmethod
    def shell_context_processor(self, f: ShellContextProcessor) -> ShellContextProcessor:
        """Add what ``f()`` returns, a dict, to the interactive shell."""
        self.shell_context_processors.append(f)
        return f
