"""The contract of the slot ``json``."""

import json
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest

from costrel_spec import JSONProvider

from ..client import Client
from .contract import Contract
from .promise import expect, expect_equal, expect_raised

VALUES: list[Any] = [
    None,
    True,
    False,
    0,
    -1,
    2**53 + 1,
    10**25,
    0.1,
    1e100,
    5e-324,
    "",
    "a",
    'quoted "text" \\ and\ncontrols\t\x00',
    "ä € 𝄞 \u2028",
    [],
    {},
    [1, [2, [3.5, "x", None]]],
    {"": 0, "a": {"b": [True, {"c": {}}]}, "ä": "ö"},
]
MALFORMED = ["", " ", "{", "[1", "[1,]", "{'a': 1}", '{"a" 1}', "nul", "1 2", '"open', b"\xff"]
UUID = uuid.UUID("12345678-1234-5678-1234-567812345678")


@dataclass
class Point:
    """A dataclass, with a value that JSON has no word for."""

    x: int
    y: Decimal


class Widget:
    """An object that is HTML, and no text."""

    def __html__(self) -> str:
        return "<b>bold</b>"


class Nothing(JSONProvider):
    """A provider that is told from any other."""

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        """An empty list, whatever it is."""
        return "[]"


SUBSTITUTES: list[tuple[Any, Any]] = [
    (date(2024, 2, 29), "Thu, 29 Feb 2024 00:00:00 GMT"),
    (datetime(2024, 2, 29, 12, 30, tzinfo=UTC), "Thu, 29 Feb 2024 12:30:00 GMT"),
    (
        datetime(2024, 2, 29, 12, 30, tzinfo=timezone(timedelta(hours=2))),
        "Thu, 29 Feb 2024 10:30:00 GMT",
    ),
    (Decimal("1.10"), "1.10"),
    (UUID, "12345678-1234-5678-1234-567812345678"),
    (Point(1, Decimal("2.5")), {"x": 1, "y": "2.5"}),
    (Widget(), "<b>bold</b>"),
    ((1, (2,)), [1, [2]]),
]


