"""A session's content as the text of a cookie and back, by the direct path."""

import time
from typing import Any

from costrel_spec import Application
from costrel_spec.json_text import SEPARATORS
from costrel_spec.tagged_json import TaggedJSONSerializer

from .envelope import Envelope


def write(
    app: Application,
    envelope: Envelope,
    serializer: TaggedJSONSerializer,
    content: dict[str, Any],
) -> str:
    """The text of a cookie that holds ``content``, signed now."""
    text: str = app.json.dumps(serializer.tag_all(content), separators=SEPARATORS)
    return envelope.close(text.encode(), int(time.time()))


def read(
    app: Application,
    envelope: Envelope,
    serializer: TaggedJSONSerializer,
    cookie: str,
    max_age: int,
    now: int,
) -> dict[str, Any] | None:
    """What ``cookie`` holds; None where it is forged, expired or damaged, or is no dict."""
    try:
        text = envelope.open(cookie, max_age, now).decode()
        content = serializer.untag_all(app.json.loads(text))
    except Exception:  # noqa: BLE001  # whatever a reader raises: a cookie is no reason to fail
        return None
    return content if content.__class__ is dict else None
