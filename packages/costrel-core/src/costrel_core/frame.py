"""The frame that parts are hung on: plugins, slots and sealed hooks of one application."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from threading import RLock
from types import FunctionType
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, cast

import costrel_spec
from costrel_spec import Hooks, isolate

from .json.provider import DefaultJSONProvider
from .kept import kept_by, kept_property
from .out_of_service import REASONS, out_of_service
from .settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from costrel_spec import (
        ClientFactory,
        CommandGroup,
        CommandLine,
        JSONProvider,
        Router,
        SessionInterface,
        TemplateEngine,
    )

    from .plugins import Assembly, Lock

_Replacement = TypeVar("_Replacement")

_NOT_THE_USER = frozenset({"click", "flask", "werkzeug"})


def _caller() -> str:
    """File and line of the nearest caller that is neither a part nor a library that parts call."""
    frame = sys._getframe(1)  # pyright: ignore[reportPrivateUsage]  # documented for such uses
    while frame.f_back is not None:
        package = frame.f_globals.get("__name__", "").partition(".")[0]
        if not package.startswith("costrel_") and package not in _NOT_THE_USER:
            break
        frame = frame.f_back
    return f"{frame.f_code.co_filename}:{frame.f_lineno}"


def _listen(app: Any) -> None:
    """The first implementation of ``context_pushed``: it calls the others in, and calls them."""
    app.assembly.listen(app.hooks)
    for function in app.hooks.context_pushed:
        isolate(app, function, app)


def slot(name: str, attribute: str) -> Any:
    """A property that holds what fills a slot, resolved on first access.

    What the application assigns, to the instance or the class, wins.
    """

    def read(app: Any) -> Any:
        try:
            return app._made[attribute]
        except (KeyError, AttributeError):
            pass
        with app._boot_lock:
            found = kept_by(app)
            if attribute not in found:
                found[attribute] = app._fill(name)
            return found[attribute]

    read.slot = name  # type: ignore[attr-defined]  # for those who look for a slot's attribute
    return kept_property(attribute, read)


class Frame(Settings):
    """An application's plugins: chosen in the constructor, set up and sealed later, once."""

    __slots__ = (
        "_boot_lock",
        "_filled",
        "_got_first_request",
        "_plugin_slots",
        "_replaced",
        "_sealed",
        "_sealed_by",
        "assembly",
        "hooks",
    )

    parts: ClassVar[Iterable[str]] = ("sessions", "templating", "signals", "cli", "testing")
    """The plugins that belong to this distribution; each may be missing."""
    plugins_prefix: ClassVar[str] = ""
    """Prefixed to variables that choose plugins, such as ``ACME_PLUGINS``; ``env_prefix`` if empty."""

    json_provider_class: type[JSONProvider] = DefaultJSONProvider
    json: JSONProvider = slot("json", "json")
    session_interface: SessionInterface = slot("sessions", "session_interface")
    router: Router = slot("router", "router")
    template_engine: TemplateEngine | None = slot("templates", "template_engine")
    client_factory: ClientFactory | None = slot("testing", "client_factory")
    command_line: CommandLine | None = slot("cli", "command_line")
    cli: CommandGroup

    assembly: Assembly
    hooks: Hooks
    _replaced: set[str]
    """The methods that this application has others for: requests ask here, not in a dictionary."""

    def __new__(cls, *_: Any, **__: Any) -> Self:
        """An application of which no method was replaced."""
        app = super().__new__(cls)
        # Before any constructor: that of a subclass may assign what it likes before it calls ours.
        object.__setattr__(app, "_replaced", set())
        return app

    def __setattr__(self, name: str, value: Any) -> None:
        """Set an attribute, and know it if it stands in for a method of the class."""
        super().__setattr__(name, value)
        if isinstance(getattr(type(self), name, None), FunctionType):
            self._replaced.add(name)

    def __delattr__(self, name: str) -> None:
        """Delete an attribute; the method that it stood in for is called again."""
        super().__delattr__(name)
        self._replaced.discard(name)

    def _assemble(self, **selection: Any) -> None:
        """Discover, select, import, order and register the plugins; set their config defaults."""
        # Imported by the first application, since it is as much as all else in core together, and
        # who imports an application's class need not make one.
        from . import plugin  # noqa: PLC0415
        from .plugins import Assembly  # noqa: PLC0415

        self._sealed = False
        self._sealed_by = ""
        self._got_first_request = False
        self._boot_lock = RLock()
        self.hooks = Hooks()
        self._filled: dict[str, tuple[str | None, str]] = {}
        self._plugin_slots: dict[str, Any] = {}
        app: Any = self
        self.assembly = Assembly(
            app,
            parts=self.parts,
            builtin=[("core", plugin)],
            root=self.root_path,
            prefix=self.plugins_prefix or self.env_prefix,
            **selection,
        )
        self.assembly.config_defaults()
        self._await_context()

    def slot(self, name: str) -> Any:
        """What fills a slot, one that a plugin defines or one of the framework's; None if it is empty.

        :raises costrel_spec.errors.BootError: as for ``Assembly.provide``.
        """
        attribute = _ATTRIBUTES.get(name)
        if attribute is not None:
            return getattr(self, attribute)
        with self._boot_lock:
            if name not in self._plugin_slots:
                self._plugin_slots[name] = self._fill(name)
            return self._plugin_slots[name]

    @contextmanager
    def override(self, slot: str, replacement: _Replacement) -> Generator[_Replacement, None, None]:
        """Let ``replacement`` fill a slot for the length of a ``with`` block, for tests.

        Afterwards the application has what it had, assigned, provided or not yet provided. It holds
        for all threads, so that blocks in two of them must not overlap.

        :raises costrel_spec.errors.UnknownSlot: for a name that is no slot.
        """
        self.assembly.check_slot(slot)
        attribute = _ATTRIBUTES.get(slot)
        values = self._plugin_slots if attribute is None else vars(self)
        key = attribute or slot
        with self._boot_lock:
            before = {key: values[key]} if key in values else {}
            values[key] = replacement
        try:
            yield replacement
        finally:
            with self._boot_lock:
                values.pop(key, None)
                values.update(before)

    def _fill(self, slot: str) -> Any:
        choice = self._choices().get(slot)
        if slot == "json" and self.json_provider_class is not DefaultJSONProvider:
            app: Any = self
            return self.json_provider_class(app)
        value = self.assembly.provide(slot, choice)
        self._filled[slot] = (choice, _caller())
        if value is None and slot == "sessions":
            # Most applications have sessions.
            from .missing import MissingSessions  # noqa: PLC0415

            return MissingSessions()
        return value

    def _assigned(self) -> set[str]:
        """The slots that the application fills itself, by what it assigns to it or to its class."""
        own = {
            slot for slot, name in _ATTRIBUTES.items() if self._assigns(name)
        } - self._filled.keys()
        return own if self.json_provider_class is DefaultJSONProvider else own | {"json"}

    def _assigns(self, name: str) -> bool:
        return name in vars(self) or getattr(type(self), name) is not vars(Frame)[name]

    def _choices(self) -> dict[str, str]:
        choices: Any = self.config["SLOTS"]
        if isinstance(choices, dict):
            pairs: dict[Any, Any] = cast(Any, choices)
            if all(isinstance(name, str) for pair in pairs.items() for name in pair):
                return pairs
        raise costrel_spec.errors.InvalidSlots(
            f"SLOTS = {choices!r} in the configuration: SLOTS is a dict of slots and the plugins that"
            ' fill them, all of them names; write SLOTS = {"templates": "acme-mako"}, or {} where'
            " nothing is to be chosen."
        )

    def _check_choices(self) -> None:
        choices = self._choices()
        for slot, (choice, place) in self._filled.items():
            now = choices.get(slot)
            # It may be empty again, since a set-up that failed was undone.
            if now != choice and (
                slot in self._plugin_slots or _ATTRIBUTES.get(slot) in vars(self)
            ):
                raise costrel_spec.errors.SlotAlreadyFilled(
                    f"SLOTS says {now!r} for {slot!r}, but the slot was filled when it said"
                    f" {choice!r}, at {place}; the change was found at {_caller()}. Set SLOTS"
                    " before the slot is first used."
                )

    def use(self, plugin: object) -> None:
        """Take a plugin for the whole application, after the constructor.

        :param plugin: a module, an object or a factory with hooks, or the name of an installed plugin.
        :raises costrel_spec.errors.BootError: as for ``Assembly.use``.
        """
        self._use(plugin)

    def _use(self, plugin: object, blueprint: str | None = None) -> None:
        with self._boot_lock:
            self._check_setup_finished("use")
            if self._sealed:
                raise AssertionError(
                    "'use' can no longer be called: the plugins are sealed. Use plugins before the"
                    f" application is sealed, which happened at {self._sealed_by}."
                )
            self.assembly.use(plugin, blueprint, self._choices())

    def write_lock(self) -> tuple[Path, str]:
        """Write the lock that lets the application start as it is, and no other way.

        It is ``costrel.lock`` in ``root_path``, or the file that COSTREL_LOCK names, or the
        variable of that kind with the distribution's own prefix.

        :return: the file, and the digest of its content.
        :raises costrel_spec.errors.BootError: if a plugin failed or is left out for safe mode, since
            the lock would leave it out for good; or if the file can't be written.
        """
        from .plugins import lock_target  # noqa: PLC0415  # as in _assemble

        lock, path = self._lock(), lock_target(self.root_path, self.assembly.environ)
        lock.write(path)
        return path, lock.digest

    def lock_changes(self) -> tuple[str, ...]:
        """What is different from the lock, a sentence each; empty where the two agree.

        :raises costrel_spec.errors.BootError: if the lock can't be read, or as for ``write_lock``.
        """
        from .plugins import Lock, lock_target  # noqa: PLC0415  # as in _assemble

        path = lock_target(self.root_path, self.assembly.environ)
        if not os.path.lexists(path):
            return (f"There is no lock {path}. Write it with the command `lock`.",)
        return tuple(Lock.read(path).changes(self._lock()))

    def _lock(self) -> Lock:
        self.setup_plugins()
        return self.assembly.lock(self._choices(), self._assigned())

    def setup_plugins(self) -> None:
        """Set the plugins up, if that has not happened: they register what they bring.

        The first request, command or test client does it, so that plugins see the final
        configuration.

        :raises costrel_spec.errors.PluginSetupFailed: if a required plugin fails; all that it had
            registered is undone.
        :raises costrel_spec.errors.MissingCapability: if the sessions can't do what SESSION_REQUIRES
            asks for.
        """
        with self._boot_lock:
            self._check_choices()
            self.assembly.check_slots(self._choices(), self._assigned())
            self.assembly.set_up()
            for command, _ in self.assembly.commands:
                # A command of the application's own keeps its name.
                if command.name not in self.cli.commands:
                    self.cli.add_command(command)
            if not self._sealed:
                self._check_sessions()
                self._await_context()

    def _check_sessions(self) -> None:
        required = self.config["SESSION_REQUIRES"]
        # In safe mode the part that can do it is left out, and nothing is served.
        if required and (self.assembly.mode != "safe" or self.config["SERVE_IN_SAFE_MODE"]):
            self.assembly.check_sessions(self.session_interface, required)

    def _await_context(self) -> None:
        # A context before the first request, in a script or a command, is told to plugins as well;
        # most applications never have one, so that their boot shall not pay for it.
        self.hooks.seal("context_pushed", ((True, _listen),))

    def seal(self) -> None:
        """Turn the plugins' hooks into plain calls, if that has not happened.

        The first request does it. From here on plugins are fixed, while the application's own
        registries stay live.
        """
        with self._boot_lock:
            if self._sealed:
                return
            self.setup_plugins()
            app: Any = self
            wrapped = self.assembly.seal(self.hooks, app.wsgi_app)
            if not self._serves():
                wrapped = out_of_service()
            if wrapped != app.wsgi_app:
                app.wsgi_app = wrapped
            self._sealed_by = _caller()
            self._sealed = True
            self.drop_dictionary()

    def _serves(self) -> bool:
        mode = self.assembly.mode
        if mode == "normal" or (mode == "safe" and self.config["SERVE_IN_SAFE_MODE"]):
            return True
        self.logger.warning("Every request is answered with 503, for %s", REASONS[mode])
        return False

    def _check_setup_finished(self, f_name: str) -> None:
        if self._got_first_request:
            raise AssertionError(
                f"The setup method '{f_name}' can no longer be called on the application. It has"
                " already handled its first request, any changes will not be applied consistently.\n"
                "Do all imports, decorators and calls that set the application up before it runs."
                f" It was sealed by {self._sealed_by}."
            )


_ATTRIBUTES = {
    each.fget.slot: name  # type: ignore[union-attr]  # as ``slot`` made it
    for name, each in vars(Frame).items()
    if isinstance(each, property) and hasattr(each.fget, "slot")
}
"""The attribute that holds what fills each of the framework's slots."""
