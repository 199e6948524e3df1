"""How the only rule of an endpoint builds its path, read from the rule once."""

from __future__ import annotations

# pyright: reportPrivateUsage=false
# Private in Werkzeug: the trace and converters of a rule. The differential test notices a change.
from urllib.parse import quote

from werkzeug.routing import BaseConverter
from werkzeug.routing import IntegerConverter as WerkzeugIntegerConverter

from .converters import IntegerConverter
from .rules import Rule

_UNQUOTED = "!$&'()*+,/:;=@"


Kind = type[int] | type[str] | None
"""The type whose values a converter writes as they are, if they need no quoting."""
Piece = tuple[str, BaseConverter, Kind, str]
"""A variable of a rule: its name, converter and kind, and the literal text that follows it."""


class Plan:
    """How a rule without defaults builds its path.

    :param head: the literal text up to the first variable.
    """

    __slots__ = ("domain", "head", "pieces", "plain", "rule")

    plain: tuple[str, str, tuple[tuple[str, Kind, str], ...]]
    """Head, domain, and name, kind and literal of each piece: enough for values that are plain."""

    def __init__(self, rule: Rule, domain: str, head: str, pieces: tuple[Piece, ...]) -> None:
        self.rule = rule
        self.domain = domain
        self.head = head
        self.pieces = pieces
        plain = [(name, kind, literal) for name, _, kind, literal in pieces]
        if head == "/" and plain and plain[0][1] is str:
            # Such a text may begin with slashes, which are too many.
            plain[0] = (plain[0][0], None, plain[0][2])
        self.plain = (head, domain, tuple(plain))

    @classmethod
    def of(cls, rule: Rule) -> Plan | None:
        """The plan of a rule; None where the path does not follow from the values alone."""
        bar = rule._trace.index((False, "|"))
        domain, path = rule._trace[:bar], rule._trace[bar + 1 :]
        if rule.defaults or rule.websocket or any(is_variable for is_variable, _ in domain):
            return None
        texts = [""]
        names: list[str] = []
        for is_variable, text in path:
            if is_variable:
                names.append(text)
                texts.append("")
            else:
                texts[-1] += quote(text, safe=_UNQUOTED)
        pieces = tuple(
            (name, rule._converters[name], _kind(rule._converters[name]), literal)
            for name, literal in zip(names, texts[1:], strict=True)
        )
        host = "".join(quote(text, safe=_UNQUOTED) for _, text in domain)
        head = "/" + texts[0].lstrip("/")
        return cls(rule, host, head, pieces)


def _kind(converter: BaseConverter) -> Kind:
    if type(converter).to_url is BaseConverter.to_url:
        return str
    numeric = type(converter) in {IntegerConverter, WerkzeugIntegerConverter}
    return int if numeric and not converter.fixed_digits else None  # type: ignore[attr-defined]  # a number's
