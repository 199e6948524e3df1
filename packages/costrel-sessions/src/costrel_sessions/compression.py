"""Compressed payloads: zlib's, made at a tenth of its cost and read within a limit."""

import zlib
from math import ceil, log2

LIMIT = 4 * 1024 * 1024
"""How many bytes a payload may inflate to: more than any cookie within 4093 bytes can hold."""

# A deflater costs most by the memory it clears: 256 KB, for a window that a session never fills.
# With less it finds the same matches in a text this short. RFC 1950 has what is put around them.
_SHORT = 1024
_WINDOW = -12
_MEMORY = 7
_HEADER = b"\x78\x9c"


# The fewest bytes that zlib can make of an ASCII text with so many different characters (RFC 1951).
# Its own frame takes 6. Each character appears at least once by itself. With the fixed codes that
# takes 8 bits, and 10 begin and end the block. With codes made for the text it takes log2 of their
# number on average, and 61 bits or more tell the codes: 17 for sizes; 36 for the lengths' own codes,
# down to the length 4, as one of 31 codes or fewer is that short; 8 for the characters above 127.
_MANY = 30
_FEWEST = [
    6 + ceil(min(10 + 8 * number, 61 + (number + 1) * log2(number + 1)) / 8)
    for number in range(_MANY + 1)
]


def compressed(data: bytes) -> bytes | None:
    """What ``zlib.compress(data)`` returns, if it is shorter than ``data`` by two bytes or more."""
    size = len(data)
    if size <= _MANY and data.isascii() and _FEWEST[len(set(data))] > size - 2:
        return None
    packed = compress(data)
    return packed if len(packed) < size - 1 else None


def compress(data: bytes) -> bytes:
    """What ``zlib.compress(data)`` returns."""
    if len(data) > _SHORT:
        return zlib.compress(data)
    deflater = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, _WINDOW, _MEMORY)
    body = deflater.compress(data) + deflater.flush()
    return _HEADER + body + zlib.adler32(data).to_bytes(4, "big")


def decompress(data: bytes) -> bytes:
    """The bytes that were compressed; ValueError where they are too many or ``data`` is damaged."""
    inflater = zlib.decompressobj()
    try:
        inflated = inflater.decompress(data, LIMIT + 1)
    except zlib.error as error:
        raise ValueError(f"The compressed payload is damaged: {error}.") from error
    if len(inflated) > LIMIT:
        raise ValueError(f"The payload inflates to more than {LIMIT} bytes.")
    if not inflater.eof:
        raise ValueError("The compressed payload is cut off.")
    return inflated
