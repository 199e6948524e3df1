"""Text that msgspec writes and reads; compared with the standard library's."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from costrel_msgspec.text import decode, spaced, written

pytestmark = pytest.mark.alone

TIGHT = {"separators": (",", ":"), "allow_nan": False}

text = st.text() | st.sampled_from(["\\x", '\\U"', "\\", '"', "\x7f", "é", "\u2028", "😀", "\\é"])
numbers = st.integers(-(2**70), 2**70) | st.floats(1e-4, 1e15) | st.just(0.0)
leaves = st.none() | st.booleans() | numbers | text
objects = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner) | st.tuples(inner) | st.dictionaries(st.text() | st.just("\x7f"), inner)
    ),
)


@given(objects, st.booleans(), st.booleans())
@example(["é\\x\\U", "\x7f"], True, True)
@example({"é": "ÿ", "Ā": "\x80\x7f"}, True, True)
@example("😀\\", True, True)
@example('"\\"😀\\\\"', True, True)
def test_objects_of_built_in_classes_are_written_natively(
    obj: Any, sort_keys: bool, ensure_ascii: bool
) -> None:
    """And are the bytes that the standard library writes, tight or with spaces."""
    body = written(obj, sort_keys, ensure_ascii, records=True)
    options: Any = {"sort_keys": sort_keys, "ensure_ascii": ensure_ascii}
    assert body == json.dumps(obj, **options, **TIGHT).encode()
    assert spaced(body) == json.dumps(obj, **options).encode()


@pytest.mark.parametrize(
    "obj",
    [float("nan"), [float("-inf")], 1e16, {"a": 1e-5}, "\ud800", {1: 2}, {None: 1}, [object()]],
)
def test_the_rest_is_left_to_others(obj: Any) -> None:
    """It is not written, whether msgspec can't or does otherwise."""
    assert written(obj, sort_keys=True, ensure_ascii=True, records=True) is None


def test_unsorted_keys_may_be_numbers() -> None:
    """But no floats that look otherwise, and nothing that JSON refuses as a key."""

    def unsorted(obj: Any) -> Any:
        return written(obj, sort_keys=False, ensure_ascii=True, records=True)

    assert unsorted({"b": 1, 2: 0.5, 0.25: "é"}) == b'{"b":1,"2":0.5,"0.25":"\\u00e9"}'
    for key in (1e16, float("nan"), None, True, (1,), b"a"):
        assert unsorted({key: 1}) is None


def test_circles_and_deep_nestings_end() -> None:
    """However many members each level has."""
    circle: list[Any] = []
    circle += [circle] * 1000
    assert written(circle, sort_keys=True, ensure_ascii=True, records=True) is None
    deep: list[Any] = []
    for _ in range(500_000):
        deep = [deep]
    assert written(deep, sort_keys=True, ensure_ascii=True, records=True) is None
    while deep:  # else its deallocation nests as deeply on some interpreters
        deep = deep.pop()


@given(objects)
def test_text_and_bytes_are_read(obj: Any) -> None:
    """With spaces or without, with escapes or without."""
    for options in ({}, {"ensure_ascii": False, "indent": 1}):
        source = json.dumps(obj, **options)  # type: ignore[arg-type]
        assert repr(decode(source)) == repr(decode(source.encode())) == repr(json.loads(source))
