"""Errors with a code: what happened, with the value; the remedy; where the docs explain it."""

from collections.abc import Iterable
from typing import ClassVar


class CostrelError(Exception):
    """An error of the framework itself; its text ends with the code, as in ``[costrel:plugin-cycle]``."""

    code: ClassVar[str]

    def __init__(self, message: str) -> None:
        super().__init__(f"{message} [costrel:{self.code}]")


class MissingPart(CostrelError, RuntimeError):
    """A slot is used, and no installed part fills it."""

    code = "missing-part"

    @classmethod
    def for_slot(cls, use: str, slot: str, part: str) -> "MissingPart":
        """The error for ``use`` (as the user spells it) of an empty ``slot`` that ``part`` would fill."""
        return cls(
            f"{use} needs a part that fills the slot {slot!r}, and none is installed and selected."
            f" Install one: pip install {part}"
        )


class BootError(CostrelError, RuntimeError):
    """The application can't be assembled; nothing of the failing step stays registered.

    :param others: the names of the other plugins that it concerns.
    """

    def __init__(self, message: str, others: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.others = tuple(others)


class UnknownPlugin(BootError):
    """A plugin is named that no installed distribution declares."""

    code = "unknown-plugin"


class DuplicatePlugin(BootError):
    """Two distributions declare one plugin name."""

    code = "duplicate-plugin"


class PluginImportFailed(BootError):
    """The module or factory behind an entry point raised."""

    code = "plugin-import"


class UnknownHook(BootError):
    """A plugin implements a hook that has no specification."""

    code = "unknown-hook"


class UnknownHookArgument(BootError):
    """A hook implementation asks for an argument that the hook does not pass."""

    code = "unknown-hook-argument"


class HookOrderRefused(BootError):
    """A hook implementation carries an ordering option of pluggy; plugins are ordered by name."""

    code = "hook-order"


class UnsupportedHookApi(BootError):
    """A plugin was written for a hook API that this version does not speak."""

    code = "hook-api"


class MissingRequirement(BootError):
    """A plugin requires another one that is not selected."""

    code = "missing-requirement"


class PluginCycle(BootError):
    """The order that plugins ask for goes round in a circle."""

    code = "plugin-cycle"


class PluginSetupFailed(BootError):
    """A plugin's set-up raised; what it had registered is undone."""

    code = "plugin-setup"


class DuplicateCommand(PluginSetupFailed):
    """Two plugins bring commands of one name."""

    code = "duplicate-command"


class TwoProviders(BootError):
    """Two plugins provide one slot, and the application has not chosen."""

    code = "two-providers"


class NoProvider(BootError):
    """The application chose a plugin for a slot, and that plugin does not provide it."""

    code = "no-provider"


class MissingCapability(BootError):
    """The application requires of its sessions what the part in place can't do."""

    code = "missing-capability"


class InvalidRequirement(BootError, TypeError):
    """SESSION_REQUIRES in the configuration is no set of capabilities that exist."""

    code = "requirement-invalid"


class UnknownSlot(BootError):
    """A slot is named that neither the framework nor a plugin defines."""

    code = "unknown-slot"


class ScopeRefused(BootError):
    """A blueprint uses a plugin that does more than look at requests."""

    code = "scope-refused"


class LockInvalid(BootError):
    """The lock of the application can't be read or written, or was edited by hand."""

    code = "lock-invalid"


class LockMismatch(BootError):
    """The plugins are not those that the lock of the application lists."""

    code = "lock-mismatch"


class OtherEngine(CostrelError, AttributeError):
    """What only one template engine has is used while another one fills the slot."""

    code = "other-engine"


class UnsafeHeader(CostrelError, ValueError):
    """A header, status or cookie holds what would break out of it, or what can't be sent."""

    code = "unsafe-header"


class UnsafeRedirect(CostrelError, ValueError):
    """A redirect would run a script in the page that follows it."""

    code = "unsafe-redirect"


class InvalidSlots(CostrelError, TypeError):
    """SLOTS in the configuration is no dict of slots and plugins."""

    code = "slots-invalid"


class SlotAlreadyFilled(BootError):
    """The choice for a slot changed, or a provider came, after the slot was filled."""

    code = "slot-filled"


class CostrelDeprecationWarning(CostrelError, DeprecationWarning):
    """A plugin uses what the hooks are about to lose; it works until then."""

    code = "deprecated"
