"""The slot ``json``."""

import gc
import io
import json
import weakref
from typing import Any, cast

import pytest
from werkzeug.wrappers import Response

from costrel_spec import JSONProvider

pytestmark = pytest.mark.alone


class Owner:
    """What a provider asks of its application."""

    response_class = Response


APP = cast(Any, Owner())


class Provider(JSONProvider):
    """A provider with the two methods that one must have."""

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        return json.dumps(obj, **kwargs)

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        return json.loads(s, **kwargs)


def test_a_provider_knows_its_application() -> None:
    """Under a public name."""
    assert Provider(APP).app == APP


def test_a_provider_does_not_keep_its_application() -> None:
    """The application goes with its last other reference, without the help of the collector."""
    app = Owner()
    provider = Provider(cast(Any, app))
    gone = weakref.ref(app)
    gc.disable()
    try:
        del app
        assert gone() is None
    finally:
        gc.enable()
    assert isinstance(provider, JSONProvider)


def test_a_provider_must_write_and_read() -> None:
    """The base says what is missing, with the name of the class."""

    class Empty(JSONProvider):
        pass

    with pytest.raises(NotImplementedError, match=r"Empty must define dumps\(obj, \*\*kwargs\)"):
        Empty(APP).dumps(1)
    with pytest.raises(NotImplementedError, match=r"Empty must define loads\(s, \*\*kwargs\)"):
        Empty(APP).loads("1")


def test_files_are_written_and_read_through_these_two() -> None:
    """Arguments are handed on; text and bytes are both read."""
    file = io.StringIO()
    Provider(APP).dump({"b": 1, "a": 2}, file, sort_keys=True)
    assert file.getvalue() == '{"a": 2, "b": 1}'
    assert Provider(APP).load(io.StringIO("[1.5]"), parse_float=str) == ["1.5"]
    assert Provider(APP).load(io.BytesIO(b"[1]")) == [1]


@pytest.mark.parametrize(
    ("args", "kwargs", "text"),
    [
        ((), {}, "null"),
        (([1],), {}, "[1]"),
        ((None,), {}, "null"),
        ((1, 2), {}, "[1, 2]"),
        ((), {"a": 1}, '{"a": 1}'),
    ],
)
def test_a_response_is_made_as_jsonify_makes_it(args: Any, kwargs: Any, text: str) -> None:
    """One argument is itself, several are a list, named ones an object."""
    response = Provider(APP).response(*args, **kwargs)
    assert response.get_data(as_text=True) == text
    assert response.mimetype == "application/json"


def test_arguments_of_both_kinds_are_refused() -> None:
    """In Flask's words."""
    with pytest.raises(
        TypeError, match=r"^app\.json\.response\(\) takes either args or kwargs, not both$"
    ):
        Provider(APP).response(1, a=1)
