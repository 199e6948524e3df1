"""Who listens to which signal: ten collections, empty until somebody connects.

They exist without blinker, which is imported with the first use of a signal. Until then nobody can
have connected; from then on each is where its signal keeps its receivers.
"""

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from costrel_spec import Hooks

if TYPE_CHECKING:
    from blinker import NamedSignal


class Listeners(dict[Any, Any]):
    """The receivers of one signal. Those who watch are told by what blinker adds and removes them with."""

    __slots__ = ("_watching", "signal")

    signal: "NamedSignal"
    """The signal; it is there before the first receiver."""

    def __init__(self) -> None:
        super().__init__()
        self._watching: WeakKeyDictionary[Hooks, str] = WeakKeyDictionary()

    def watch(self, hooks: Hooks, name: str) -> None:
        """Call ``hooks.refresh(name)`` whenever the first receiver has come or the last has gone."""
        self._watching[hooks] = name

    def _tell(self) -> None:
        for hooks, name in list(self._watching.items()):
            hooks.refresh(name)

    def __setitem__(self, key: Any, receiver: Any) -> None:
        super().__setitem__(key, receiver)
        if len(self) == 1:
            self._tell()

    def pop(self, key: Any, default: Any = None, /) -> Any:
        """What blinker removes a receiver with; None, or ``default``, where it is gone already."""
        receiver = super().pop(key, default)
        if not self:
            self._tell()
        return receiver

    def clear(self) -> None:
        """What blinker clears a signal with."""
        super().clear()
        self._tell()


appcontext_popped = Listeners()
appcontext_pushed = Listeners()
appcontext_tearing_down = Listeners()
before_render_template = Listeners()
got_request_exception = Listeners()
message_flashed = Listeners()
request_finished = Listeners()
request_started = Listeners()
request_tearing_down = Listeners()
template_rendered = Listeners()
