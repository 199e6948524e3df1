"""The provider: msgspec does what it does as the default would, and the default does the rest."""

from functools import cache
from typing import Any

from costrel_spec import JSONProvider

from .text import decode, spaced, written
from .words import substitute

_TIGHT = {"separators": (",", ":")}
_TEXTS = (str, bytes)


class MsgspecJSON(JSONProvider):
    """JSON by msgspec, in front of another provider whose options, texts and errors it keeps.

    Write ``class Mine(MsgspecJSON, DefaultJSONProvider)`` for a ``json_provider_class`` of your own.
    """

    default: Any = staticmethod(substitute)
    """Makes something that JSON can express of any other object, or raises TypeError."""
    ensure_ascii: bool
    sort_keys: bool
    compact: bool | None
    strict: bool

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        """``obj`` as JSON text; keyword arguments go to ``json.dumps``.

        :raises TypeError: something in it has no word in JSON.
        :raises ValueError: a number in it has none, such as NaN.
        """
        if not kwargs or kwargs == _TIGHT:
            body = written(obj, self.sort_keys, self.ensure_ascii, self.default is substitute)
            if body is not None:
                return (body if kwargs else spaced(body)).decode()
        return super().dumps(obj, **kwargs)

    def encode(self, obj: Any) -> bytes:
        """The body of ``response(obj)``."""
        compact = self.compact
        if (
            compact is False
            or (compact is None and self._app.debug)
            or type(self).dumps is not _DUMPS  # it is overridden
            or "dumps" in self.__dict__
        ):
            behind: Any = super()
            answer: bytes = behind.encode(obj)
            return answer
        body = written(obj, self.sort_keys, self.ensure_ascii, self.default is substitute)
        if body is not None:
            return body + b"\n"
        return f"{super().dumps(obj, **_TIGHT)}\n".encode()

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """The object that JSON text describes; keyword arguments go to ``json.loads``.

        :raises ValueError: malformed text, too deep a nesting, an integer with too many digits.
        """
        if not kwargs and not self.strict and type(s) in _TEXTS:
            try:
                return decode(s)
            except Exception:  # noqa: BLE001, S110  # it may be no error to the other provider
                pass
        return super().loads(s, **kwargs)


_DUMPS = MsgspecJSON.dumps


@cache
def on_top_of(provider: type[JSONProvider]) -> type[JSONProvider]:
    """The class that has ``MsgspecJSON`` in front of ``provider``."""
    return type("MsgspecJSONProvider", (MsgspecJSON, provider), {"__module__": __name__})
