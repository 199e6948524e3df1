"""What an application and a blueprint have in common: names, folders, and what is registered on them."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from functools import cache, wraps
from typing import IO, Any, TypeVar

from werkzeug.exceptions import HTTPException, default_exceptions

from costrel_spec import current_app

from .kept import Keeper, kept
from .resources import get_root_path
from .responses import Response
from .typing import (
    AfterRequest,
    BeforeRequest,
    ContextProcessor,
    ErrorHandler,
    ErrorHandlerCallable,
    Route,
    RouteCallable,
    Teardown,
    URLDefault,
    URLValuePreprocessor,
)

_Function = TypeVar("_Function", bound=Callable[..., Any])


def setupmethod(method: _Function) -> _Function:
    """A decorator of registering methods: they fail once the set-up is over."""

    @wraps(method)
    def checked(self: Any, *args: Any, **kwargs: Any) -> Any:
        self._check_setup_finished(method.__name__)
        return method(self, *args, **kwargs)

    return checked  # type: ignore[return-value]  # the same signature


def endpoint_of(view_func: Callable[..., Any] | None) -> str:
    """The endpoint of a view that was given none: its name."""
    if view_func is None:
        raise AssertionError("expected view func if endpoint is not provided.")
    return view_func.__name__


@cache
def _send_from_directory() -> Callable[..., Response]:
    # Imported with the first file that is sent; many applications send none. A cached function costs a
    # request less than an import that finds everything there.
    from .files import send_from_directory  # noqa: PLC0415

    return send_from_directory


class Scaffold(Keeper):
    """The registries are plain live dicts of lists, keyed by blueprint name, None for all requests."""

    # What every instance has lives in slots: without other attributes it has no dictionary, in which
    # the interpreter would have to look before it finds a method.
    __slots__ = (
        "_static_folder",
        "_static_url_path",
        "after_request_funcs",
        "before_request_funcs",
        "error_handler_spec",
        "import_name",
        "root_path",
        "teardown_request_funcs",
        "template_context_processors",
        "template_folder",
        "url_default_functions",
        "url_value_preprocessors",
        "view_functions",
    )

    name: str
    _static_folder: str | None
    _static_url_path: str | None

    def __init__(
        self,
        import_name: str,
        static_folder: str | os.PathLike[str] | None = None,
        static_url_path: str | None = None,
        template_folder: str | os.PathLike[str] | None = None,
        root_path: str | None = None,
    ) -> None:
        self.import_name = import_name
        self.static_folder = static_folder
        self.static_url_path = static_url_path
        self.template_folder = template_folder
        self.root_path: str = get_root_path(import_name) if root_path is None else root_path
        self.view_functions: dict[str, Callable[..., Any]] = {}
        self.error_handler_spec: dict[Any, Any] = defaultdict(
            lambda: defaultdict(dict)  # pyright: ignore[reportUnknownLambdaType]  # declared above
        )
        self.before_request_funcs: dict[Any, list[Any]] = defaultdict(list)
        self.after_request_funcs: dict[Any, list[Any]] = defaultdict(list)
        self.teardown_request_funcs: dict[Any, list[Any]] = defaultdict(list)
        self.template_context_processors: dict[Any, list[Any]] = defaultdict(list)
        self.url_value_preprocessors: dict[Any, list[Any]] = defaultdict(list)
        self.url_default_functions: dict[Any, list[Any]] = defaultdict(list)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name!r}>"

    def _check_setup_finished(self, f_name: str) -> None:
        raise TypeError(f"{type(self).__name__} must define _check_setup_finished({f_name!r}).")

    # -- folders ------------------------------------------------------------------------------

    @property
    def static_folder(self) -> str | None:
        """The absolute path of the static folder; None: no static files."""
        if self._static_folder is None:
            return None
        return os.path.join(self.root_path, self._static_folder)

    @static_folder.setter
    def static_folder(self, value: str | os.PathLike[str] | None) -> None:
        self._static_folder = None if value is None else os.fspath(value).rstrip("\\/")

    @property
    def has_static_folder(self) -> bool:
        """Whether a static folder is set."""
        return self.static_folder is not None

    @property
    def static_url_path(self) -> str | None:
        """The URL prefix of static files; by default the name of the folder."""
        if self._static_url_path is not None:
            return self._static_url_path
        folder = self.static_folder
        return None if folder is None else f"/{os.path.basename(folder)}".rstrip("/")

    @static_url_path.setter
    def static_url_path(self, value: str | None) -> None:
        self._static_url_path = None if value is None else value.rstrip("/")

    def get_send_file_max_age(self, filename: str | None) -> int | None:
        """How many seconds a browser may keep ``filename``: SEND_FILE_MAX_AGE_DEFAULT."""
        age: timedelta | int | None = current_app.config["SEND_FILE_MAX_AGE_DEFAULT"]
        return int(age.total_seconds()) if isinstance(age, timedelta) else age

    def send_static_file(self, filename: str) -> Response:
        """The file of that name below the static folder; 404 where there is none."""
        folder = self.static_folder
        if folder is None:
            raise RuntimeError("'static_folder' must be set to serve static_files.")
        max_age = self.get_send_file_max_age(filename)
        return _send_from_directory()(folder, filename, max_age=max_age)

    @kept
    def jinja_loader(self) -> Any:
        """A loader of ``template_folder``; None where none is set."""
        if self.template_folder is None:
            return None
        return self._folder_loader(os.path.join(self.root_path, self.template_folder))

    def _folder_loader(self, folder: str) -> Any:
        raise TypeError(f"{type(self).__name__} must define _folder_loader({folder!r}).")

    def open_resource(
        self, resource: str, mode: str = "rb", encoding: str | None = "utf-8"
    ) -> IO[Any]:
        """Open a file below ``root_path`` for reading."""
        if mode not in {"r", "rt", "rb"}:
            raise ValueError(f"Resources can only be opened for reading, not with mode {mode!r}.")
        path = os.path.join(self.root_path, resource)
        return open(path, mode, encoding=None if "b" in mode else encoding)

    # -- URLs ---------------------------------------------------------------------------------

    @setupmethod
    def route(self, rule: str, **options: Any) -> Callable[[Route], Route]:
        """A decorator: the function answers requests for ``rule``.

        ``options`` are those of ``add_url_rule`` and of Werkzeug's ``Rule``, ``methods`` above all.
        """

        def decorate(view: Route) -> Route:
            endpoint = options.pop("endpoint", None)
            self.add_url_rule(rule, endpoint, view, **options)
            return view

        return decorate

    def _method_route(
        self, method: str, rule: str, options: dict[str, Any]
    ) -> Callable[[Route], Route]:
        if "methods" in options:
            raise TypeError("Use the 'route' decorator to use the 'methods' argument.")
        return self.route(rule, methods=[method], **options)

    @setupmethod
    def get(self, rule: str, **options: Any) -> Callable[[Route], Route]:
        """``route`` with ``methods=["GET"]``."""
        return self._method_route("GET", rule, options)

    @setupmethod
    def post(self, rule: str, **options: Any) -> Callable[[Route], Route]:
        """``route`` with ``methods=["POST"]``."""
        return self._method_route("POST", rule, options)

    @setupmethod
    def put(self, rule: str, **options: Any) -> Callable[[Route], Route]:
        """``route`` with ``methods=["PUT"]``."""
        return self._method_route("PUT", rule, options)

    @setupmethod
    def delete(self, rule: str, **options: Any) -> Callable[[Route], Route]:
        """``route`` with ``methods=["DELETE"]``."""
        return self._method_route("DELETE", rule, options)

    @setupmethod
    def patch(self, rule: str, **options: Any) -> Callable[[Route], Route]:
        """``route`` with ``methods=["PATCH"]``."""
        return self._method_route("PATCH", rule, options)

    def add_url_rule(
        self,
        rule: str,
        endpoint: str | None = None,
        view_func: RouteCallable | None = None,
        provide_automatic_options: bool | None = None,
        **options: Any,
    ) -> None:
        """Let ``view_func`` answer requests for ``rule``."""
        raise TypeError(f"{type(self).__name__} must define add_url_rule({rule!r}, ...).")

    @setupmethod
    def endpoint(self, endpoint: str) -> Callable[[Route], Route]:
        """A decorator: the function is the view of ``endpoint``."""

        def decorate(view: Route) -> Route:
            self.view_functions[endpoint] = view
            return view

        return decorate

    # -- functions around the view --------------------------------------------------------------

    @setupmethod
    def before_request(self, f: BeforeRequest) -> BeforeRequest:
        """Call ``f()`` before the view; what it returns, unless None, is the answer."""
        self.before_request_funcs.setdefault(None, []).append(f)
        return f

    @setupmethod
    def after_request(self, f: AfterRequest) -> AfterRequest:
        """Call ``f(response)`` after the view; it returns a response."""
        self.after_request_funcs.setdefault(None, []).append(f)
        return f

    @setupmethod
    def teardown_request(self, f: Teardown) -> Teardown:
        """Call ``f(error)`` when the request ends, with the unhandled exception or None."""
        self.teardown_request_funcs.setdefault(None, []).append(f)
        return f

    @setupmethod
    def context_processor(self, f: ContextProcessor) -> ContextProcessor:
        """Add what ``f()`` returns, a dict, to every template's context."""
        self.template_context_processors[None].append(f)
        return f

    @setupmethod
    def url_value_preprocessor(self, f: URLValuePreprocessor) -> URLValuePreprocessor:
        """Call ``f(endpoint, view_args)`` before the view; it may change ``view_args``."""
        self.url_value_preprocessors[None].append(f)
        return f

    @setupmethod
    def url_defaults(self, f: URLDefault) -> URLDefault:
        """Call ``f(endpoint, values)`` when a URL is built; it may add to ``values``."""
        self.url_default_functions[None].append(f)
        return f

    @setupmethod
    def errorhandler(
        self, code_or_exception: type[Exception] | int
    ) -> Callable[[ErrorHandler], ErrorHandler]:
        """A decorator: the function, called with the exception, answers it."""

        def decorate(f: ErrorHandler) -> ErrorHandler:
            self.register_error_handler(code_or_exception, f)
            return f

        return decorate

    @setupmethod
    def register_error_handler(
        self, code_or_exception: type[Exception] | int, f: ErrorHandlerCallable
    ) -> None:
        """What the decorator ``errorhandler`` does, as a call."""
        exc_class, code = self._get_exc_class_and_code(code_or_exception)
        self.error_handler_spec[None][code][exc_class] = f

    @staticmethod
    def _get_exc_class_and_code(
        exc_class_or_code: type[Exception] | int,
    ) -> tuple[type[Exception], int | None]:
        """The exception class, and its status code where it is an HTTP exception's."""
        if isinstance(exc_class_or_code, int):
            if exc_class_or_code not in default_exceptions:
                raise ValueError(
                    f"'{exc_class_or_code}' is not a recognized HTTP error code. Use a subclass of"
                    " HTTPException with that code instead."
                )
            return default_exceptions[exc_class_or_code], exc_class_or_code
        if isinstance(exc_class_or_code, Exception):
            raise TypeError(
                f"{exc_class_or_code!r} is an instance, not a class. Handlers can only be registered"
                " for Exception classes or HTTP error codes."
            )
        if not issubclass(exc_class_or_code, Exception):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers without types
            raise ValueError(
                f"'{exc_class_or_code.__name__}' is not a subclass of Exception. Handlers can only be"
                " registered for Exception classes or HTTP error codes."
            )
        code = exc_class_or_code.code if issubclass(exc_class_or_code, HTTPException) else None
        return exc_class_or_code, code
