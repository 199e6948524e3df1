"""The configuration: a dict that can be filled from objects, files and environment variables."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from copy import copy
from datetime import timedelta
from errno import EISDIR, ENOENT, ENOTDIR
from types import MappingProxyType, ModuleType
from typing import IO, TYPE_CHECKING, Any, Generic, Protocol, Self, TypeVar, cast, overload

from werkzeug.utils import import_string

DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {
        "APPLICATION_ROOT": "/",
        "DEBUG": None,
        "EXPLAIN_TEMPLATE_LOADING": False,
        "MAX_CONTENT_LENGTH": None,
        "MAX_COOKIE_SIZE": 4093,
        "MAX_FORM_MEMORY_SIZE": 500_000,
        "MAX_FORM_PARTS": 1_000,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=31),
        "PREFERRED_URL_SCHEME": "http",
        "PROPAGATE_EXCEPTIONS": None,
        "PROVIDE_AUTOMATIC_OPTIONS": True,
        "SECRET_KEY": None,
        "SECRET_KEY_FALLBACKS": None,
        "SEND_FILE_MAX_AGE_DEFAULT": None,
        "SERVER_NAME": None,
        "SERVE_IN_SAFE_MODE": False,
        "SESSION_COOKIE_DOMAIN": None,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_NAME": "session",
        "SESSION_COOKIE_PARTITIONED": False,
        "SESSION_COOKIE_PATH": None,
        "SESSION_COOKIE_SAMESITE": None,
        "SESSION_COOKIE_SECURE": False,
        "SESSION_REFRESH_EACH_REQUEST": True,
        "SESSION_REQUIRES": (),
        "SLOTS": {},
        "TEMPLATES_AUTO_RELOAD": None,
        "TESTING": False,
        "TRAP_BAD_REQUEST_ERRORS": None,
        "TRAP_HTTP_EXCEPTIONS": False,
        "TRUSTED_HOSTS": None,
        "USE_X_SENDFILE": False,
    }
)
"""The keys that the framework reads, with the values that hold where nobody sets them."""

_Value = TypeVar("_Value")

if TYPE_CHECKING:

    class Configured(Protocol):
        """Whatever has a configuration."""

        @property
        def config(self) -> Any:
            """The configuration: a mapping."""
            ...


class ConfigAttribute(Generic[_Value]):
    """An attribute that reads and writes one key of ``config``.

    :param get_converter: applied to the value that is read.
    """

    def __init__(self, name: str, get_converter: Callable[[Any], _Value] | None = None) -> None:
        self.__name__ = name
        self.get_converter = get_converter

    @overload
    def __get__(self, obj: None, owner: type[Any] | None = None) -> Self: ...
    @overload
    def __get__(self, obj: Configured, owner: type[Any] | None = None) -> _Value: ...
    def __get__(self, obj: Configured | None, owner: type[Any] | None = None) -> Self | _Value:
        if obj is None:
            return self
        value: _Value = obj.config[self.__name__]
        return value if self.get_converter is None else self.get_converter(value)

    def __set__(self, obj: Configured, value: Any) -> None:
        obj.config[self.__name__] = value


class Config(dict[str, Any]):
    """A dict with ways to fill it; whatever the source, only upper-case keys are taken.

    :param root_path: the folder that relative file names start from.
    :param defaults: the first content.
    """

    env_prefix = "COSTREL"
    """The prefix that ``from_prefixed_env`` looks for unless told otherwise."""

    def __init__(
        self, root_path: str | os.PathLike[str], defaults: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(defaults or {})
        self.root_path = root_path
        if "SLOTS" in self:  # a dict of its own: no application may choose for another one
            self["SLOTS"] = copy(self["SLOTS"])

    def from_object(self, obj: object | str) -> None:
        """Take the upper-case attributes of a module, class or object, or of one's import name."""
        source = import_string(obj) if isinstance(obj, str) else obj
        for key in dir(source):
            if key.isupper():
                self[key] = getattr(source, key)

    def from_pyfile(self, filename: str | os.PathLike[str], silent: bool = False) -> bool:
        """Run a Python file and take its upper-case names; False where there is no such file.

        :param silent: a missing file is no error.
        """
        path = os.path.join(self.root_path, filename)
        module = ModuleType("config")
        module.__file__ = path
        try:
            with _opened(path, "rb") as file:
                source = file.read()
        except OSError as error:
            if silent and error.errno in (ENOENT, EISDIR, ENOTDIR):
                return False
            raise
        exec(compile(source, path, "exec"), module.__dict__)  # noqa: S102  # its whole purpose
        self.from_object(module)
        return True

    def from_envvar(self, variable_name: str, silent: bool = False) -> bool:
        """Do as ``from_pyfile`` with the file that an environment variable names.

        :param silent: neither an unset variable nor a missing file is an error.
        """
        filename = os.environ.get(variable_name)
        if filename:
            return self.from_pyfile(filename, silent=silent)
        if silent:
            return False
        raise RuntimeError(
            f"The environment variable {variable_name!r} is not set, and it should name the file"
            f" to load the configuration from. Set it: export {variable_name}=/path/to/settings.py"
        )

    def from_file(
        self,
        filename: str | os.PathLike[str],
        load: Callable[[IO[Any]], Mapping[str, Any]],
        silent: bool = False,
        text: bool = True,
    ) -> bool:
        """Take the upper-case keys of what ``load`` reads from a file; False where there is none.

        :param load: such as ``json.load``, or ``tomllib.load`` with ``text=False``.
        :param silent: a missing file is no error.
        """
        try:
            with _opened(os.path.join(self.root_path, filename), "r" if text else "rb") as file:
                content = load(file)
        except OSError as error:
            if silent and error.errno in (ENOENT, EISDIR):
                return False
            raise
        return self.from_mapping(content)

    def from_mapping(self, mapping: Mapping[str, Any] | None = None, **kwargs: Any) -> bool:
        """Take the upper-case keys of a mapping and of the keyword arguments; True."""
        for key, value in dict(mapping or {}, **kwargs).items():
            if key.isupper():
                self[key] = value
        return True

    def from_prefixed_env(
        self, prefix: str | None = None, *, loads: Callable[[str], Any] = json.loads
    ) -> bool:
        """Take the environment variables ``PREFIX_KEY``, in the order of their names; True.

        ``PREFIX_KEY__part__name`` sets ``config["KEY"]["part"]["name"]``.

        :param prefix: without the underscore; ``env_prefix`` if not given.
        :param loads: makes a value of the text; text that it fails on stays text.
        """
        start = f"{self.env_prefix if prefix is None else prefix}_"
        for variable in sorted(name for name in os.environ if name.startswith(start)):
            text = os.environ[variable]
            try:
                value = loads(text)
            except Exception:  # noqa: BLE001  # whatever a loader raises
                value = text
            *parents, key = variable.removeprefix(start).split("__")
            _nested(self, parents, variable)[key] = value
        return True

    def get_namespace(
        self, namespace: str, lowercase: bool = True, trim_namespace: bool = True
    ) -> dict[str, Any]:
        """The keys that begin with ``namespace``, as a dict.

        :param lowercase: whether its keys are made lower-case.
        :param trim_namespace: whether its keys lose the beginning.
        """
        cut = len(namespace) if trim_namespace else 0
        found = {key[cut:]: value for key, value in self.items() if key.startswith(namespace)}
        return {key.lower(): value for key, value in found.items()} if lowercase else found

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {super().__repr__()}>"


@contextmanager
def _opened(path: str, mode: str) -> Generator[IO[Any]]:
    """The opened file; an OSError says that it was to be the configuration."""
    try:
        with open(path, mode) as file:
            yield file
    except OSError as error:
        error.strerror = f"Unable to load configuration file ({error.strerror})"
        raise


def _nested(config: dict[str, Any], parents: list[str], variable: str) -> dict[str, Any]:
    """The dict inside ``config`` that ``parents`` lead to; missing ones are made."""
    for parent in parents:
        child = config.setdefault(parent, {})
        if not isinstance(child, dict):
            raise TypeError(
                f"The environment variable {variable} sets an item of {parent!r}, which is"
                f" {child!r} and no dict. Unset it, or give {parent!r} a dict."
            )
        config = cast(dict[str, Any], child)
    return config
