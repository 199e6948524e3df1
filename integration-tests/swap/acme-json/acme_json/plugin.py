"""The plugin ``acme-json``; it breaks promises, since it knows no dates."""

import json
from typing import Any

from costrel_spec import Application, JSONProvider, hookimpl


class PlainJSON(JSONProvider):
    """What ``json`` does by itself."""

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        """A text."""
        return json.dumps(obj, **kwargs)

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """What a text holds."""
        return json.loads(s, **kwargs)


@hookimpl
def provide_json(app: Application) -> JSONProvider:
    """Plain JSON."""
    return PlainJSON(app)
