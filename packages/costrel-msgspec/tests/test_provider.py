"""The provider writes and reads what the default does, and refuses what the default refuses."""

import dataclasses
import datetime
import decimal
import enum
import json
import uuid
from collections import OrderedDict, namedtuple
from typing import Any, ClassVar

import attrs
import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from werkzeug.test import Client

from costrel_core import App, request
from costrel_core.json.provider import DefaultJSONProvider
from costrel_msgspec import MsgspecJSON, plugin, substitute

TIGHT = {"separators": (",", ":")}


class Level(enum.IntEnum):
    LOW = 1


class Name(enum.StrEnum):
    ADA = "Ada"


class Colour(enum.Enum):
    RED = "red"


class Right(enum.IntFlag):
    READ = 1
    WRITE = 2


class Count(int):
    """A number of a class of its own."""


class Word(str):
    """Text of a class of its own."""

    __slots__ = ()


class Widget:
    """An object that is HTML, and no text."""

    def __html__(self) -> Markup:
        return Markup("<input>")


@dataclasses.dataclass
class Point:
    x: Any
    y: Any


@dataclasses.dataclass(slots=True)
class Slotted:
    x: Any
    _y: Any = None


@dataclasses.dataclass(repr=False)
class Odd:
    """An object with fields that its class has, or nobody; and with something that is no field."""

    kind: ClassVar[str] = "odd"
    default: int = dataclasses.field(default=1, init=False)
    later: int = dataclasses.field(init=False)
    number: Any = 2

    def __post_init__(self) -> None:
        self.extra = 1
        if self.number:
            self.later = 3
            del self.number


@attrs.define
class Parcel:
    weight: Any


class Person(msgspec.Struct):
    name: Any
    born: Any = None


Pair = namedtuple("Pair", "a b")


def described(obj: Any) -> Any:
    """A ``default`` of an application's own."""
    return {"type": type(obj).__name__}


atoms = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters())  # surrogates included
    | st.uuids()
    | st.decimals()
    | st.datetimes(timezones=st.none() | st.just(datetime.UTC))
    | st.dates()
    | st.sampled_from([*Level, *Name, *Colour, Right.READ | Right.WRITE, Widget(), Markup("<b>")])
    | st.sampled_from([Count(3), Word("a\n\x7fé"), MultiDict([("a", "1"), ("a", "2")]), object()])
    | st.sampled_from([{1}, b"a", bytearray(b"a"), 1j, range(2), datetime.time(1), Point, ...])
)
keys = (
    st.text()
    | st.text(st.characters())
    | st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from([Level.LOW, Name.ADA, Colour.RED, Word("w"), b"a", (1,), uuid.UUID(int=1)])
    | st.sampled_from([decimal.Decimal(1), datetime.date(2024, 1, 1)])
)
objects = st.recursive(
    atoms,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=3), inner, max_size=4)
        | st.dictionaries(keys, inner, max_size=3)
        | st.builds(Pair, inner, inner)
        | st.builds(Point, inner, inner)
        | st.builds(Slotted, inner)
        | st.builds(Odd, inner)
        | st.dictionaries(st.text(max_size=3), inner, max_size=2).map(OrderedDict)
    ),
    max_leaves=8,
)


@given(objects, st.booleans(), st.booleans(), st.sampled_from([substitute, described, None]))
@example([1.0, {"a": float("nan")}], True, True, substitute)
@example({"b": 1e-7, "a": [1e22, 5e-324]}, True, True, substitute)
@example({10: 1, 9: 2}, True, True, substitute)
@example({"\uffff": 1, "😀": 2}, True, True, substitute)
@example({"a": Point(datetime.date(2024, 1, 1), {1: 2})}, True, True, substitute)
@example(MultiDict([("a", "1")]), True, True, substitute)
@example([Odd(1)], True, True, substitute)
@example([Odd(0)], True, True, substitute)
@example(10**5000, True, True, substitute)
def test_objects_are_written_as_by_the_default(
    app: Any, outcome: Any, obj: Any, sort_keys: bool, ensure_ascii: bool, default: Any
) -> None:
    """Text, bytes and errors are equal, whatever the object and the options."""
    ours, stock = type(app.json)(app), app.json_provider_class(app)
    for provider in (ours, stock):
        provider.sort_keys, provider.ensure_ascii = sort_keys, ensure_ascii
    if default is not substitute:
        ours.default = stock.default = default
    assert outcome(ours.encode, obj) == outcome(stock.encode, obj)
    for options in ({}, TIGHT, {"indent": 1}, {"sort_keys": False}, {"default": str}):
        assert outcome(ours.dumps, obj, **options) == outcome(stock.dumps, obj, **options)


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("compact", [True, False, None])
def test_a_body_has_spaces_where_the_default_s_has(
    app: Any, ours: Any, stock: Any, monkeypatch: pytest.MonkeyPatch, debug: bool, compact: Any
) -> None:
    """Debug mode writes for people, unless ``compact`` says otherwise."""
    monkeypatch.setattr(app, "debug", debug)
    ours.compact = stock.compact = compact
    for obj in ({"b": ["é", 1], "a": {}}, {"at": datetime.date(2024, 1, 1)}):
        assert ours.encode(obj) == stock.encode(obj)
        assert ours.response(obj).get_data() == stock.response(obj).get_data()


