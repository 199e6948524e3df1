"""What is stored of a session, and what of it a request changed."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from costrel_redis.record import Record, changes

pytestmark = pytest.mark.alone

CONTENT = st.dictionaries(
    st.sampled_from(["a", "b", "user", "created", "=", "+1", ""]),
    st.integers() | st.lists(st.text()),
    max_size=4,
)
FLASHES = st.lists(st.text(max_size=3), max_size=4)


def fields(record: Record, last: int = 0) -> dict[str, str]:
    """What Redis has of it."""
    return {"created": "1", "flashes": str(last), **record.values, **record.flashes}


def flat(pairs: dict[str, str]) -> list[str]:
    """Names and values in turn, as Redis answers."""
    return [part for pair in pairs.items() for part in pair]


def with_flashes(content: dict[str, Any], flashes: list[str]) -> dict[str, Any]:
    """The content with flashed messages."""
    return {**content, "_flashes": flashes} if flashes else content


@given(CONTENT, FLASHES, CONTENT, FLASHES, st.booleans())
def test_what_was_changed_is_what_is_read_next(
    one: dict[str, Any], flashed: list[str], two: dict[str, Any], more: list[str], keep: bool
) -> None:
    """Whatever a request makes of the content; keys that look like fields are none."""
    first = changes(Record(), with_flashes(one, flashed), "5", json.dumps)
    stored = fields(first.stored(len(flashed)), len(flashed))
    record = Record.of(flat(stored))
    assert record.content(json.loads) == with_flashes(one, flashed)
    later = with_flashes(two, [*flashed, *more] if keep else more)
    second = changes(record, later, "5", json.dumps)
    for name in second.gone:
        del stored[name]
    stored.update(second.values)
    after = second.stored(len(flashed) + len(second.flashes))
    stored.update(after.flashes)
    assert Record.of(flat(stored)).content(json.loads) == later
    assert not changes(after, later, "5", json.dumps)


def test_only_what_differs_is_stored() -> None:
    """By its text: a list that was changed in its place is found, one set to what it was is not."""
    record = Record.of(["=a", "[1]", "=b", "2", "=c", "3", "user", "5"])
    found = changes(record, {"a": [1, 2], "b": 2, "d": 4}, "5", json.dumps)
    assert (found.values, found.gone, found.flashes) == ({"=a": "[1, 2]", "=d": "4"}, ("=c",), ())
    assert record.user == found.after.user == "5"


def test_flashed_messages_are_in_the_order_of_their_numbers() -> None:
    """The tenth after the second."""
    record = Record.of(["+10", '"c"', "+2", '"b"', "+1", '"a"'])
    assert record.content(json.loads) == {"_flashes": ["a", "b", "c"]}


def test_messages_that_were_shown_go_and_others_stay() -> None:
    """Another request may have flashed one meanwhile."""
    record = Record.of(["+1", '"a"', "+2", '"b"'])
    assert changes(record, {}, "", json.dumps).gone == ("+1", "+2")
    added = changes(record, {"_flashes": ["a", "b", "c"]}, "", json.dumps)
    assert (added.gone, added.flashes) == ((), ('"c"',))
    replaced = changes(record, {"_flashes": ["b"]}, "", json.dumps)
    assert (replaced.gone, replaced.flashes) == (("+1", "+2"), ('"b"',))
    assert list(replaced.stored(3).flashes) == ["+3"]
