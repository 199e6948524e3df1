from .assembly import Assembly
from .command_line import bare_command_line
from .ledger import Entry, Ledger
from .loading import LoadedPlugin
from .scopes import exempt

__all__ = ["Assembly", "Entry", "Ledger", "LoadedPlugin", "bare_command_line", "exempt"]
