"""The application's class, as far as it is about no input or output."""

from typing import TypeVar

from costrel_core import App
from costrel_core.resources import find_package
from costrel_core.scaffold import setupmethod
from costrel_flask.borrowing import borrowed

from .. import typing as ft
from ..config import Config, ConfigAttribute
from .scaffold import Scaffold, T_teardown, _endpoint_from_view_func

T_shell_context_processor = TypeVar(
    "T_shell_context_processor", bound=ft.ShellContextProcessorCallable
)
T_template_filter = TypeVar("T_template_filter", bound=ft.TemplateFilterCallable)
T_template_global = TypeVar("T_template_global", bound=ft.TemplateGlobalCallable)
T_template_test = TypeVar("T_template_test", bound=ft.TemplateTestCallable)

__getattr__ = borrowed(
    __name__,
    {
        "flask.ctx": "_AppCtxGlobals",
        "flask.helpers": "get_debug_flag _split_blueprint_path",
        "flask.json.provider": "DefaultJSONProvider JSONProvider",
        "flask.logging": "create_logger",
        "flask.templating": "DispatchingJinjaLoader Environment",
        "werkzeug.exceptions": "Aborter BadRequest BadRequestKeyError",
        "werkzeug.routing": "BuildError Map Rule",
        "werkzeug.wrappers": "Response",
    },
)

__all__ = [
    "App",
    "Config",
    "ConfigAttribute",
    "Scaffold",
    "T_teardown",
    "_endpoint_from_view_func",
    "find_package",
    "setupmethod",
]