class JSONContract(Contract):
    """What every provider of JSON promises."""

    slot = "json"

    @pytest.fixture
    def provider(self, app: Any) -> Any:
        """The provider under test."""
        return app.json

    # -- text -----------------------------------------------------------------------------------------

    @pytest.mark.parametrize("value", VALUES, ids=repr)
    def test_a_value_comes_back(self, provider: Any, value: Any) -> None:
        """A value that was dumped is loaded as an equal value of the same types."""
        text = provider.dumps(value)
        found = provider.loads(text)
        expect(repr(found) == repr(value), f"loads({text!r}) is {found!r}; {value!r} was dumped.")

    @pytest.mark.parametrize("value", VALUES, ids=repr)
    def test_text_is_json(self, provider: Any, value: Any) -> None:
        """`dumps` returns a `str` that any reader of JSON reads as the same value."""
        text = provider.dumps(value)
        expect(type(text) is str, f"dumps({value!r}) is {text!r}, a {type(text).__name__}.")
        expect_equal(f"dumps({value!r}), read by another reader,", json.loads(text), value)

    @pytest.mark.parametrize("value", VALUES, ids=repr)
    def test_text_of_others_is_read(self, provider: Any, value: Any) -> None:
        """`loads` reads what any writer of JSON wrote, with and without spaces or escapes."""
        texts = [
            json.dumps(value),
            json.dumps(value, ensure_ascii=False, separators=(",", ":")),
            f"\n {json.dumps(value, indent=2)} ",
        ]
        for text in texts:
            expect_equal(f"loads({text!r})", provider.loads(text), value)

    def test_bytes_are_read(self, provider: Any) -> None:
        """`loads` reads bytes as UTF-8."""
        expect_equal("""loads(b'["\\xc3\\xa4"]')""", provider.loads('["ä"]'.encode()), ["ä"])

    @pytest.mark.parametrize("text", MALFORMED, ids=repr)
    def test_malformed_text_is_refused(self, provider: Any, text: str | bytes) -> None:
        """`loads` raises ValueError where the text is no JSON."""
        with expect_raised(f"loads({text!r})", ValueError):
            provider.loads(text)

    def test_deep_nesting_is_refused(self, provider: Any) -> None:
        """`loads` raises ValueError, and nothing worse, where the text is nested too deeply."""
        with expect_raised("loads('[' * 200_000)", ValueError):
            provider.loads("[" * 200_000)

    # -- what JSON has no word for --------------------------------------------------------------------

    @pytest.mark.parametrize(
        ("value", "expected"), SUBSTITUTES, ids=[type(value).__name__ for value, _ in SUBSTITUTES]
    )
    def test_common_types_are_written(self, provider: Any, value: Any, expected: Any) -> None:
        """Dates become HTTP dates, dataclasses objects, `__html__` HTML; decimals and UUIDs text."""
        for whole, text in ((value, expected), ({"a": [value]}, {"a": [expected]})):
            expect_equal(f"dumps({whole!r}), read again,", json.loads(provider.dumps(whole)), text)

    @pytest.mark.parametrize(
        "value", [object(), {1, 2}, b"bytes", 1j], ids=lambda value: type(value).__name__
    )
    def test_other_types_are_refused(self, provider: Any, value: Any) -> None:
        """`dumps` raises TypeError for any other object, wherever it stands."""
        for whole in (value, {"a": [value]}):
            with expect_raised(f"dumps({whole!r})", TypeError):
                provider.dumps(whole)

    @pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")], ids=repr)
    def test_numbers_without_a_word_are_refused(self, provider: Any, number: float) -> None:
        """`dumps` raises ValueError for NaN and infinite numbers and never writes them otherwise."""
        for whole in (number, [number]):
            with expect_raised(f"dumps({whole!r})", ValueError):
                provider.dumps(whole)

    # -- form -----------------------------------------------------------------------------------------

    def test_keys_are_sorted(self, provider: Any) -> None:
        """Equal objects have equal texts: keys are sorted."""
        expect_equal(
            "dumps({'b': 1, 'a': {'d': 2, 'c': 3}})",
            provider.dumps({"b": 1, "a": {"d": 2, "c": 3}}),
            provider.dumps({"a": {"c": 3, "d": 2}, "b": 1}),
        )

    def test_numbers_as_keys(self, provider: Any) -> None:
        """A key that is a number is written as text."""
        found = json.loads(provider.dumps({1: "one"}))
        expect_equal("dumps({1: 'one'}), read again,", found, {"1": "one"})

    def test_separators(self, provider: Any) -> None:
        """`dumps(value, separators=(",", ":"))` writes no spaces, as sessions in cookies ask for it."""
        text = provider.dumps({"a": [1, 2], "b": "c d"}, separators=(",", ":"))
        expect_equal("The text", text, '{"a":[1,2],"b":"c d"}')

    def test_indent(self, provider: Any) -> None:
        """`dumps(value, indent=2)` writes one item a line, indented."""
        text = provider.dumps({"a": [1]}, indent=2)
        expect_equal("The text", text, '{\n  "a": [\n    1\n  ]\n}')

    # -- files ----------------------------------------------------------------------------------------

    def test_files(self, provider: Any) -> None:
        """`dump` writes to a text file; `load` reads from a text file and from a file of bytes."""
        file = StringIO()
        provider.dump({"a": "ä"}, file)
        text = file.getvalue()
        expect_equal("What dump wrote, read by another reader,", json.loads(text), {"a": "ä"})
        expect_equal("load(text file)", provider.load(StringIO(text)), {"a": "ä"})
        expect_equal("load(file of bytes)", provider.load(BytesIO(b'"\xc3\xa4"')), "ä")

    # -- responses ------------------------------------------------------------------------------------

    @pytest.mark.parametrize(
        ("args", "kwargs", "expected"),
        [
            ((), {}, None),
            (({"a": 1},), {}, {"a": 1}),
            ((None,), {}, None),
            ((1, 2), {}, [1, 2]),
            ((), {"a": 1, "b": 2}, {"a": 1, "b": 2}),
        ],
        ids=["nothing", "one", "None", "several", "keywords"],
    )
    def test_a_response_holds_its_arguments(
        self, provider: Any, args: tuple[Any, ...], kwargs: dict[str, Any], expected: Any
    ) -> None:
        """`response` holds its value; a list of several, an object of keywords, null of nothing."""
        response = provider.response(*args, **kwargs)
        call = f"response(*{args!r}, **{kwargs!r})"
        expect_equal(f"{call}.mimetype", response.mimetype, "application/json")
        expect_equal(f"{call}.data, read again,", json.loads(response.data), expected)

    def test_a_response_of_both_is_refused(self, provider: Any) -> None:
        """`response` raises TypeError for values and keyword arguments together."""
        with expect_raised("response(1, a=2)", TypeError):
            provider.response(1, a=2)

    def test_the_class_of_responses(self, app: Any, provider: Any) -> None:
        """`response` makes an object of the application's `response_class`, as it is now."""
        own = app.response_class = type("Own", (app.response_class,), {})
        response = provider.response(1)
        expect(isinstance(response, own), f"{response!r} is none of response_class.")

    def test_responses_are_compact(self, provider: Any) -> None:
        """A response is written without needless spaces outside of debug mode."""
        text = provider.response({"a": [1, 2]}).get_data(as_text=True)
        expect_equal("The response, but for line ends,", text.rstrip("\n"), '{"a":[1,2]}')

    def test_responses_are_indented_in_debug_mode(self, app: Any, provider: Any) -> None:
        """A response is written with indentation in debug mode, also where that comes on later."""
        app.debug = True
        lines = provider.response({"a": [1, 2]}).get_data(as_text=True).strip().splitlines()
        expect(len(lines) > 1, f"Debug mode is on, and the response is {lines!r}.")

    # -- in an application ----------------------------------------------------------------------------

    @pytest.mark.parametrize("value", [{"a": UUID}, [1, {"b": 2}]], ids=["dict", "list"])
    def test_views(self, app: Any, client: Client, value: Any) -> None:
        """A view that returns a dict or a list answers with its JSON."""
        app.add_url_rule("/", "index", lambda: value)
        response = client.get("/")
        expect_equal("The mimetype", response.mimetype, "application/json")
        expect_equal("The answer", response.get_json(), json.loads(json.dumps(value, default=str)))

    def test_requests(self, app: Any, client: Client, facade: Any) -> None:
        """`request.get_json` reads the body; the answer to a malformed one is 400 Bad Request."""

        def echo() -> Any:
            return {"got": facade.request.get_json()}

        app.add_url_rule("/", "echo", echo, methods=["POST"])
        body = {"content_type": "application/json"}
        answer = client.post("/", data='["ä", 1]'.encode(), **body)
        expect_equal("The answer to '[\"ä\", 1]'", answer.get_json(), {"got": ["ä", 1]})
        app.testing = False
        expect_equal(
            "The status of the answer to '['", client.post("/", data="[", **body).status_code, 400
        )

    def test_functions(self, app: Any, facade: Any) -> None:
        """The framework's functions `json.dumps`, `json.loads` and `jsonify` are the provider's."""
        with app.test_request_context():
            text = facade.json.dumps({"a": UUID})
            expect_equal("json.dumps({'a': UUID(...)})", text, app.json.dumps({"a": UUID}))
            expect_equal("json.loads of that", facade.json.loads(text), {"a": str(UUID)})
            found, made = facade.jsonify(a=1).data, app.json.response(a=1).data
            expect_equal("jsonify(a=1).data", found, made)

    def test_what_is_assigned(self, app: Any, client: Client) -> None:
        """What the application assigns to `app.json` is used instead."""
        own = app.json = Nothing(app)
        app.add_url_rule("/", "index", lambda: {"a": 1})
        expect(app.json is own, f"app.json is {app.json!r}.")
        expect_equal("The answer", client.get("/").text, "[]")

    def test_threads(self, provider: Any) -> None:
        """Threads may use one provider at the same time."""

        def use(number: int) -> bool:
            value = {"number": number, "more": [number] * 50}
            return bool(provider.loads(provider.dumps(value)) == value)

        with ThreadPoolExecutor(4) as pool:
            kept = list(pool.map(use, range(200)))
        expect(all(kept), f"{kept.count(False)} of {len(kept)} values came back different.")

    def test_applications(self, make_app: Callable[..., Any]) -> None:
        """Each application has a provider of its own."""
        first, second = make_app(), make_app()
        expect(first.json is not second.json, "Two applications share one provider.")
