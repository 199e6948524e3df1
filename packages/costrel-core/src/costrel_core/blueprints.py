"""Blueprints: parts of an application that are written apart and registered later."""

import os
import weakref
from collections.abc import Callable
from functools import update_wrapper
from typing import Any, overload

import costrel_spec

from .commands import RecordedGroup
from .kept import kept
from .naming import Function, named
from .scaffold import Scaffold, endpoint_of, setupmethod
from .taken import taken
from .typing import (
    AfterRequest,
    BeforeRequest,
    ContextProcessor,
    ErrorHandler,
    RouteCallable,
    Teardown,
    TemplateTest,
    TemplateTestCallable,
    URLDefault,
    URLValuePreprocessor,
)

_UNSET: Any = object()

# The registries that a blueprint fills and the application merges, as lists by blueprint name.
_FUNCTIONS = (
    "before_request_funcs",
    "after_request_funcs",
    "teardown_request_funcs",
    "url_default_functions",
    "url_value_preprocessors",
    "template_context_processors",
)


class BlueprintSetupState:
    """One registration of a blueprint, as recorded functions get it."""

    def __init__(
        self, blueprint: "Blueprint", app: Any, options: Any, first_registration: bool
    ) -> None:
        self.blueprint = blueprint
        self.app = app
        self.options = options
        self.first_registration = first_registration
        self.subdomain: str | None = options.get("subdomain")
        if self.subdomain is None:
            self.subdomain = blueprint.subdomain
        self.url_prefix: str | None = options.get("url_prefix")
        if self.url_prefix is None:
            self.url_prefix = blueprint.url_prefix
        self.name: str = options.get("name", blueprint.name)
        self.name_prefix: str = options.get("name_prefix", "")
        self.url_defaults = {
            **blueprint.url_values_defaults,
            **dict(options.get("url_defaults", ())),
        }

    @property
    def full_name(self) -> str:
        """The name of this registration, behind those of the blueprints around it."""
        return f"{self.name_prefix}.{self.name}".lstrip(".")

    def add_url_rule(
        self,
        rule: str,
        endpoint: str | None = None,
        view_func: RouteCallable | None = None,
        **options: Any,
    ) -> None:
        """Register a rule on the application, with this registration's prefix, names and defaults."""
        if self.url_prefix is not None:
            rule = f"{self.url_prefix.rstrip('/')}/{rule.lstrip('/')}" if rule else self.url_prefix
        options.setdefault("subdomain", self.subdomain)
        if endpoint is None:
            endpoint = endpoint_of(view_func)
        defaults: dict[str, Any] = {**self.url_defaults, **(options.pop("defaults", None) or {})}
        full_endpoint = f"{self.full_name}.{endpoint}"
        self.app.add_url_rule(rule, full_endpoint, view_func, defaults=defaults, **options)

    def nested(self, blueprint: "Blueprint", options: dict[str, Any], name: str) -> dict[str, Any]:
        """The options of a blueprint inside this one: prefixes and subdomains are joined."""
        nested = dict(options)
        subdomain = options.get("subdomain")
        subdomains = (blueprint.subdomain if subdomain is None else subdomain, self.subdomain)
        if any(part is not None for part in subdomains):
            nested["subdomain"] = ".".join(part for part in subdomains if part is not None)
        prefix = options.get("url_prefix")
        if prefix is None:
            prefix = blueprint.url_prefix
        if self.url_prefix is not None:
            prefix = (
                self.url_prefix
                if prefix is None
                else f"{self.url_prefix.rstrip('/')}/{prefix.lstrip('/')}"
            )
        if prefix is not None:
            nested["url_prefix"] = prefix
        nested["name_prefix"] = name
        return nested


