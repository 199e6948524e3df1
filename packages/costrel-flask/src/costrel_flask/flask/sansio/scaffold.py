"""What an application and a blueprint have in common."""

from typing import Any, TypeVar

from costrel_core.resources import find_package, get_root_path
from costrel_core.scaffold import Scaffold, setupmethod
from costrel_core.scaffold import endpoint_of as _endpoint_from_view_func
from costrel_flask.borrowing import borrowed

from .. import typing as ft

T_after_request = TypeVar("T_after_request", bound=ft.AfterRequestCallable[Any])
T_before_request = TypeVar("T_before_request", bound=ft.BeforeRequestCallable)
T_error_handler = TypeVar("T_error_handler", bound=ft.ErrorHandlerCallable)
T_route = TypeVar("T_route", bound=ft.RouteCallable)
T_teardown = TypeVar("T_teardown", bound=ft.TeardownCallable)
T_template_context_processor = TypeVar(
    "T_template_context_processor", bound=ft.TemplateContextProcessorCallable
)
T_url_defaults = TypeVar("T_url_defaults", bound=ft.URLDefaultCallable)
T_url_value_preprocessor = TypeVar(
    "T_url_value_preprocessor", bound=ft.URLValuePreprocessorCallable
)

__getattr__ = borrowed(
    __name__,
    {
        "flask.templating": "_default_template_ctx_processor",
        "jinja2": "BaseLoader FileSystemLoader",
        "werkzeug.exceptions": "HTTPException default_exceptions",
    },
)

__all__ = [
    "Scaffold",
    "_endpoint_from_view_func",
    "find_package",
    "get_root_path",
    "setupmethod",
]
