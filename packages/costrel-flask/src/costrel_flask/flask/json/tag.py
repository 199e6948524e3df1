"""JSON that keeps more types than JSON has."""

from costrel_flask.borrowing import borrowed
from costrel_spec.tagged_json import (
    JSONTag,
    PassDict,
    PassList,
    TagBytes,
    TagDateTime,
    TagDict,
    TaggedJSONSerializer,
    TagMarkup,
    TagTuple,
    TagUUID,
)

__getattr__ = borrowed(
    __name__,
    {
        "flask.json": "dumps loads",
        "markupsafe": "Markup",
        "werkzeug.http": "http_date parse_date",
    },
)

__all__ = [
    "JSONTag",
    "PassDict",
    "PassList",
    "TagBytes",
    "TagDateTime",
    "TagDict",
    "TagMarkup",
    "TagTuple",
    "TagUUID",
    "TaggedJSONSerializer",
]
