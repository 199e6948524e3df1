"""An exception as part of a sentence."""

import pytest

from costrel_core.plugins.raised import raised

pytestmark = pytest.mark.alone


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (KeyError("x"), "raised KeyError: 'x'"),
        (TypeError("Write this."), "raised TypeError: Write this"),
        (OSError(), "raised OSError"),
    ],
)
def test_a_sentence_can_end_after_it(error: Exception, words: str) -> None:
    """Neither two full stops nor a colon with nothing behind it."""
    assert raised(error) == words
