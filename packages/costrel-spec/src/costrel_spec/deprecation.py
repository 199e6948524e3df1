"""What the hooks lose: plugins may use it for one more while, and are told what to write instead."""

from collections.abc import Mapping

from .record import Record


class Deprecated(Record):
    """A hook or an argument of one that plugins shall no longer use.

    :param since: the release of costrel-spec that said so first.
    :param until: the release that will not know it any more.
    :param instead: its new name; an implementation that uses the old one is called as if it used
        this. None for what goes without a successor: it stays specified until it goes.
    """

    since: str
    until: str
    instead: str | None

    __slots__ = ("instead", "since", "until")

    def __init__(self, *, since: str, until: str, instead: str | None = None) -> None:
        self._hold(since=since, until=until, instead=instead)


DEPRECATED: Mapping[str, Deprecated] = {}
"""By the name of a hook, as in ``"after_reply"``; or by hook, as it is called today, and argument, as in
``"after_request.reply"``."""
