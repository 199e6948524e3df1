"""Which application the commands of one invocation work on."""

import os
import re
from collections.abc import Callable
from typing import Any

import click

from costrel_spec import Application

from .banner import show_server_banner
from .brand import COSTREL, Brand
from .errors import NoAppException
from .location import locate_app, prepare_import

DEFAULT_FILES = ("wsgi.py", "app.py")
"""The files in the working folder that are tried where no application is named."""


class ScriptInfo:
    """The application of one invocation, loaded when it is first needed.

    It is the ``obj`` of click's context. ``data`` is free for the commands' own use.
    """

    def __init__(
        self,
        app_import_path: str | None = None,
        create_app: Callable[..., Application] | None = None,
        set_debug_flag: bool = True,
        load_dotenv_defaults: bool = True,
        brand: Brand = COSTREL,
    ) -> None:
        self.app_import_path = app_import_path
        self.create_app = create_app
        self.set_debug_flag = set_debug_flag
        self.load_dotenv_defaults = load_dotenv_defaults
        self.brand = brand
        self.data: dict[Any, Any] = {}
        self._loaded_app: Application | None = None

    def load_app(self) -> Application:
        """The application, its debug flag set and its plugins set up; the same one each time."""
        if self._loaded_app is None:
            app = self._find()
            if self.set_debug_flag:
                app.debug = self.brand.flag("DEBUG")
            app.setup_plugins()
            self._loaded_app = app
        return self._loaded_app

    def show_banner(self) -> None:
        """Print what a development server serves."""
        show_server_banner(self.brand.flag("DEBUG"), self.app_import_path)

    @property
    def _command(self) -> str:
        """What was typed, such as ``python -m costrel_cli``; outside of a command, the brand's."""
        ctx = click.get_current_context(silent=True)
        return (ctx and ctx.find_root().info_name) or self.brand.command

    def _find(self) -> Application:
        if self.create_app is not None:
            return self.create_app()
        if self.app_import_path:
            # The colon of a Windows drive is followed by a slash.
            path, *name = re.split(r":(?![\\/])", self.app_import_path, maxsplit=1)
            app = locate_app(prepare_import(path), name[0] if name else None, brand=self.brand)
        else:
            app = self._default()
        if app is None:
            raise NoAppException(
                f"Found no {self.brand.title} application. Name one with"
                f" '{self._command} --app module:name' or in {self.brand.variable('APP')}, or"
                f" call its file {' or '.join(DEFAULT_FILES)}."
            )
        return app

    def _default(self) -> Application | None:
        for file in DEFAULT_FILES:
            app = locate_app(prepare_import(file), None, raise_if_not_found=False, brand=self.brand)
            if app is not None:
                return app
        return None


pass_script_info = click.make_pass_decorator(ScriptInfo, ensure=True)
"""A decorator of commands: the ScriptInfo becomes the first argument."""


def mark_as_running(brand: Brand) -> None:
    """Tell ``app.run()`` in the user's file that a command serves the application already."""
    os.environ[brand.variable("RUN_FROM_CLI")] = "true"
