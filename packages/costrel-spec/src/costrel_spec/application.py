"""What parts may use of an application and its contexts, whoever implements them."""

from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from logging import Logger
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self

from werkzeug.routing import Map, MapAdapter

from .firing import Hooks
from .session_mapping import SessionMixin

if TYPE_CHECKING:
    from pathlib import Path

    from _typeshed.wsgi import StartResponse, WSGIEnvironment
    from werkzeug.test import EnvironBuilder

    from .inspection import Inspector


class Application(Protocol):
    """An application as the parts see it; its members behave as Flask's of the same name."""

    config: Any
    """The configuration, a dict with Flask's keys."""
    env_prefix: str
    """The prefix of the environment variables of its distribution, such as ``COSTREL``."""
    extensions: dict[str, Any]
    hooks: Hooks
    """The sealed hooks, for parts that fire ``before_render``, ``rendered`` and ``flashed``."""
    import_name: str
    jinja_options: dict[str, Any]
    jinja_environment: Any
    blueprints: Any
    view_functions: dict[str, Any]
    template_context_processors: Any
    shell_context_processors: list[Any]
    test_client_class: type[Any] | None
    test_cli_runner_class: type[Any] | None
    response_class: type[Any]
    request_class: type[Any]
    testing: Any
    secret_key: Any
    permanent_session_lifetime: Any

    @property
    def assembly(self) -> "Inspector":
        """The plugins, as far as they can be asked about."""
        ...

    @property
    def name(self) -> str: ...
    @property
    def root_path(self) -> str: ...
    @property
    def instance_path(self) -> str: ...
    @property
    def debug(self) -> bool: ...
    @debug.setter
    def debug(self, value: bool) -> None: ...
    @property
    def logger(self) -> Logger: ...
    @property
    def url_map(self) -> Map: ...
    @property
    def wsgi_app(self) -> Any: ...
    @property
    def json(self) -> Any: ...
    @property
    def session_interface(self) -> Any: ...
    @property
    def jinja_env(self) -> Any: ...
    @property
    def jinja_loader(self) -> Any:
        """The loader of the application's own template folder; None where it has none."""
        ...

    @property
    def template_engine(self) -> Any:
        """What fills the slot ``templates``."""
        ...

    @property
    def command_line(self) -> Any:
        """What fills the slot ``cli``."""
        ...

    @property
    def cli(self) -> Any:
        """The command group of this application."""
        ...

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]: ...
    def app_context(self) -> "AppContext": ...
    def request_context(self, environ: "WSGIEnvironment") -> "RequestContext": ...
    def environ_builder(self, *args: Any, **kwargs: Any) -> "EnvironBuilder":
        """A builder of requests to this application, as test clients make them."""
        ...

    def test_request_context(self, *args: Any, **kwargs: Any) -> "RequestContext": ...
    def write_lock(self) -> "tuple[Path, str]":
        """Write down the plugins as they are; the file, and the digest of its content."""
        ...

    def lock_changes(self) -> tuple[str, ...]:
        """What is different from the lock, a sentence each."""
        ...

    def setup_plugins(self) -> None:
        """Set the plugins up, if that has not happened; a request, command or test client does it."""
        ...

    def seal(self) -> None:
        """Seal the hooks, if that has not happened; the first request does it."""
        ...

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]: ...
    def async_to_sync(
        self, func: Callable[..., Coroutine[Any, Any, Any]]
    ) -> Callable[..., Any]: ...
    def iter_blueprints(self) -> Iterable[Any]: ...
    def update_template_context(self, context: dict[str, Any]) -> None: ...
    def make_shell_context(self) -> dict[str, Any]: ...
    def add_url_rule(self, rule: str, *args: Any, **kwargs: Any) -> None: ...
    def select_jinja_autoescape(self, filename: str | None) -> bool: ...
    def create_jinja_environment(self) -> Any: ...
    def create_global_jinja_loader(self) -> Any: ...
    def template_globals(self) -> Mapping[str, Any]:
        """What every template can use without a context: ``url_for``, ``config``, ``request`` ..."""
        ...

    def url_for(self, endpoint: str, **values: Any) -> str: ...


class Context(Protocol):
    """What both parts share: they are pushed and popped, by hand or by ``with``."""

    app: "Application"

    def push(self) -> None: ...
    def pop(self, exc: BaseException | None = ...) -> None: ...
    def hold(self, holder: object) -> None:
        """Let the context outlive its pops, until that holder releases it, as a stream does."""
        ...

    def release(self, holder: object, record: Any, exc: BaseException | None) -> None:
        """End the hold; where nothing else pushed or holds the context, end the context too."""
        ...

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        tb: TracebackType | None,
    ) -> None: ...


class AppContext(Context, Protocol):
    """The application part: the app, its URL adapter outside requests, and ``g``."""

    @property
    def g(self) -> Any: ...
    @property
    def url_adapter(self) -> MapAdapter | None: ...


class RequestContext(Context, Protocol):
    """The request part: one request and what belongs to it."""

    request: Any
    flashes: list[tuple[str, str]] | None

    @property
    def _session(self) -> SessionMixin | None: ...
    @_session.setter
    def _session(self, session: SessionMixin | None) -> None: ...
    @property
    def g(self) -> Any: ...
    @property
    def session(self) -> SessionMixin: ...
    @property
    def url_adapter(self) -> MapAdapter | None: ...
    @property
    def blueprints(self) -> Sequence[str]:
        """The blueprint of the endpoint and its parents, innermost first; empty outside blueprints."""
        ...

    def after_this_request(self, function: Callable[..., Any]) -> Any: ...


Current = tuple[AppContext | None, RequestContext | None]
"""The pair: the application part and the request part. It is replaced whole, never changed."""
