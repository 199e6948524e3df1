"""Regular expressions of rule parts with several wildcards, kept from exploding on hostile paths.

Werkzeug's expression for such a part tries every split of the text: a path that almost fits costs
the n-th power of its length, n being the number of wildcards. Two remedies:

- Where each other variable stands between slashes, the text up to the next ``path`` variable is
  taken at its first occurrence and never reconsidered (an atomic group). A later one can't help, as
  the next wildcard takes whatever follows. The match is linear, with the same values. Only a line
  break could tell the difference, for a wildcard does not cross it.
- Elsewhere (``/<a>-<b>-x``) the length of the text is bounded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from werkzeug.routing import AnyConverter, PathConverter, UnicodeConverter, UUIDConverter
from werkzeug.routing.converters import BaseConverter, NumberConverter

LONGEST_OF_TWO: Final = 2048
"""The most characters of a part in which two wildcards touch freely."""
LONGEST_OF_MORE: Final = 512
"""The most characters of a part in which three or more wildcards touch freely."""

Token = tuple[bool, str]
"""A piece of a rule as Werkzeug traces it: (True, a variable's name) or (False, literal text)."""


def tame(content: str, tokens: Sequence[Token], converters: Mapping[str, BaseConverter]) -> str:
    """An expression that matches what ``content`` does, without its worst cases.

    :param tokens: what ``content`` was made from.
    :param converters: the rule's converters by the name of their variable.
    """
    variables = [converters[text] for is_variable, text in tokens if is_variable]
    wildcards = sum(not _is_bounded(converter) for converter in variables)
    if wildcards < 2:
        return content
    if _others_stand_between_slashes(tokens, converters):
        return _atomic(content, [i for i, one in enumerate(variables) if _takes_slashes(one)])
    longest = LONGEST_OF_TWO if wildcards == 2 else LONGEST_OF_MORE
    return f"(?=[\\s\\S]{{1,{longest}}}\\Z){content}"


def _is_bounded(converter: BaseConverter) -> bool:
    """Whether the text of one variable is known to have an end of its own."""
    if isinstance(converter, UnicodeConverter):
        return not converter.regex.endswith(",}")
    return isinstance(converter, NumberConverter | UUIDConverter | AnyConverter)


def _takes_slashes(converter: BaseConverter) -> bool:
    """Whether it is a ``path``, or as free as one."""
    return converter.regex == PathConverter.regex


def _others_stand_between_slashes(
    tokens: Sequence[Token], converters: Mapping[str, BaseConverter]
) -> bool:
    """Whether each variable that is no ``path`` is a whole segment, by its place and its kind."""
    slash = (False, "/")
    padded = [slash, *tokens, slash]
    for before, (is_variable, text), after in zip(padded, tokens, padded[2:], strict=False):
        if not is_variable or _takes_slashes(converters[text]):
            continue
        whole = before == slash and after == slash
        if not whole or not isinstance(
            converters[text], UnicodeConverter | NumberConverter | UUIDConverter
        ):
            return False
    return True


def _atomic(content: str, wildcards: Sequence[int]) -> str:
    """The expression with all from one ``path`` up to the next in an atomic group.

    :param wildcards: the numbers of the groups that are ``path`` variables.
    """
    groups = [f"(?P<__werkzeug_{number}>{PathConverter.regex})" for number in wildcards]
    for group, following in pairwise(groups):
        content = content.replace(following, f"(?=[^/])){following}", 1)
        content = content.replace(group, f"(?>{group}", 1)
    return content
