"""Forms with files: Werkzeug's decoder tells the parts, here they become fields and uploads."""

import re
from collections.abc import Iterator
from typing import IO, Any

from werkzeug import formparser
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.sansio.multipart import (
    Data,
    Epilogue,
    Event,
    Field,
    File,
    MultipartDecoder,
    NeedData,
)

AS_MANY = 10
"""How many of the largest fields all fields and headers together may amount to."""


class MultiPartParser(formparser.MultiPartParser):
    """Werkzeug's parser, with a bound on all fields together, and upload names without a path."""

    def parse(self, stream: IO[bytes], boundary: bytes, content_length: int | None) -> Any:
        """The fields and the files; where that fails, the files read so far are closed.

        :raises ValueError: what the client sent is no such form.
        :raises werkzeug.exceptions.RequestEntityTooLarge: it is more than is allowed.
        """
        fields: list[tuple[str, str]] = []
        files: list[tuple[str, FileStorage]] = []
        opened: list[IO[bytes]] = []
        memory = _Memory(self.max_form_memory_size)
        part: Field | File | None = None
        chunks: list[bytes] = []
        try:
            for event in self._events(stream, boundary):
                if isinstance(event, Field):
                    part, chunks = event, []
                    memory.begin(event)
                elif isinstance(event, File):
                    part = event
                    memory.begin(event)
                    opened.append(self.start_file_streaming(event, content_length))
                elif isinstance(event, Data) and isinstance(part, File):
                    opened[-1].write(event.data)
                    if not event.more_data:
                        files.append((part.name, _upload(part, opened[-1])))
                elif isinstance(event, Data) and part is not None:
                    chunks.append(event.data)
                    memory.hold(len(event.data))
                    if not event.more_data:
                        charset = self.get_part_charset(part.headers)
                        fields.append((part.name, b"".join(chunks).decode(charset, "replace")))
        except BaseException:
            for file in opened:
                file.close()
            raise
        return self.cls(fields), self.cls(files)

    def _events(self, stream: IO[bytes], boundary: bytes) -> Iterator[Event]:
        """What the decoder finds, up to the end of the form or of the stream."""
        decoder = MultipartDecoder(
            boundary, max_form_memory_size=self.max_form_memory_size, max_parts=self.max_form_parts
        )
        data: bytes | None = b""
        while data is not None:
            data = stream.read(self.buffer_size) or None
            decoder.receive_data(data)
            event = decoder.next_event()
            while not isinstance(event, (NeedData, Epilogue)):
                yield event
                event = decoder.next_event()


class _Memory:
    """What a form takes up: its fields, and the headers of all its parts."""

    def __init__(self, largest: int | None) -> None:
        self.largest = largest
        self._field = self._all = 0

    def begin(self, part: Field | File) -> None:
        """A part begins, of which the headers are kept; they count for no field."""
        self._field = -sum(len(name) + len(value) for name, value in part.headers)
        self.hold(-self._field)

    def hold(self, size: int) -> None:
        """So many bytes more are kept; 413 where that is too much."""
        self._field += size
        self._all += size
        largest = self.largest
        if largest is not None and (self._field > largest or self._all > largest * AS_MANY):
            raise RequestEntityTooLarge


def _upload(part: File, file: IO[bytes]) -> FileStorage:
    file.seek(0)
    return FileStorage(file, plain_name(part.filename), part.name, headers=part.headers)


def plain_name(name: str) -> str:
    """The name of a file without a folder, a drive or control characters; "" where none is left."""
    plain = name.replace("\\", "/").rpartition("/")[2]
    if plain[1:2] == ":":
        plain = plain[2:]
    plain = _CONTROLS.sub("", plain)
    return "" if plain in {".", ".."} else plain


_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
