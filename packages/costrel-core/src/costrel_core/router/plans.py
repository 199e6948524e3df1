"""How the only rule of an endpoint builds its path, read from the rule once."""

# pyright: reportPrivateUsage=false
# Private in Werkzeug: the trace and converters of a rule. The differential test notices a change.

from typing import NamedTuple
from urllib.parse import quote

from werkzeug.routing import BaseConverter
from werkzeug.routing import IntegerConverter as WerkzeugIntegerConverter

from .converters import IntegerConverter
from .rules import Rule

_UNQUOTED = "!$&'()*+,/:;=@"


class Piece(NamedTuple):
    """A variable of a rule, and the literal text that follows it."""

    name: str
    converter: BaseConverter
    kind: type[int] | type[str] | None
    """The type whose values the converter writes as they are, if they need no quoting."""
    literal: str


class Plan(NamedTuple):
    """How a rule without defaults builds its path."""

    rule: Rule
    domain: str
    head: str
    """The literal text up to the first variable."""
    pieces: tuple[Piece, ...]
    plain: tuple[str, str, tuple[tuple[str, type | None, str], ...]]
    """Head, domain, and name, kind and literal of each piece: enough for values that are plain."""

    @classmethod
    def of(cls, rule: Rule) -> "Plan | None":
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
            Piece(name, rule._converters[name], _kind(rule._converters[name]), literal)
            for name, literal in zip(names, texts[1:], strict=True)
        )
        host = "".join(quote(text, safe=_UNQUOTED) for _, text in domain)
        head = "/" + texts[0].lstrip("/")
        plain = [(piece.name, piece.kind, piece.literal) for piece in pieces]
        if head == "/" and pieces and pieces[0].kind is str:
            # Such a text may begin with slashes, which are too many.
            plain[0] = (pieces[0].name, None, pieces[0].literal)
        return cls(rule, host, head, pieces, (head, host, tuple(plain)))


def _kind(converter: BaseConverter) -> type[int] | type[str] | None:
    if type(converter).to_url is BaseConverter.to_url:
        return str
    numeric = type(converter) in {IntegerConverter, WerkzeugIntegerConverter}
    return int if numeric and not converter.fixed_digits else None  # type: ignore[attr-defined]  # a number's
