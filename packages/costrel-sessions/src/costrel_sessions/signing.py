"""Signing sessions on the direct path, for settings that nobody changed."""

import time
from typing import Any

from costrel_spec import Application

from .envelope import Envelope
from .json_text import SEPARATORS
from .tag import TaggedJSONSerializer


class DirectSigning:
    """Writes and reads the cookies of an application, with the keys that it has now."""

    __slots__ = ("_app", "_envelope", "_serializer")

    def __init__(
        self, app: Application, envelope: Envelope, serializer: TaggedJSONSerializer
    ) -> None:
        self._app = app
        self._envelope = envelope
        self._serializer = serializer

    def dumps(self, content: dict[str, Any]) -> str:
        """The cookie that holds ``content``."""
        tagged = self._serializer.tag_all(content)
        text: str = self._app.json.dumps(tagged, separators=SEPARATORS)
        return self._envelope.close(text.encode(), int(time.time()))

    def loads(self, cookie: str, max_age: int, now: int) -> Any:
        """What ``cookie`` holds; None where it is forged, expired or damaged."""
        try:
            text = self._envelope.open(cookie, max_age, now).decode()
            return self._serializer.untag_all(self._app.json.loads(text))
        except Exception:  # noqa: BLE001  # whatever a reader raises: a cookie is no reason to fail
            return None