def test_options_take_effect_whenever_they_change(app: Any, ours: Any) -> None:
    """On the instance or its class."""
    value = {"b": "é", "a": 1}
    assert ours.encode(value) == b'{"a":1,"b":"\\u00e9"}\n'
    ours.ensure_ascii = False
    assert ours.encode(value) == '{"a":1,"b":"é"}\n'.encode()
    ours.sort_keys = False
    assert ours.dumps(value) == '{"b": "é", "a": 1}'

    class Provider(type(ours)):  # type: ignore[misc]
        ensure_ascii = False

    provider = Provider(app)
    assert provider.dumps(value) == '{"a": 1, "b": "é"}'
    Provider.sort_keys = False
    assert provider.dumps(value) == '{"b": "é", "a": 1}'


def test_structs_and_attrs_classes_are_written_too(ours: Any, stock: Any) -> None:
    """The same whether msgspec writes them or not; the default refuses them."""
    for made in (Person("Ada"), Parcel(1)):
        with pytest.raises(TypeError):
            stock.dumps(made)
        one = json.dumps(msgspec.to_builtins(made), sort_keys=True)
        assert ours.dumps(made) == one
        assert ours.dumps([made, Widget()]) == f'[{one}, "<input>"]'
        assert ours.dumps({1: made}, sort_keys=False) == f'{{"1": {one}}}'.replace(
            '"born": null, "name": "Ada"', '"name": "Ada", "born": null'
        )


def test_dates_in_structs_are_as_everywhere(ours: Any) -> None:
    """HTTP dates, which msgspec would write otherwise."""
    birth = datetime.date(1815, 12, 10)
    text = '"Sun, 10 Dec 1815 00:00:00 GMT"'
    assert ours.dumps([birth, Person("Ada", birth), Parcel({"at": Point(birth, 1)})]) == (
        f'[{text}, {{"born": {text}, "name": "Ada"}}, {{"weight": {{"at": {{"x": {text}, "y": 1}}}}}}]'
    )


def test_a_dict_of_its_own_kind_in_a_struct_is_written_with_what_it_holds(ours: Any) -> None:
    """Elsewhere with what it says that it holds, as by the default."""
    form = MultiDict([("a", "1"), ("a", "2")])
    assert (
        ours.dumps([form, Point(form, form)]) == '[{"a": "1"}, {"x": {"a": "1"}, "y": {"a": "1"}}]'
    )
    assert ours.dumps(Parcel(form)) == '{"weight": {"a": ["1", "2"]}}'


def test_numbers_that_json_has_no_word_for_are_not_hidden_in_structs(ours: Any) -> None:
    """msgspec would write null."""
    for held in (float("nan"), [float("inf")], Point(float("nan"), 1)):
        with pytest.raises(ValueError, match="not JSON compliant"):
            ours.dumps(Person(held))


def test_a_default_of_the_application_s_own_is_asked_for_all_but_the_built_in_classes(
    ours: Any,
) -> None:
    """As with the default provider; it may leave the rest to ``substitute``."""
    ours.default = described
    assert ours.dumps([1, uuid.UUID(int=1), Person("Ada")], separators=(",", ":")) == (
        '[1,{"type":"UUID"},{"type":"Person"}]'
    )
    ours.default = lambda obj: sorted(obj) if isinstance(obj, set) else substitute(obj)
    assert ours.dumps([{2, 1}, Parcel(1)]) == '[[1, 2], {"weight": 1}]'


def test_a_provider_of_one_s_own_stands_in_front_of_the_default(app: Any) -> None:
    """What it overrides holds for responses too."""

    class Loud(MsgspecJSON, DefaultJSONProvider):
        def dumps(self, obj: Any, **kwargs: Any) -> str:
            return super().dumps(obj, **kwargs).upper()

    loud = Loud(app)
    assert loud.encode({"a": 1}) == loud.response({"a": 1}).get_data() == b'{"A":1}\n'
    assert loud.dumps({"a": 1}) == '{"A": 1}'


