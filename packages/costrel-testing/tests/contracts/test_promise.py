"""A promise, and what is said where it is broken."""

import pytest

from costrel_testing.contracts import BrokenPromise
from costrel_testing.contracts.promise import (
    expect,
    expect_equal,
    expect_raised,
    promised,
    sentence,
)

pytestmark = pytest.mark.alone


class Subject:
    """What a contract tells of itself."""

    def subject(self) -> str:
        """The plugin."""
        return "The plugin 'x'"


def test_the_sentence_is_the_docstrings_first_line() -> None:
    """Or else the name, for tests that users add."""

    def test_it_works() -> None:
        """It works.

        And more.
        """

    assert sentence(test_it_works) == "It works."
    assert sentence(promised(test_it_works)) == "It works."
    test_it_works.__doc__ = None
    assert sentence(test_it_works) == "it works"


@pytest.mark.parametrize(
    ("error", "seen"),
    [
        (AssertionError("two is one"), "two is one"),
        (BrokenPromise("two is one"), "two is one"),
        (KeyError("two"), "KeyError was raised: 'two'"),
    ],
)
def test_a_failure_says_what_was_promised_and_what_was_seen(error: Exception, seen: str) -> None:
    """Whatever the test raised."""

    @promised
    def test_two(contract: object, number: int) -> None:
        """Two is two."""
        if number == 2:
            raise error

    test_two(Subject(), 1)
    with pytest.raises(BrokenPromise) as broken:
        test_two(Subject(), number=2)
    assert str(broken.value) == f"The plugin 'x' breaks a promise: Two is two.\nSeen: {seen}"
    assert broken.value.seen == seen
    assert broken.value.__cause__ is error


def test_a_skipped_promise_is_not_broken() -> None:
    """Its reason reaches pytest."""

    @promised
    def test_two(contract: object) -> None:
        pytest.skip("not here")

    with pytest.raises(pytest.skip.Exception, match="not here"):
        test_two(Subject())


def test_what_is_expected_and_seen_is_all_right() -> None:
    """Nothing is raised."""
    expect(1, "not seen")
    expect_equal("1 + 1", 1 + 1, 2)
    with expect_raised("int('x')", ValueError):
        int("x")


def test_what_is_not_as_expected_is_said() -> None:
    """With the expression and both values."""
    with pytest.raises(BrokenPromise, match=r"^nothing was there$"):
        expect("", "nothing was there")
    with pytest.raises(BrokenPromise, match=r"^1 \+ 1 is 2 and should be '2'\.$"):
        expect_equal("1 + 1", 2, "2")
    with (
        pytest.raises(
            BrokenPromise, match=r"^int\('1'\) should raise OSError or KeyError and raised n"
        ),
        expect_raised("int('1')", OSError, KeyError),
    ):
        int("1")
    with (
        pytest.raises(
            BrokenPromise, match=r"^int\('x'\) should raise OSError; ValueError was raised: "
        ),
        expect_raised("int('x')", OSError),
    ):
        int("x")
