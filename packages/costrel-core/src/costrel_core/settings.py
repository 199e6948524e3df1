"""What an application is called, where it lives and how it is configured."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from copy import copy
from datetime import timedelta
from logging import Logger
from typing import IO, Any

from werkzeug.exceptions import Aborter

from .app_globals import Globals
from .config import DEFAULTS, Config, ConfigAttribute
from .kept import kept
from .requests import Request
from .resources import get_debug_flag, instance_path
from .responses import Response
from .scaffold import Scaffold


def _as_timedelta(value: timedelta | int) -> timedelta:
    return value if isinstance(value, timedelta) else timedelta(seconds=value)


class Settings(Scaffold):
    """The names, folders, classes and configuration of an application."""

    __slots__ = ("aborter", "config", "extensions", "instance_path")

    env_prefix: str = "COSTREL"
    """Prefixed to the environment variables that are read, such as ``COSTREL_DEBUG``."""

    request_class: type[Request] = Request
    response_class: type[Response] = Response
    aborter_class: type[Aborter] = Aborter
    app_ctx_globals_class: type[Any] = Globals
    config_class: type[Config] = Config
    default_config: Mapping[str, Any] = DEFAULTS

    testing = ConfigAttribute[bool]("TESTING")
    secret_key = ConfigAttribute["str | bytes | None"]("SECRET_KEY")
    permanent_session_lifetime = ConfigAttribute[timedelta](
        "PERMANENT_SESSION_LIFETIME", get_converter=_as_timedelta
    )

    def __init__(
        self,
        import_name: str,
        static_url_path: str | None,
        static_folder: str | os.PathLike[str] | None,
        template_folder: str | os.PathLike[str] | None,
        instance_path: str | None,
        instance_relative_config: bool,
        root_path: str | None,
    ) -> None:
        super().__init__(import_name, static_folder, static_url_path, template_folder, root_path)
        if instance_path is None:
            instance_path = self.auto_find_instance_path()
        elif not os.path.isabs(instance_path):
            raise ValueError(
                "If an instance path is provided it must be absolute. A relative path was given"
                f" instead: {instance_path!r}."
            )
        self.instance_path = instance_path
        self.config = self.make_config(instance_relative_config)
        self.aborter = self.make_aborter()
        self.extensions: dict[str, Any] = {}

    @kept
    def name(self) -> str:
        """The import name; for a script, the name of its file."""
        if self.import_name != "__main__":
            return self.import_name
        file = getattr(sys.modules["__main__"], "__file__", None)
        return "__main__" if file is None else os.path.splitext(os.path.basename(file))[0]

    @kept
    def logger(self) -> Logger:
        """The standard logger of this application's name."""
        # Nobody logs while an application is written.
        from .logging import create_logger  # noqa: PLC0415

        return create_logger(self)  # type: ignore[arg-type]  # the finished application is one

    @property
    def debug(self) -> bool:
        """Whether debug mode is on: the key DEBUG."""
        on: bool = self.config["DEBUG"]
        return on

    @debug.setter
    def debug(self, value: bool) -> None:
        self.config["DEBUG"] = value
        if self.config["TEMPLATES_AUTO_RELOAD"] is None and "jinja_env" in vars(self):
            vars(self)["jinja_env"].auto_reload = value

    def make_config(self, instance_relative: bool = False) -> Config:
        """The configuration with its defaults; paths are relative to the root or instance path."""
        root = self.instance_path if instance_relative else self.root_path
        defaults = {**self.default_config, "DEBUG": get_debug_flag(self.env_prefix)}
        # One of its own, whatever it is: whether it makes sense is judged where it is used.
        defaults["SLOTS"] = copy(defaults.get("SLOTS", {}))
        config = self.config_class(root, defaults)
        config.env_prefix = self.env_prefix
        return config

    def make_aborter(self) -> Aborter:
        """What ``abort`` raises its exceptions with, an ``aborter_class``."""
        return self.aborter_class()

    def auto_find_instance_path(self) -> str:
        """Where the instance folder is: beside the package or module, or below the prefix it is in."""
        return instance_path(self.import_name, self.name)

    def open_resource(
        self, resource: str, mode: str = "rb", encoding: str | None = None
    ) -> IO[Any]:
        """Open a file below ``root_path`` for reading; text by default in the locale's encoding."""
        return super().open_resource(resource, mode, encoding)

    def open_instance_resource(
        self, resource: str, mode: str = "rb", encoding: str | None = "utf-8"
    ) -> IO[Any]:
        """Open a file of the instance folder, for reading or writing."""
        path = os.path.join(self.instance_path, resource)
        return open(path, mode, encoding=None if "b" in mode else encoding)
