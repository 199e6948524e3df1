"""The signing serializer of itsdangerous, without the two things that it lets pass.

Only who asks for it imports this module, for itsdangerous takes time to import.
"""

from collections.abc import Mapping
from typing import Any, cast

from itsdangerous import BadData, BadPayload, TimestampSigner, URLSafeTimedSerializer

from . import base64url, compression


class StrictSigner(TimestampSigner):
    """Takes a signature in one spelling only: base64 has several for the same bytes."""

    def verify_signature(self, value: str | bytes, sig: str | bytes) -> bool:
        """Whether ``sig`` is what this signer, or one of its older keys, writes under ``value``."""
        text = sig.encode() if isinstance(sig, str) else sig
        return super().verify_signature(value, text) and (
            base64url.encode(base64url.decode(text)) == text
        )


class SessionSerializer(URLSafeTimedSerializer):
    """Signs sessions with any salt, digest and serializer; a payload inflates within a limit."""

    default_signer = StrictSigner

    def load_payload(self, payload: bytes, *args: Any, **kwargs: Any) -> Any:
        """The object that ``payload`` stands for; BadPayload where it stands for none."""
        if payload.startswith(b"."):
            try:
                payload = base64url.encode(compression.decompress(base64url.decode(payload[1:])))
            except ValueError as error:
                raise BadPayload(str(error), original_error=error) from error
        return super().load_payload(payload, *args, **kwargs)


def read_with(serializer: Any, cookie: str, max_age: int) -> Mapping[str, Any] | None:
    """What ``cookie`` holds; None where it is forged, expired or damaged, or is no mapping.

    :param serializer: anything that signs and verifies as those of itsdangerous do.
    """
    try:
        content = serializer.loads(cookie, max_age=max_age)
    except (BadData, UnicodeError):
        return None
    return cast(Mapping[str, Any], content) if isinstance(content, Mapping) else None
