from .assembly import Assembly
from .command_line import bare_command_line
from .ledger import Entry, Ledger
from .loading import LoadedPlugin
from .lock import Lock, lock_target
from .registries import Fields

__all__ = [
    "Assembly",
    "Entry",
    "Fields",
    "Ledger",
    "LoadedPlugin",
    "Lock",
    "bare_command_line",
    "lock_target",
]