def test_a_patched_dumps_writes_responses(ours: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the instance or the class: a tracer that wraps the method sees the call."""
    ours.dumps = lambda obj, **kwargs: "instance"
    assert ours.encode(1) == b"instance\n"
    del ours.dumps
    monkeypatch.setattr(MsgspecJSON, "dumps", lambda self, obj, **kwargs: "patched")
    assert ours.encode(1) == b"patched\n"


WORDS = [
    *'{}[],:"\\0123456789-+.eEtu /',
    *(
        "true",
        "false",
        "null",
        "NaN",
        "Infinity",
        "-Infinity",
        '"a"',
        '"a":1',
        "\\u00e9",
        "\\ud83d",
    ),
    *(
        "\\ude00",
        "\\n",
        "\\x",
        "é",
        "😀",
        "\x00",
        "\x1f",
        "\x7f",
        "\ufeff",
        "\ud800",
        "\n",
        "\t",
        "\x0b",
    ),
    *("9" * 30, "1e400", "1e-400", "0.1", "18446744073709551616", "-9223372036854775809"),
]
sources = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=10).map("".join),
    st.lists(st.sampled_from(WORDS), max_size=6).map(lambda words: f'"{"".join(words)}"'),
    st.lists(st.sampled_from(WORDS), max_size=6).map(lambda words: f"[{','.join(words)}]"),
    st.tuples(objects, st.integers(0, 30), st.sampled_from(WORDS)).map(
        lambda drawn: _disturbed(*drawn)
    ),
)


def _disturbed(obj: Any, place: int, word: str) -> str:
    """JSON of an object, with a word put somewhere into it."""
    try:
        text = json.dumps(obj, default=str, ensure_ascii=False)
    except TypeError:
        text = "{}"
    return text[:place] + word + text[place:]


encodings = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"]


@given(sources, st.sampled_from(encodings))
@example("[" * 100_000, "utf-8")
@example('{"a":' * 100_000, "utf-8")
@example("9" * 5_000, "utf-8")
@example("9" * 4_000, "utf-8")
@example('{"a": 1, "a": 2}', "utf-8")
@example('"\ud800"', "utf-8")
@example(" 1 \n", "utf-16")
@example("", "utf-8-sig")
def test_text_is_read_as_by_the_default(app: Any, outcome: Any, source: str, encoding: str) -> None:
    """What is read, and how it is refused, is equal for text and for bytes in every encoding."""
    ours, stock = type(app.json)(app), app.json_provider_class(app)
    for text in (source, source.encode(encoding, "surrogatepass")):
        assert outcome(ours.loads, text) == outcome(stock.loads, text)


def test_nesting_may_be_a_few_levels_deeper(ours: Any, stock: Any) -> None:
    """As many as the two spend on themselves; then both refuse."""

    def deepest(reads: Any) -> int:
        low, high = 1, 100_000
        while high - low > 1:
            middle = (low + high) // 2
            try:
                reads("[" * middle + "]" * middle)
            except ValueError:
                high = middle
            else:
                low = middle
        return low

    assert 0 <= deepest(ours.loads) - deepest(stock.loads) < 10


@given(st.binary(max_size=12))
@example(b'"\xff"')
@example(b'"\xed\xa0\x80"')
@example(b'"\xc0\x80"')
@example(b'{"\xff": 1}')
def test_bytes_are_read_as_by_the_default(app: Any, outcome: Any, data: bytes) -> None:
    """Whatever they are."""
    ours, stock = type(app.json)(app), app.json_provider_class(app)
    for source in (data, b'"' + data + b'"', b'["a' + data + b'"]'):
        assert outcome(ours.loads, source) == outcome(stock.loads, source)


@pytest.mark.parametrize(
    "source", [None, 1, memoryview(b"1"), bytearray(b"[1]"), Word("[1]"), ["1"]]
)
def test_only_text_and_bytes_are_read(ours: Any, stock: Any, outcome: Any, source: Any) -> None:
    """As with the default, which takes some of their relatives."""
    assert outcome(ours.loads, source) == outcome(stock.loads, source)


def test_options_of_the_standard_library_are_obeyed(ours: Any) -> None:
    """And so is ``strict``, the default's own."""
    assert ours.loads("[1.5]", parse_float=str) == ["1.5"]
    assert ours.loads('{"a": 1, "a": 2}') == {"a": 2}
    ours.strict = True
    with pytest.raises(ValueError, match="occurs twice"):
        ours.loads('{"a": 1, "a": 2}')
    assert ours.loads("[1.5]") == [1.5]


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("body", [b"{", b"", b"[" * 100_000, b"9" * 5_000, b'"\xff"', b"[1]x"])
def test_a_body_that_is_no_json_is_refused_as_by_the_default(body: bytes, debug: bool) -> None:
    """With the same answer, to the letter."""
    answers = []
    for plugins in ([plugin], []):
        app = App("site", without=App.parts, root_path="/", plugins=plugins)
        app.debug = debug
        app.add_url_rule("/", "read", lambda: [request.get_json()], methods=["POST"])
        response = Client(app).post("/", data=body, content_type="application/json")
        answers.append((response.status_code, response.get_data()))
    assert answers[0] == answers[1]
    assert answers[0][0] == 400
