"""Who listens to which signal: ten collections, empty until somebody connects.

They exist without blinker, which is imported with the first use of a signal. Until then nobody can
have connected; from then on each is where its signal keeps its receivers.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from blinker import NamedSignal


class Listeners(dict[Any, Any]):
    """The receivers of one signal."""

    __slots__ = ("signal",)

    signal: "NamedSignal"
    """The signal; it is there before the first receiver."""


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
