"""What somebody may have meant who misspelt a name."""

from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence that names the most similar of the ``known`` words; empty if none is similar."""
    from difflib import get_close_matches  # noqa: PLC0415  # needed by errors only

    # Sorted, since of two words equally near the first one wins, and a set has no first.
    for match in get_close_matches(word, sorted(known), n=1):
        return f" Did you mean {match!r}?"
    return ""
