"""What somebody may have meant."""

from costrel_core.plugins.spelling import did_you_mean


def test_a_similar_name_is_suggested() -> None:
    """A misspelt name is answered with the known one that is most like it."""
    assert did_you_mean("templats", ["sessions", "templates"]) == " Did you mean 'templates'?"


def test_nothing_similar_suggests_nothing() -> None:
    """A name that is like no other gets no suggestion."""
    assert did_you_mean("cache", ["sessions", "templates"]) == ""


def test_a_suggestion_depends_on_no_order() -> None:
    """Of two names equally near, the same one is suggested in whatever order they come."""
    assert did_you_mean("cat", ["bat", "hat"]) == did_you_mean("cat", ["hat", "bat"]) != ""
