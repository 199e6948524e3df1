"""The fast converters give what the standard library's give, errors included."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from costrel_core.json import text as module
from costrel_core.json.text import read, read_strictly, read_with, writer


class Wrapped:
    """An object that JSON can't express by itself."""

    def __init__(self, content):
        self.content = content


def unwrap(obj):
    """A ``default`` for such objects."""
    if isinstance(obj, Wrapped):
        return obj.content
    raise TypeError(f"no {type(obj).__name__}")


leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.builds(object)
keys = st.text() | st.integers() | st.booleans() | st.none() | st.floats() | st.tuples(st.text())
objects = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner)
        | st.tuples(inner, inner)
        | st.dictionaries(keys, inner)
        | st.dictionaries(st.text(), inner)
        | st.builds(Wrapped, inner)
    ),
    max_leaves=12,
)


def outcome(function, *arguments, **options):
    """What a call returns, or the type and text of what it raises."""
    try:
        return repr(function(*arguments, **options))
    except Exception as error:
        return type(error), str(error)


@given(
    objects,
    st.sampled_from([unwrap, None]),
    st.booleans(),
    st.booleans(),
    st.sampled_from([(", ", ": "), (",", ":")]),
)
def test_objects_are_written_as_by_the_standard_library(
    obj, default, ensure_ascii, sort_keys, separators
):
    """Text and errors are equal, whatever the options and the object."""
    options = {"default": default, "ensure_ascii": ensure_ascii, "sort_keys": sort_keys}
    write = writer(*options.values(), separators)
    expected = outcome(json.dumps, obj, separators=separators, allow_nan=False, **options)
    assert outcome(write, obj) == expected


def test_a_circle_is_told_from_a_deep_nesting():
    """A circle is a ValueError, a deep nesting a RecursionError, as the standard library has it."""
    write = writer(unwrap, True, True, (",", ":"))
    circle: list[object] = []
    circle.append({"again": circle})
    with pytest.raises(ValueError, match="Circular reference detected"):
        write(circle)
    endless = Wrapped(None)
    endless.content = endless
    with pytest.raises(ValueError, match="Circular reference detected"):
        write(endless)
    deep: list[object] = []
    for _ in range(500_000):
        deep = [deep]
    with pytest.raises(RecursionError):
        write(deep)
    while deep:  # else its deallocation nests as deeply on some interpreters
        deep = deep.pop()  # type: ignore[assignment]


def test_an_error_leaves_no_trace_in_the_next_text():
    """After a failure in the middle of an object, the same object is written once it is mended."""
    write = writer(unwrap, True, True, (",", ":"))
    content: dict[str, object] = {"a": [object()]}
    with pytest.raises(TypeError, match="no object"):
        write(content)
    content["a"][0] = 1  # type: ignore[index]
    assert write(content) == '{"a":[1]}'


def test_an_interpreter_without_the_c_encoder_writes_the_same(monkeypatch):
    """The standard library's own encoder takes its place."""
    monkeypatch.setattr(module, "_make_encoder", None)
    write = writer(unwrap, False, True, (",", ":"))
    assert write({"b": 1, "a": Wrapped("é")}) == '{"a":"é","b":1}'


documents = st.one_of(
    objects.map(lambda obj: outcome(json.dumps, obj, default=lambda _: None)).filter(
        lambda made: isinstance(made, str)
    ),
    st.text(),
    st.text(alphabet='[]{}",:0123456789.eE+-\\untrefalsNI \n\t\ufeff\0'),
)


@given(documents, st.sampled_from([None, "utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32-le"]))
@example("\ufeff1", None)
@example(" [1] ", "utf-16-le")
@example('"\ud800"', "utf-8")
@example("[1]x", None)
@example("9" * 5000, None)
@example("NaN", "utf-8")
@example("", "utf-8")
def test_text_is_read_as_by_the_standard_library(text, encoding):
    """Objects and errors are equal, for text and for bytes in any encoding."""
    source = text if encoding is None else text.encode(encoding, "surrogatepass")
    assert outcome(read, source) == outcome(json.loads, source)


@given(st.binary() | st.binary().map(lambda tail: b'["' + tail + b'"]'))
def test_bytes_are_read_as_by_the_standard_library(source):
    """Whatever bytes arrive, objects and errors are equal."""
    assert outcome(read, source) == outcome(json.loads, source)
    assert outcome(read, bytearray(source)) == outcome(json.loads, bytearray(source))


def test_what_is_no_text_is_refused_as_by_the_standard_library():
    """A type error stays one."""
    for source in (None, 1, memoryview(b"1")):
        assert outcome(read, source) == outcome(json.loads, source)


def test_options_reach_the_standard_library():
    """The hooks of json.loads work."""
    assert read_with('{"a": 1.5}', {"parse_float": str, "object_pairs_hook": list}) == [
        ("a", "1.5")
    ]


@pytest.mark.parametrize("options", [{}, {"parse_int": int}])
@pytest.mark.parametrize("opening", ["[", '{"":'])
def test_a_nesting_too_deep_is_malformed(opening, options):
    """A client's brackets can't cause more than a ValueError."""
    with pytest.raises(json.JSONDecodeError, match="nested too deeply"):
        read_with(opening * 200_000, options) if options else read(opening * 200_000)


def test_an_integer_with_too_many_digits_is_malformed():
    """Quadratic time is refused, as a ValueError."""
    with pytest.raises(ValueError, match="4300 digits"):
        read("1" * 1_000_000)


@pytest.mark.parametrize("c_encoder", [True, False])
@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_numbers_that_json_has_no_word_for_are_not_written(monkeypatch, c_encoder, number):
    """Nobody but Python reads them."""
    if not c_encoder:
        monkeypatch.setattr(module, "_make_encoder", None)
    for obj in (number, [number], {"a": {"b": number}}):
        with pytest.raises(ValueError, match="not JSON compliant"):
            writer(unwrap, True, True, (",", ":"))(obj)


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("[NaN]", "NaN is no JSON"),
        ("-Infinity", "-Infinity is no JSON"),
        ('{"a": 1e999}', "1e999 is too large"),
        ('[{"a": 1, "b": 2, "a": 1}]', "'a' occurs twice"),
    ],
)
def test_what_two_readers_take_differently_is_refused_where_that_is_asked_for(text, match):
    """Numbers without a word, and keys that occur twice; otherwise they are read as Python reads them."""
    with pytest.raises(ValueError, match=match):
        read_strictly(text, {})
    assert repr(read(text)) == repr(json.loads(text))


def test_a_strict_reader_reads_all_else():
    """As ever, and with whatever the caller wants to be called."""
    text = '{"a": {"a": 1.5, "b": [true, null, 10000000000000000000000]}}'
    assert read_strictly(text, {}) == json.loads(text)
    assert read_strictly(text.encode(), {}) == json.loads(text)
    assert read_strictly("NaN", {"parse_constant": str}) == "NaN"
    with pytest.raises(ValueError, match="nested too deeply"):
        read_strictly("[" * 100_000, {})
