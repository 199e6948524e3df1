"""The plugins of one application, from what is installed to sealed hooks."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from weakref import ref

from pluggy import PluginManager

from costrel_spec import Hooks
from costrel_spec.errors import LockInvalid
from costrel_spec.variables import INSPECT

from .calling import call
from .capabilities import check_sessions
from .environment import SAFE_MODE, environment, spelling
from .explained import Explained
from .host import Host
from .latecomers import Latecomers
from .ledger import Ledger
from .loading import LoadedPlugin, Policy
from .lock import Lock, lock_path
from .lock_check import LockCheck, locked
from .pipelines import Pipelines
from .problems import Problems
from .registration import registered
from .roster import Roster
from .scopes import Scopes
from .selection import Selection, in_safe_mode, mode, name_set
from .set_up import SetUp
from .slots import Slots

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

    from .readers import Reader


class Assembly(Explained):
    """The plugins of one application: selected, imported, ordered and checked when this is made.

    :param parts: plugins that are the distribution's own, where they are installed.
    :param without: parts to leave out all the same.
    :param plugins: the other plugins to take, by name or as objects; None takes what is installed.
    :param deny: plugins to leave out, whoever wants them.
    :param builtin: plugins of the core itself, by name.
    :param optional: plugins without which the application may start if they fail.
    :param required: plugins without which it may not, whatever their authors suggest.
    :param root: the folder that may hold the lock of the application.
    :param prefix: what the variables begin with that choose plugins, besides ``COSTREL``.
    :raises costrel_spec.errors.BootError: where they can't be assembled; nothing is changed then.
    """

    def __init__(
        self,
        app: Host,
        *,
        parts: Iterable[str],
        without: Iterable[str] = (),
        plugins: Iterable[object] | None = None,
        deny: Iterable[str] = (),
        builtin: Iterable[tuple[str, object]] = (),
        optional: Iterable[str] = (),
        required: Iterable[str] = (),
        root: str = "",
        prefix: str = "COSTREL",
    ) -> None:
        self.environ = environment(prefix)
        """The environment variables, with the distribution's own in the place of the general ones."""
        self.mode = mode(self.environ)
        """Either ``normal``, ``safe`` or ``inspect``."""
        problems = Problems(kept=self.mode == "inspect")
        self._lock = LockCheck(self._lock_path(root, problems), problems)
        selection = Selection(
            parts=parts,
            without=without,
            plugins=plugins,
            deny=deny,
            builtin=builtin,
            locked=self._lock.names,
        )
        chosen = self._lock.selected(selection.choose(self.environ, problems))
        policy = Policy(name_set("optional", optional), name_set("required", required))
        selection.check_required(policy.required, problems)
        # Weak, since an application that nobody needs any more shall go at once, as with Flask.
        self._app = ref(app)
        self._roster = Roster(chosen, policy, problems)
        self._named = {"deny": selection.denied, "optional": policy.optional}
        self._lock.loaded(self._roster.plugins)
        self._selection = selection
        self._scopes = Scopes(self._roster.ledger)
        self._slots = Slots(self._roster)
        self._set_up = SetUp(self._roster)
        self._pipelines = Pipelines(self._roster, self._scopes)
        self._latecomers = Latecomers(
            selection, self._lock, self._roster, self._slots, self._scopes, self.environ
        )
        self._manager: tuple[object, PluginManager] | None = None

    def _lock_path(self, root: str, problems: Problems) -> Path | None:
        if in_safe_mode(self.environ):
            return None
        try:
            return lock_path(root, self.environ)
        except LockInvalid as error:
            problems.report(error)
            return None

    # -- what there is ------------------------------------------------------------------------

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the plugins that take part, in their order."""
        return tuple(plugin.name for plugin in self._roster.active)

    @property
    def plugins(self) -> tuple[LoadedPlugin, ...]:
        """The plugins that take part, in their order, then those that failed and were left out."""
        return self._roster.plugins

    @property
    def ledger(self) -> Ledger:
        """Who put what where."""
        return self._roster.ledger

    @property
    def slots(self) -> frozenset[str]:
        """The names of all slots, those that plugins define included."""
        return self._slots.names

    @property
    def commands(self) -> list[tuple[Any, LoadedPlugin]]:
        """The command objects of the plugins that are set up, each with its plugin."""
        return self._set_up.commands

    @property
    def pluggy(self) -> PluginManager:
        """A pluggy manager of the plugins that take part, made on first use: boot needs none."""
        active = self._roster.active
        if self._manager is None or self._manager[0] is not active:
            self._manager = (active, registered(active, self._slots.names))
        return self._manager[1]

    # -- boot, in this order ------------------------------------------------------------------

    def use(
        self,
        plugin: object,
        blueprint: str | None = None,
        choices: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Take a plugin after the constructor, or say for whom it acts that was taken there.

        Without a blueprint it acts for the whole application. With one it acts for that blueprint's
        requests only, unless the application uses it too. One that is denied stays out.

        :param plugin: an object as in ``plugins=``, or the name of one that is installed.
        :param choices: the plugins that the application names in SLOTS.
        :raises costrel_spec.errors.BootError: ScopeRefused, for a blueprint, if it has other hooks
            than those that look at requests; SlotAlreadyFilled, if it comes too late to fill one;
            and whatever else the constructor raises.
        """
        self._latecomers.use(self._host, plugin, blueprint, choices)

    def config_defaults(self) -> None:
        """Put into ``app.config`` what plugins suggest and it lacks; of several the first one's.

        For the constructor of the application, which calls it once. The values of a plugin that is
        left out later go with it, unless the application has changed them.

        :raises costrel_spec.errors.PluginSetupFailed: if a hook fails.
        """
        self._roster.take_defaults(self._host, self._roster.active)

    def provide(self, slot: str, choice: str | None) -> Any | None:
        """What fills the slot, as the winner provides it; None where the slot stays empty.

        The winner is the plugin that is chosen, else the only alternative to the default, else the
        default, which is a part or built in. Nobody else is called, unless the winner answers None,
        which passes the question on; who was chosen may not.

        :param choice: the plugin that the application names in SLOTS.
        :raises costrel_spec.errors.BootError: UnknownSlot, UnknownPlugin, NoProvider, TwoProviders;
            or PluginSetupFailed, if the plugin that is asked fails.
        """
        return self._slots.fill(self._host, slot, choice)

    def check_slot(self, slot: str) -> None:
        """Raise UnknownSlot for a slot that nobody defines."""
        self._slots.refuse_unknown(slot)

    def check_slots(self, choices: Mapping[str, str], assigned: Collection[str] = ()) -> None:
        """Raise what ``provide`` would of any slot, or what the lock has to say, and call nobody.

        :param choices: the plugins that the application names in SLOTS.
        :param assigned: the slots that the application fills itself.
        :raises costrel_spec.errors.LockMismatch: if others would fill them than the lock says.
        """
        self._lock.loaded(self._roster.plugins, self._expected_providers(choices, assigned))

    def check_sessions(self, sessions: Any, required: Any) -> None:
        """Raise MissingCapability where sessions can't do what the application requires of them.

        :param sessions: what fills the slot.
        :param required: SESSION_REQUIRES.
        :raises costrel_spec.errors.InvalidRequirement: if that is no set of capabilities.
        """
        check_sessions(self._roster, sessions, required)

    def lock(self, choices: Mapping[str, str], assigned: Collection[str] = ()) -> Lock:
        """The lock that lets this application start as it is, and no other way.

        The arguments are those of ``check_slots``.

        :raises costrel_spec.errors.BootError: why a plugin failed that was left out; LockInvalid,
            unless the mode is ``normal``.
        """
        if self.mode != "normal":
            raise LockInvalid(
                f"The application is in the mode {self.mode!r}, and a lock of it would lack plugins."
                f" Unset {spelling(self.environ, SAFE_MODE)} and {INSPECT} first."
            )
        for plugin in self.plugins:
            if plugin.failure:
                raise plugin.failure
        return locked(self._roster.active, self._expected_providers(choices, assigned))

    def _expected_providers(
        self, choices: Mapping[str, str], assigned: Collection[str]
    ) -> dict[str, str]:
        found = {
            slot: self._slots.expected(slot, choices.get(slot))
            for slot in sorted(self.slots.difference(assigned).union(choices))
        }
        return {slot: plugin.name for slot, plugin in found.items() if plugin}

    def provider_name(self, slot: str) -> str | None:
        """The plugin that fills the slot; None as long as it is empty."""
        plugin = self._roster.filled.get(slot)
        return plugin.name if plugin else None

    def set_up(self) -> None:
        """Set the plugins up: ``setup`` and ``commands``, each once, however often this is called.

        What a failing plugin had registered is undone. One that is optional is left out, with a
        warning in the log; one that is required is tried again by the next call.

        :raises costrel_spec.errors.PluginSetupFailed: if a plugin fails that is required.
        :raises costrel_spec.errors.LockMismatch: if the lock lists one that nobody has used by now.
        """
        self._set_up.run(self._host)
        self._lock.loaded(self._roster.plugins, complete=True)

    def watch(self, prefix: str) -> None:
        """Note that the application has got new registries, before anything is put into them.

        :param prefix: what their names begin with.
        """
        self._set_up.watch(self._host, prefix)

    def listen(self, hooks: Hooks) -> None:
        """Fill ``hooks`` ahead of the seal, for contexts outside of requests.

        Only plugins that are ready take part: those that are set up, or need no set-up.

        :raises costrel_spec.errors.PluginSetupFailed: if an implementation can't be called.
        """
        ready = [plugin for plugin in self._roster.active if self._set_up.is_ready(plugin)]
        self._pipelines.listen(self._host, hooks, ready)

    def seal(self, hooks: Hooks, inner: "WSGIApplication") -> "WSGIApplication":
        """Fill ``hooks`` with plain calls; the application ``inner`` in the plugins' wrappings.

        The first plugin is the outermost. It is all or nothing: where something fails, the next
        call finds things as this one did.

        :raises costrel_spec.errors.PluginSetupFailed: if an implementation can't be called, or a
            wrapping fails.
        """
        return self._pipelines.seal(self._host, hooks, inner)

    # -- what explains it ---------------------------------------------------------------------

    def _reader(self) -> "Reader":
        # Imported here, since an application that serves requests is never asked.
        from .readers import Reader, Subject  # noqa: PLC0415

        return Reader(
            Subject(
                self._host,
                self._roster,
                self._slots,
                self._selection,
                self._scopes,
                self.commands,
                self._named,
                self.environ,
            )
        )

    def _try_everything(self) -> None:
        if self._roster.problems.kept:
            self._pipelines.leave_out(self._host, self._host.wsgi_app)
            for slot in sorted(self.slots.difference(self._roster.filled)):
                self._host.slot(slot)

    # -- on demand ----------------------------------------------------------------------------

    def shell_context(self) -> dict[str, Any]:
        """The plugins' names for the shell; of a name that several have, the first one's value."""
        merged: dict[str, Any] = {}
        for plugin in reversed(self._with("shell_context")):
            merged |= call(self._host, plugin, "shell_context", into=dict)
        return merged

    def deploy_checks(self) -> list[tuple[str, str]]:
        """What speaks against deploying the application: plugin names and findings."""
        return [
            (plugin.name, finding)
            for plugin in self._with("deploy_checks")
            for finding in call(self._host, plugin, "deploy_checks", into=_sentences)
        ]

    def _with(self, hook: str) -> list[LoadedPlugin]:
        return [plugin for plugin in self._roster.active if hook in plugin.hooks]

    @property
    def _host(self) -> Host:
        app = self._app()
        if app is None:
            raise ReferenceError(
                "The application of these plugins is gone. Keep a reference to it."
            )
        return app


def _sentences(findings: Iterable[str] = ()) -> list[str]:
    return [findings] if isinstance(findings, str) else list(findings)
