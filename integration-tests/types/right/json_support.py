"""JSON: functions, providers and tags."""

import io
from decimal import Decimal
from typing import Any, assert_type

import werkzeug
from markupsafe import Markup

from costrel import Costrel, Response, json, jsonify
from costrel.json.provider import DefaultJSONProvider, JSONProvider
from costrel.json.tag import JSONTag, TagDict, TaggedJSONSerializer

assert_type(json.dumps({"a": 1}, indent=2), str)
assert_type(json.loads(b"{}"), Any)
json.dump([1], io.StringIO(), sort_keys=True)
assert_type(json.load(io.BytesIO(b"[]")), Any)
assert_type(json.jsonify(1, 2), Response)
assert_type(jsonify(), Response)


class OrderedJSON(DefaultJSONProvider):
    """JSON with the options changed."""

    sort_keys = False
    ensure_ascii = False
    compact = True
    mimetype = "application/problem+json"

    @staticmethod
    def default(obj: Any) -> Any:
        """A decimal becomes a number."""
        return float(obj) if isinstance(obj, Decimal) else DefaultJSONProvider.default(obj)


class OwnJSON(JSONProvider):
    """JSON by something else."""

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        return repr(obj)

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        return s


class OwnApp(Costrel):
    """An application that says how it writes JSON."""

    json_provider_class = OrderedJSON


app = OwnApp(__name__)
app.json = OwnJSON(app)
assert_type(app.json.dumps([]), str)
assert_type(app.json.response(a=1), werkzeug.Response)


class TagDecimal(JSONTag):
    """Decimals as they are."""

    key = " dec"

    def check(self, value: Any) -> bool:
        return isinstance(value, Decimal)

    def to_json(self, value: Any) -> Any:
        return str(value)

    def to_python(self, value: Any) -> Any:
        return Decimal(value)


serializer = TaggedJSONSerializer()
serializer.register(TagDecimal, index=0)
serializer.register(TagDict, force=True)
assert_type(serializer.dumps({"a": (1, Markup("b"))}), str)
assert_type(serializer.loads("{}"), Any)
tags: list[type[JSONTag]] = TaggedJSONSerializer.default_tags
