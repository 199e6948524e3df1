"""Forms: the fields and files of a body, within the limits for them."""

from __future__ import annotations

from functools import cache
from typing import IO, TYPE_CHECKING, Any

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from .bodies import read_within
from .queries import fields_of

if TYPE_CHECKING:
    from .multipart import MultiPartParser

FORM = "application/x-www-form-urlencoded"
"""The type of a body that is a form without files."""
_FILES = "multipart/form-data"


def read_form(
    stream: IO[bytes],
    kind: type[MultiDict[str, Any]],
    size: int | None,
    parts: int | None,
    *,
    silent: bool = True,
) -> Any:
    """A ``kind`` of the fields in a body, as ``fields`` makes it.

    :param size: how many bytes it may have.
    :raises werkzeug.exceptions.RequestEntityTooLarge: it has more.
    """
    return fields(read_within(stream, size), kind, parts, silent)


def fields(
    data: bytes, kind: type[MultiDict[str, Any]], parts: int | None, silent: bool = True
) -> Any:
    """A ``kind`` of the fields in a form; empty where it can't be decoded.

    :param parts: how many fields it may have.
    :raises werkzeug.exceptions.RequestEntityTooLarge: it has more.
    :raises ValueError: it can't be decoded, and that is not to be passed over silently.
    """
    if (
        parts is not None
        and data.count(b"&") >= parts
        and sum(1 for field in data.split(b"&") if field) > parts
    ):
        raise RequestEntityTooLarge
    try:
        return fields_of(data.decode(), kind)
    except ValueError:
        if not silent:
            raise
    return kind()


class FormParser(FormDataParser):
    """Werkzeug's parser of forms, with limits for all of them, and a faster way for those without files."""

    def parse(
        self,
        stream: Any,
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> Any:
        """The stream, the fields and the files.

        :raises werkzeug.exceptions.RequestEntityTooLarge: the body is larger than is allowed.
        """
        if mimetype == FORM:
            size, parts = self.max_form_memory_size, self.max_form_parts
            form = read_form(stream, self.cls, size, parts, silent=self.silent)
            return stream, form, self.cls()
        if mimetype != _FILES:
            return super().parse(stream, mimetype, content_length, options)
        try:
            boundary = (options or {}).get("boundary", "").encode("ascii")
            if not boundary:
                raise ValueError("The type of the body names no boundary between its parts.")
            form, files = self._parts().parse(stream, boundary, content_length)
        except ValueError:
            if not self.silent:
                raise
            form, files = self.cls(), self.cls()
        return stream, form, files

    def _parts(self) -> MultiPartParser:
        return _multi_part_parser()(
            stream_factory=self.stream_factory,
            max_form_memory_size=self.max_form_memory_size,
            max_form_parts=self.max_form_parts,
            cls=self.cls,
        )


@cache
def _multi_part_parser() -> type[MultiPartParser]:
    # Imported with the first upload, as files are with the first that is sent (scaffold.py).
    from .multipart import MultiPartParser  # noqa: PLC0415

    return MultiPartParser