class Blueprint(Scaffold):
    """A set of routes, handlers, templates and static files under one name.

    :param name: prefixed to the endpoints; no dots.
    :param import_name: ``__name__`` of the module, to find its folders.
    :param url_prefix: prefixed to the rules.
    :param cli_group: the name of its command group; None puts the commands beside the application's.
    """

    _got_registered_once = False

    def __init__(
        self,
        name: str,
        import_name: str,
        static_folder: str | os.PathLike[str] | None = None,
        static_url_path: str | None = None,
        template_folder: str | os.PathLike[str] | None = None,
        url_prefix: str | None = None,
        subdomain: str | None = None,
        url_defaults: dict[str, Any] | None = None,
        root_path: str | None = None,
        cli_group: str | None = _UNSET,
    ) -> None:
        super().__init__(import_name, static_folder, static_url_path, template_folder, root_path)
        if not name:
            raise ValueError("'name' may not be empty.")
        if "." in name:
            raise ValueError(f"'name' may not contain a dot '.' character, but it is {name!r}.")
        self.name = name
        self.url_prefix = url_prefix
        self.subdomain = subdomain
        self.deferred_functions: list[Callable[[BlueprintSetupState], Any]] = []
        self.url_values_defaults = {} if url_defaults is None else url_defaults
        self.cli_group = cli_group
        self._blueprints: list[tuple[Blueprint, dict[str, Any]]] = []
        self._app: Callable[[], Any] = lambda: None

    def _check_setup_finished(self, f_name: str) -> None:
        if self._got_registered_once:
            raise AssertionError(
                f"The setup method '{f_name}' can no longer be called on the blueprint"
                f" '{self.name}'. It has already been registered at least once, any changes will not"
                " be applied consistently.\nRegister the blueprint after all of its imports,"
                " decorators and calls."
            )

    @kept
    def cli(self) -> "costrel_spec.CommandGroup":
        """The command group of this blueprint."""
        # Few blueprints have commands, and no more is needed to make one.
        from .plugins import bare_command_line  # noqa: PLC0415

        command_line = bare_command_line()
        if command_line is None:
            return RecordedGroup(self.name)
        group: costrel_spec.CommandGroup = command_line.group(self.name)
        return group

    def _folder_loader(self, folder: str) -> Any:
        app = self._app()
        engine = app and app.template_engine
        return engine and engine.create_folder_loader(folder)

    # -- registering --------------------------------------------------------------------------

    @setupmethod
    def record(self, func: Callable[[BlueprintSetupState], Any]) -> None:
        """Call ``func(state)`` at each registration."""
        self.deferred_functions.append(func)

    @setupmethod
    def record_once(self, func: Callable[[BlueprintSetupState], Any]) -> None:
        """Call ``func(state)`` at the first registration on an application."""

        def once(state: BlueprintSetupState) -> None:
            if state.first_registration:
                func(state)

        self.record(update_wrapper(once, func))

    def make_setup_state(
        self, app: Any, options: dict[str, Any], first_registration: bool = False
    ) -> BlueprintSetupState:
        """The state of one registration; override it for a state of one's own."""
        return BlueprintSetupState(self, app, options, first_registration)

    @setupmethod
    def register_blueprint(self, blueprint: "Blueprint", **options: Any) -> None:
        """Nest ``blueprint`` in this one; ``options`` override its arguments."""
        if blueprint is self:
            raise ValueError("Cannot register a blueprint on itself")
        self._blueprints.append((blueprint, options))

    def register(self, app: Any, options: dict[str, Any]) -> None:
        """What ``app.register_blueprint`` calls: put everything on the application.

        :raises ValueError: if the name is taken.
        """
        given_name = options.get("name", self.name)
        name = f"{options.get('name_prefix', '')}.{given_name}".lstrip(".")
        if name in app.blueprints:
            whose = "this" if app.blueprints[name] is self else "a different"
            where = f" '{name}'" if given_name != name else ""
            error = ValueError(
                f"The name '{given_name}' is already registered for {whose} blueprint{where}. Use"
                " 'name=' to provide a unique name."
            )
            raise taken(error, "blueprint", name)
        first = all(blueprint is not self for blueprint in app.blueprints.values())
        app.blueprints[name] = self
        self._got_registered_once = True
        self._app = weakref.ref(app)
        if vars(self).get("jinja_loader", self) is None:
            # Somebody asked before there was an engine that could make one.
            del self.jinja_loader
        state = self.make_setup_state(app, options, first)
        if self.has_static_folder:
            state.add_url_rule(
                f"{self.static_url_path}/<path:filename>",
                view_func=self.send_static_file,
                endpoint="static",
            )
        self._merge_blueprint_funcs(app, name)
        for deferred in self.deferred_functions:
            deferred(state)
        self._merge_commands(app, name, options)
        for blueprint, nested_options in self._blueprints:
            blueprint.register(app, state.nested(blueprint, nested_options, name))

    def _merge_blueprint_funcs(self, app: Any, name: str) -> None:
        def full(key: str | None) -> str:
            return name if key is None else f"{name}.{key}"

        for key, by_code in self.error_handler_spec.items():
            app.error_handler_spec[full(key)].update(
                {code: dict(handlers) for code, handlers in by_code.items()}
            )
        for endpoint, view in self.view_functions.items():
            app.view_functions[endpoint] = view
        for registry in _FUNCTIONS:
            for key, functions in getattr(self, registry).items():
                getattr(app, registry)[full(key)].extend(functions)

    def _merge_commands(self, app: Any, name: str, options: dict[str, Any]) -> None:
        # A group that nobody asked for has no commands, and must not import what would run them.
        group = vars(self).get("cli")
        if group is None or not group.commands:
            return
        group_name = options.get("cli_group", self.cli_group)
        if group_name is None:
            app.cli.commands.update(group.commands)
        else:
            group.name = name if group_name is _UNSET else group_name
            app.cli.add_command(group)

    def add_url_rule(
        self,
        rule: str,
        endpoint: str | None = None,
        view_func: RouteCallable | None = None,
        provide_automatic_options: bool | None = None,
        **options: Any,
    ) -> None:
        """Let ``view_func`` answer requests for ``rule`` below the prefix, once registered."""
        self._check_setup_finished("add_url_rule")
        if endpoint and "." in endpoint:
            raise ValueError(f"'endpoint' may not contain a dot '.' character: {endpoint!r}.")
        name = getattr(view_func, "__name__", "")
        if "." in name:
            raise ValueError(f"'view_func' name may not contain a dot '.' character: {name!r}.")
        self.record(
            lambda state: state.add_url_rule(
                rule,
                endpoint,
                view_func,
                provide_automatic_options=provide_automatic_options,
                **options,
            )
        )

    def use(self, plugin: object) -> None:
        """Let a plugin act for this blueprint's requests, and those of the blueprints in it.

        It acts for no others, unless the application uses it too. Each application resolves it when
        the blueprint is registered.

        :param plugin: a module, an object or a factory with hooks, or the name of an installed plugin.
        :raises costrel_spec.errors.ScopeRefused: at the registration, if the plugin has hooks that are
            given no request.
        """
        self._check_setup_finished("use")
        self.record(lambda state: state.app._use(plugin, state.full_name))

    # -- for the whole application --------------------------------------------------------------

    def _record_append(self, registry: str, function: Function) -> Function:
        self.record_once(
            lambda state: getattr(state.app, registry).setdefault(None, []).append(function)
        )
        return function

    @setupmethod
    def before_app_request(self, f: BeforeRequest) -> BeforeRequest:
        """``before_request`` for every request of the application."""
        return self._record_append("before_request_funcs", f)

    @setupmethod
    def after_app_request(self, f: AfterRequest) -> AfterRequest:
        """``after_request`` for every request of the application."""
        return self._record_append("after_request_funcs", f)

    @setupmethod
    def teardown_app_request(self, f: Teardown) -> Teardown:
        """``teardown_request`` for every request of the application."""
        return self._record_append("teardown_request_funcs", f)

    @setupmethod
    def app_context_processor(self, f: ContextProcessor) -> ContextProcessor:
        """``context_processor`` for every template of the application."""
        return self._record_append("template_context_processors", f)

    @setupmethod
    def app_url_value_preprocessor(self, f: URLValuePreprocessor) -> URLValuePreprocessor:
        """``url_value_preprocessor`` for every request of the application."""
        return self._record_append("url_value_preprocessors", f)

    @setupmethod
    def app_url_defaults(self, f: URLDefault) -> URLDefault:
        """``url_defaults`` for every URL of the application."""
        return self._record_append("url_default_functions", f)

    @setupmethod
    def app_errorhandler(
        self, code: type[Exception] | int
    ) -> Callable[[ErrorHandler], ErrorHandler]:
        """``errorhandler`` for every request of the application."""

        def decorate(f: ErrorHandler) -> ErrorHandler:
            self.record_once(lambda state: state.app.errorhandler(code)(f))
            return f

        return decorate

    def _record_template(self, kind: str, function: Any, name: str | None) -> None:
        self.record_once(
            lambda state: getattr(state.app, f"add_template_{kind}")(function, name=name)
        )

    @overload
    def app_template_filter(self, name: Function) -> Function: ...
    @overload
    def app_template_filter(self, name: str | None = None) -> Callable[[Function], Function]: ...
    @setupmethod
    def app_template_filter(self, name: Any = None) -> Any:
        """A decorator: the function is a filter in every template of the application."""
        return named(self.add_app_template_filter, name)

    @setupmethod
    def add_app_template_filter(self, f: Callable[..., Any], name: str | None = None) -> None:
        """What the decorator ``app_template_filter`` does, as a call."""
        self._record_template("filter", f, name)

    @overload
    def app_template_test(self, name: TemplateTest) -> TemplateTest: ...
    @overload
    def app_template_test(
        self, name: str | None = None
    ) -> Callable[[TemplateTest], TemplateTest]: ...
    @setupmethod
    def app_template_test(self, name: Any = None) -> Any:
        """A decorator: the function is a test in every template of the application."""
        return named(self.add_app_template_test, name)

    @setupmethod
    def add_app_template_test(self, f: TemplateTestCallable, name: str | None = None) -> None:
        """What the decorator ``app_template_test`` does, as a call."""
        self._record_template("test", f, name)

    @overload
    def app_template_global(self, name: Function) -> Function: ...
    @overload
    def app_template_global(self, name: str | None = None) -> Callable[[Function], Function]: ...
    @setupmethod
    def app_template_global(self, name: Any = None) -> Any:
        """A decorator: the function is a global of every template of the application."""
        return named(self.add_app_template_global, name)

    @setupmethod
    def add_app_template_global(self, f: Callable[..., Any], name: str | None = None) -> None:
        """What the decorator ``app_template_global`` does, as a call."""
        self._record_template("global", f, name)
